"""The front of a web process: who answers which path."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from everfair.edge.answers import OK
from everfair.edge.bridge import Bridge
from everfair.edge.hub import Hub, marker
from everfair.edge.lifetime import Lifetime
from everfair.edge.media import Media
from everfair.edge.media_path import PREFIX as MEDIA
from everfair.edge.page_cache import PageCache
from everfair.edge.page_store import PageStore
from everfair.edge.protocol import App, Receive, Scope, Send
from everfair.edge.static_files import PREFIX as STATIC
from everfair.edge.static_files import StaticFiles
from everfair.kernel.listener import Listener
from everfair.kernel.objects import BucketPlace
from everfair.kernel.realtime import HUB, PURGE

_MEGABYTE = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontOptions:
    """What an administrator may turn; sizes are per web process."""

    conninfo: str
    key: str
    static_root: Path
    media_root: Path
    page_cache_mb: int = 64
    static_cache_mb: int = 64
    media_cache_mb: int = 128
    bucket: BucketPlace | None = None
    upload_mb: int = 12
    most_streams: int = 10_000
    longest_queue: int = 1_000


class Front:
    """Dispatches: health, events, static files and media are answered here, all else by the page cache over Django."""

    def __init__(self, django: App, options: FrontOptions) -> None:
        bridge = Bridge(django, largest_body=options.upload_mb * _MEGABYTE, longest_queue=options.longest_queue)
        self.pages = PageCache(bridge, PageStore(options.page_cache_mb * _MEGABYTE))
        self.hub = Hub(key=options.key, most_streams=options.most_streams)
        self._static = StaticFiles(options.static_root, limit=options.static_cache_mb * _MEGABYTE)
        media = options.media_cache_mb * _MEGABYTE
        self._media = Media(options.media_root, key=options.key, limit=media, bucket=options.bucket)
        self._here: dict[str, App] = {"/health": _health, "/events": self.hub}
        listener = Listener(
            options.conninfo,
            {HUB: self.hub.publish, PURGE: self.pages.purge},
            on_up=self._resume,
            on_down=self.pages.suspend,
        )
        self._lifetime = Lifetime(listener.run, self.hub.beat, on_ending=self.hub.close)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            if not self._lifetime.started:
                self._lifetime.start()
            await self._answerer(scope["path"])(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._lifetime.follow(receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1000})

    def _answerer(self, path: str) -> App:
        here = self._here.get(path)
        if here is not None:
            return here
        if path.startswith(MEDIA):
            return self._media
        return self._static if path.startswith(STATIC) else self.pages

    def _resume(self) -> list[tuple[str, str]]:
        self.pages.resume()
        self.hub.resume()
        return [(HUB, marker())]


async def _health(scope: Scope, receive: Receive, send: Send) -> None:
    del scope, receive
    await OK.send(send)
