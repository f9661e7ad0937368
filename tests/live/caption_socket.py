"""A caption service by WebSocket on the loopback, faithful to what the engine's file describes."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from websockets.sync.server import serve

from tests.live.caption_service import CUES

if TYPE_CHECKING:
    from websockets.sync.server import Server, ServerConnection


@dataclass
class SocketService:
    """What came by which connection, and what it answers; after `hangs_up_after` pieces it closes the connection."""

    url: str = ""
    connections: list[dict[str, str]] = field(default_factory=list)
    pieces: list[tuple[int, str, bytes]] = field(default_factory=list)
    answer: str = json.dumps({"cues": CUES})
    hangs_up_after: int = 100
    closed: list[threading.Event] = field(default_factory=list)

    def hear(self, connection: ServerConnection) -> None:
        request = connection.request
        assert request is not None
        number, closed = len(self.connections), threading.Event()
        facts = {name: values[0] for name, values in parse_qs(urlsplit(request.path).query).items()}
        self.connections.append(facts | {"Authorization": request.headers.get("Authorization", "")})
        self.closed.append(closed)
        for _ in range(self.hangs_up_after):
            told = next(iter(connection), None)
            if told is None:
                break
            sound = connection.recv()
            assert isinstance(sound, bytes)
            self.pieces.append((number, json.loads(told)["begins"], sound))
            connection.send(self.answer)
        connection.close()
        closed.set()


@contextmanager
def socket_service() -> Iterator[SocketService]:
    service = SocketService()
    with serve(service.hear, "127.0.0.1", 0) as server:
        service.url = f"ws://127.0.0.1:{_port(server)}/write-down"
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        yield service
        server.shutdown()
        serving.join()


def _port(server: Server) -> int:
    port: int = server.socket.getsockname()[1]
    return port
