"""What interpreters send lies in the spool beside that of studios: `live/<stream>/booths/<sitting>/`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.transaction import on_commit

from everfair.live.ingest.spool import STOPPED, Sitting, open_sitting, sittings_under
from everfair.live.places import StreamPlace

if TYPE_CHECKING:
    from everfair.live.models import Stream

BOOTHS = "booths"


@dataclass(frozen=True, slots=True)
class BoothBeginning:
    """Into which language an interpreter (a public id) speaks, and what the recorder writes."""

    stream: str
    language: str
    interpreter: str
    mime: str


def begin_booth_sitting(root: Path, public_id: str, beginning: BoothBeginning) -> Sitting:
    return open_sitting(StreamPlace(root, beginning.stream).folder / BOOTHS / public_id, asdict(beginning))


def booth_beginning(sitting: Sitting) -> BoothBeginning | None:
    """Return how a sitting began; None for one that can't be read."""
    told = sitting.told()
    try:
        return None if told is None else BoothBeginning(**told)
    except TypeError:
        return None


def booth_sittings(root: Path) -> Iterator[Sitting]:
    return sittings_under(root, BOOTHS)


def end_sittings_on_commit(stream: Stream, *, language: str) -> None:
    """Take no more from whoever speaks into a language, once the transaction has succeeded."""

    def end() -> None:
        folder = StreamPlace(settings.LIVE_ROOT, stream.public_id).folder / BOOTHS
        for entry in folder.iterdir() if folder.is_dir() else ():
            sitting = Sitting(entry)
            begun = booth_beginning(sitting)
            if begun is not None and begun.language == language:
                sitting.end(STOPPED)

    on_commit(end)
