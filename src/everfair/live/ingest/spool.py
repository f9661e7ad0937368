"""The spool of what browsers record: the web process lays parts down, the live process picks them up in order.

live/<stream>/studio/<sitting>/begin.json      who may send, and what the recorder writes
live/<stream>/studio/<sitting>/<number>.part   one part, from 0 on; written whole or not at all
live/<stream>/studio/<sitting>/kept            the highest number that was laid down: it may be picked up and gone
live/<stream>/studio/<sitting>/end             the page has sent its last part, or the live process takes no more
live/<stream>/studio/<sitting>/why             the sentence (an English msgid) that refuses it

Interpreters' lie beside, under `booths/`.
"""

from __future__ import annotations

import fcntl
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from everfair.live.domain.publishing import Admission
from everfair.live.ingest.spool_errors import SittingOver, SittingRefused, SpoolFull
from everfair.live.places import StreamPlace

STUDIO = "studio"
STOPPED, OVER, REFUSED = "stopped", "over", "refused"
MOST_WAITING = 120  # parts: half a minute of a recorder
_BEGIN, _END, _WHY, _KEPT, _LOCK = "begin.json", "end", "why", "kept", "lock"
_PART = re.compile(r"(\d{1,9})\.part\Z")


@dataclass(frozen=True, slots=True)
class Beginning:
    """Who was admitted, what the recorder writes (`video/mp4;codecs=...`), and the public id of the person."""

    admission: Admission
    mime: str
    person: str


@dataclass(frozen=True, slots=True)
class Sitting:
    """One run of a page's recorder."""

    folder: Path

    @property
    def public_id(self) -> str:
        return self.folder.name

    def keep(self, number: int, part: bytes) -> None:
        """Keep a part, once however often it comes.

        `SittingRefused` when the live process will not take it, `SittingOver` when nobody does any more, or one
        before it never came; `SpoolFull` when too many wait.
        """
        with self._locked():
            if self.ended_by() == REFUSED:
                raise SittingRefused(reason=_((self.folder / _WHY).read_text(encoding="utf-8")))
            kept = self.kept()
            if not self.has_begun or self.ended_by() or number > kept + 1:
                raise SittingOver
            if number <= kept:
                return
            if len(self.waiting()) >= MOST_WAITING:
                raise SpoolFull
            self._lay_down(f"{number}.part", part)
            self._lay_down(_KEPT, str(number).encode())

    def end(self, by: str) -> None:
        """Take no more parts: `STOPPED` by the page, else by the live process. The first word stands."""
        if self.has_begun and not self.ended_by():
            self._lay_down(_END, by.encode())

    def refuse(self, sentence: str) -> None:
        """Take nothing, and say why: `sentence` is an English msgid."""
        self._lay_down(_WHY, sentence.encode())
        self.end(REFUSED)

    @property
    def has_begun(self) -> bool:
        return (self.folder / _BEGIN).exists()

    def ended_by(self) -> str:
        """Return who ended it, "" while it goes on."""
        try:
            return (self.folder / _END).read_text()
        except OSError:
            return ""

    def told(self) -> dict[str, Any] | None:
        """Return what was told when it began; None where that can't be read."""
        try:
            found = json.loads((self.folder / _BEGIN).read_bytes())
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def beginning(self) -> Beginning | None:
        """Return how a studio's sitting began."""
        found = self.told() or {}
        try:
            return Beginning(Admission(**found["admission"]), str(found["mime"]), str(found["person"]))
        except (TypeError, KeyError):
            return None

    def kept(self) -> int:
        """Return the highest number that was kept, -1 for none."""
        try:
            return int((self.folder / _KEPT).read_bytes())
        except (OSError, ValueError):
            return -1

    def waiting(self) -> list[int]:
        """Return the numbers of the parts that lie there, in order."""
        if not self.folder.is_dir():
            return []
        return sorted(int(match[1]) for entry in self.folder.iterdir() if (match := _PART.match(entry.name)))

    def part(self, number: int) -> bytes | None:
        try:
            return (self.folder / f"{number}.part").read_bytes()
        except OSError:
            return None

    def drop(self, number: int) -> None:
        (self.folder / f"{number}.part").unlink(missing_ok=True)

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def last_news(self) -> float:
        """Return when something was last laid down or taken away, in seconds since 1970."""
        try:
            return self.folder.stat().st_mtime
        except OSError:
            return 0.0

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Let no other request write here meanwhile: a page that gave one up may send it twice at once."""
        try:
            lock = (self.folder / _LOCK).open("wb")
        except FileNotFoundError:
            raise SittingOver from None
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _lay_down(self, name: str, data: bytes) -> None:
        draft = self.folder / f".{name}"
        try:
            draft.write_bytes(data)
            draft.replace(self.folder / name)
        except OSError:
            draft.unlink(missing_ok=True)
            raise


def begin_sitting(place: StreamPlace, public_id: str, beginning: Beginning) -> Sitting:
    """Open a studio's sitting."""
    return open_sitting(place.folder / STUDIO / public_id, asdict(beginning))


def open_sitting(folder: Path, told: Mapping[str, Any]) -> Sitting:
    """Open a sitting; the live process finds it within a moment."""
    sitting = Sitting(folder)
    sitting.folder.mkdir(parents=True)
    sitting._lay_down(_BEGIN, json.dumps(told).encode())  # noqa: SLF001 -- the maker of the sitting
    return sitting


def sittings_under(root: Path, kind: str = STUDIO) -> Iterator[Sitting]:
    """Yield every sitting that has begun, those that are over too."""
    for begin in sorted(root.glob(f"*/{kind}/*/{_BEGIN}")):
        yield Sitting(begin.parent)
