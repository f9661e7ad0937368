"""A caption service on the loopback, faithful to what the engine's file describes."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

CUES = [{"begins": 0.5, "seconds": 3, "text": "大家好"}, {"begins": 4, "seconds": 0.2, "text": "欢迎 \n光临"}]


@dataclass
class Service:
    """What it was asked, and what it answers: as the service behind the setting does."""

    url: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)
    sounds: list[bytes] = field(default_factory=list)
    status: int = 200
    answer: bytes = json.dumps({"cues": CUES}).encode()


@contextmanager
def caption_service() -> Iterator[Service]:
    told = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.sounds.append(self.rfile.read(int(self.headers["Content-Length"])))
            facts = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
            names = ("Authorization", "Content-Type")
            told.asked.append(facts | {name: self.headers.get(name, "") for name in names})
            self.send_response(told.status)
            self.end_headers()
            self.wfile.write(told.answer)

        def log_message(self, *_words: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told.url = f"http://127.0.0.1:{server.server_port}/write-down"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield told
    server.shutdown()
    server.server_close()
