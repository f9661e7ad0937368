"""The fair's hook for nginx-rtmp without a fair: it knows the keys `key-<stream>`, and the newest wins."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

from everfair.live.engines.live_engine import InnerName, OutsideEngine

KEY_ID = "keykeykey234"


@dataclass
class PaperHook:
    port: int
    loop: asyncio.AbstractEventLoop
    engine: OutsideEngine | None = None
    hurry: Callable[[], None] = lambda: None

    def answer(self, call: str, key: str) -> tuple[int, str]:
        self.loop.call_soon_threadsafe(self.hurry)
        kind, _, stream = key.partition("-")
        if call == "publish_done" or kind != "key" or self.engine is None:
            return (204 if call == "publish_done" else 403), ""
        for other in self.engine.publishing():
            if other.name.stream == stream:
                self.engine.kick(other)
        return 302, str(InnerName(stream, KEY_ID))


@contextmanager
def paper_hook() -> Iterator[PaperHook]:
    hook = PaperHook(0, asyncio.get_running_loop())

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            status, name = hook.answer(form["call"][0], form["name"][0])
            self.send_response(status)
            self.send_header("Location", name)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the name of the base class
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hook.port = server.server_port
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.02), daemon=True)
    thread.start()
    try:
        yield hook
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
