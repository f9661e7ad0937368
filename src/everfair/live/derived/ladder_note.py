"""What the desk is told of the ladder of a stream: a note beside its media, which the live process writes."""

from __future__ import annotations

import contextlib
import json
import time
from dataclasses import asdict, dataclass
from typing import Literal

from everfair.live.composer.whole_files import write_whole
from everfair.live.places import StreamPlace

NOTE = "ladder.json"
_LATE_FOR_SECONDS = 60.0

LadderState = Literal["runs", "full", "small"]


@dataclass(frozen=True, slots=True)
class LadderNote:
    """`full`: no place was free; `small`: the picture is no larger than the lowest rung. `heights` run."""

    take: str
    state: LadderState
    heights: tuple[int, ...] = ()
    late_at: float = 0.0

    @property
    def is_late(self) -> bool:
        """Whether it has lately left out seconds because the machine was too slow."""
        return time.time() - self.late_at < _LATE_FOR_SECONDS


def write_ladder_note(place: StreamPlace, note: LadderNote) -> None:
    """Write it; a full disk costs no more than the note."""
    if note != read_ladder_note(place):
        with contextlib.suppress(OSError):
            write_whole(place.folder / NOTE, json.dumps(asdict(note)))


def read_ladder_note(place: StreamPlace) -> LadderNote | None:
    try:
        told = json.loads((place.folder / NOTE).read_text())
        return LadderNote(str(told["take"]), told["state"], tuple(told["heights"]), float(told["late_at"]))
    except (OSError, ValueError, LookupError, TypeError):
        return None
