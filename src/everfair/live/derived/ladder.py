"""The ladder: smaller pictures for smaller lines, made by one ffmpeg out of the take's segments."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from everfair.live.composer.init_segment import read_init_segment
from everfair.live.composer.segments import Segment
from everfair.live.composer.take_folder import TakeFolder
from everfair.live.derived.follow import Follower
from everfair.live.derived.fragments import anchor_of
from everfair.live.derived.ladder_note import LadderNote, write_ladder_note
from everfair.live.derived.rungs import RungEncoder, rungs_below, start_rungs
from everfair.live.derived.works import MakeWork, WorkKey
from everfair.live.models import Take
from everfair.live.places import VIDEO, StreamPlace

BEHIND_SECONDS = 8.0  # what comes in while ffmpeg works: with more it is left out
_FROM_THE_BEGINNING = 6  # segments of a take that may have come before the ladder began

_KEY = "ladder"


class Ladder:
    """Gives the places of this machine to streams that want one; whoever has one keeps it from take to take."""

    def __init__(self, root: Path, *, most: int) -> None:
        self._root = root
        self._most = most
        self._holders: list[str] = []

    def wanted(self, takes: Sequence[Take]) -> Mapping[WorkKey, MakeWork]:
        """Return a work for each take that is on air, wants a ladder, is large enough, and has a place."""
        wishes = {take.stream.public_id: take for take in takes if _wants(take)}
        for stream in [stream for stream, take in wishes.items() if _is_small(take)]:
            self._note(stream, LadderNote(wishes.pop(stream).public_id, "small"))
        holders = [stream for stream in self._holders if stream in wishes]
        self._holders = [*holders, *(stream for stream in wishes if stream not in holders)][: self._most]
        for stream, take in wishes.items():
            if stream not in self._holders:
                self._note(stream, LadderNote(take.public_id, "full"))
        return {
            WorkKey(stream, wishes[stream].public_id, _KEY): self._maker(stream, wishes[stream].public_id)
            for stream in self._holders
        }

    def _note(self, stream: str, note: LadderNote) -> None:
        write_ladder_note(StreamPlace(self._root, stream), note)

    def _maker(self, stream: str, take: str) -> MakeWork:
        return lambda: LadderWork(TakeFolder(StreamPlace(self._root, stream), take, is_public=True))


class LadderWork:
    """Follows the picture of a take; what it can't do in time it leaves out."""

    def __init__(self, folder: TakeFolder, *, behind: float = BEHIND_SECONDS) -> None:
        self._folder = folder
        self._behind = behind
        self._follower = Follower(folder, VIDEO, most=_FROM_THE_BEGINNING)
        self._late_at = 0.0
        self._encoder: RungEncoder | None = None

    async def run(self) -> None:
        try:
            async for segments in self._follower.follow():
                if not await self._take(segments):
                    return
            await self._finish()
        finally:
            if self._encoder is not None:
                await asyncio.shield(self._encoder.drop())

    async def _take(self, segments: list[Segment]) -> bool:
        """Encode what has come, or leave out all but the newest of it; False when there is nothing to make."""
        if sum(segment.seconds for segment in segments) > self._behind:
            await self._finish()
            segments = segments[-1:]
            self._late_at = time.time()
        for segment in segments:
            try:
                raw = await asyncio.to_thread(self._follower.read, segment)
            except FileNotFoundError:
                continue
            if self._encoder is None and not await self._begin(segment, raw):
                return False
            if self._encoder is not None:
                await self._encoder.feed(raw)
        return True

    async def _begin(self, segment: Segment, raw: bytes) -> bool:
        init = await asyncio.to_thread(self._follower.init)
        facts = read_init_segment(init)
        rungs = rungs_below(facts.height if facts else 0)
        await self._note(tuple(rung.height for rung in rungs))
        if rungs:
            self._encoder = await start_rungs(self._folder.path, rungs, anchor_of(init, segment, raw))
            await self._encoder.feed(init)
        return bool(rungs)

    async def _finish(self) -> None:
        if self._encoder is not None:
            await self._encoder.finish()
            self._encoder = None

    async def _note(self, heights: tuple[int, ...]) -> None:
        note = LadderNote(self._folder.public_id, "runs" if heights else "small", heights, self._late_at)
        await asyncio.to_thread(write_ladder_note, self._folder.place, note)


def _wants(take: Take) -> bool:
    return take.stream.has_ladder and take.is_public and bool(take.video)


def _is_small(take: Take) -> bool:
    """Whether no rung lies below; a browser does not tell its height before the first segment."""
    height = take.video.get("height")
    return bool(height) and not rungs_below(height)
