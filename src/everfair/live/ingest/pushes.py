"""Takes that encoders push by HTTP: the web process lays their files down, here they are listed, and ended."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Collection
from pathlib import Path

from everfair.live.composer.composer import Composer
from everfair.live.composer.stream_composer import NewTake
from everfair.live.domain.publishing import end_take
from everfair.live.enums import TakeEnd
from everfair.live.ingest.books import in_thread
from everfair.live.ingest.rounds import OpenPush
from everfair.live.places import StreamPlace

SILENT_AFTER_SECONDS = 20.0


class PushWatch:
    def __init__(self, root: Path, composer: Composer) -> None:
        self._root = root
        self._composer = composer
        self._known: dict[str, OpenPush] = {}

    async def look(self, pushes: Collection[OpenPush]) -> None:
        """List what is new, finish what has ended, and end what has been silent for too long."""
        now = {push.take: push for push in pushes}
        for push in now.values():
            if push.take not in self._known:
                self._composer.begin(push.stream, NewTake(push.take, push.is_public))
            elif await asyncio.to_thread(self._is_silent, push):
                await in_thread(end_take, push.take, end=TakeEnd.LOST)
        for take, push in self._known.items():
            if take not in now:
                self._composer.finish(push.stream, take)
        self._known = now

    def _is_silent(self, push: OpenPush) -> bool:
        folder = StreamPlace(self._root, push.stream).take(push.take, is_public=push.is_public)
        moments = [entry.stat().st_mtime for entry in [folder, *folder.glob("*/")] if entry.exists()]
        return max(moments, default=0.0) < time.time() - SILENT_AFTER_SECONDS
