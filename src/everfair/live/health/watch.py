"""The watch over all open takes: looks at each every few seconds, and notes what it sees."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from everfair.kernel.clock import now
from everfair.live.domain.health import Measured, note_health
from everfair.live.health.look import Look, differs, look_at
from everfair.live.health.segments import Arrival, arrival_of
from everfair.live.ingest.books import in_thread
from everfair.live.models import Take
from everfair.live.places import AUDIO, PICTURE, VIDEO, StreamPlace

BLACK = 16.5  # the mean of a black picture, as cameras send it, is 16
SILENT = -60.0

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class _Memory:
    """What was seen of a take before, and since when something lasts."""

    grain: bytes = b""
    since: dict[str, datetime | None] = field(default_factory=dict)
    best_fps: float = 0.0

    def lasting(self, what: str, *, at: datetime, lasts: bool) -> datetime | None:
        """Return since when it lasts; None when it does not."""
        self.since[what] = (self.since.get(what) or at) if lasts else None
        return self.since[what]

    def stands_still(self, grain: bytes) -> bool:
        """Whether the picture is that of the look before; remembers this one."""
        still = bool(grain) and bool(self.grain) and not differs(grain, self.grain)
        self.grain = grain
        return still

    def dropped(self, fps: float | None) -> int:
        """Return how many pictures a second are missing, against the best that this take had."""
        self.best_fps = max(self.best_fps, fps or 0.0)
        return 0 if fps is None else max(0, round(self.best_fps - fps))


class HealthWatch:
    """Looks at open takes; `root` is the fair's `live` folder."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._memories: dict[str, _Memory] = {}

    async def look(self) -> None:
        """Look at every open take once, in a thread."""
        await in_thread(self.look_once)

    def look_once(self) -> None:
        """Look at every open take once; a take that can't be looked at does not keep the others from it."""
        takes = list(Take.objects.filter(ended_at__isnull=True).select_related("stream"))
        for take in takes:
            try:
                self._look(take)
            except Exception:
                logger.exception("could not look at take %s", take.public_id)
        kept = {take.public_id for take in takes}
        self._memories = {key: memory for key, memory in self._memories.items() if key in kept}

    def _look(self, take: Take) -> None:
        place = StreamPlace(self._root, take.stream.public_id)
        folder = place.take(take.public_id, is_public=take.is_public)
        video, audio = arrival_of(folder / VIDEO, is_video=True), arrival_of(folder / AUDIO, is_video=False)
        if video is None and audio is None:
            return
        team = place.playlists(is_public=False) / PICTURE
        team.parent.mkdir(parents=True, exist_ok=True)
        look = look_at(video.newest if video else None, audio.newest if audio else None, team)
        if take.is_public and team.is_file():
            _share(team, place.playlists(is_public=True) / PICTURE)
        memory = self._memories.setdefault(take.public_id, _Memory())
        note_health(take, _measure((video, audio), look, memory))


def _measure(tracks: tuple[Arrival | None, Arrival | None], look: Look, memory: _Memory) -> Measured:
    at, (video, audio) = now(), tracks
    fps = video.fps if video else None
    is_black = look.brightness is not None and look.brightness < BLACK
    is_silent = audio is None or (look.loudness is not None and look.loudness < SILENT)
    return Measured(
        seen_at=at,
        bits_per_second=sum(track.bits_per_second for track in tracks if track),
        fps=fps,
        dropped=memory.dropped(fps),
        keyframe_seconds=video.longest_seconds if video else None,
        loudness=look.loudness,
        brightness=look.brightness,
        black_since=memory.lasting("black", at=at, lasts=is_black),
        frozen_since=memory.lasting("frozen", at=at, lasts=memory.stands_still(look.grain)),
        silent_since=memory.lasting("silent", at=at, lasts=is_silent),
    )


def _share(team: Path, public: Path) -> None:
    public.parent.mkdir(parents=True, exist_ok=True)
    draft = public.with_suffix(".new.jpg")
    draft.write_bytes(team.read_bytes())
    draft.replace(public)
