from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import pytest

from everfair.edge.front import Front, FrontOptions
from everfair.edge.protocol import Message, Scope
from everfair.kernel.realtime import channel_token
from tests.edge.asking import ask, in_loop, listening, settle
from tests.edge.standing_in import Pages

pytestmark = pytest.mark.unit

KEY = "a key of this test"


def front(folder: Path, pages: Pages) -> Front:
    return Front(
        pages, FrontOptions(conninfo=f"host={folder} dbname=fair", key=KEY, static_root=folder, media_root=folder)
    )


class Server:
    """Speaks the lifespan protocol."""

    def __init__(self, app: Front) -> None:
        self.told: asyncio.Queue[Message] = asyncio.Queue()
        self.answered: list[str] = []
        self._task = asyncio.create_task(self._run(app))

    async def _run(self, app: Front) -> None:
        scope: Scope = {"type": "lifespan"}
        await app(scope, self.told.get, self._answer)

    async def _answer(self, message: Message) -> None:
        self.answered.append(message["type"])

    async def say(self, what: str) -> None:
        await self.told.put({"type": f"lifespan.{what}"})
        await settle()

    async def end(self) -> None:
        await self.say("shutdown")
        await self._task


def running() -> int:
    return len(asyncio.all_tasks())


@in_loop
async def test_paths_find_their_answerers(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a{}")
    pages = Pages(body="page")
    app = front(tmp_path, pages)

    answers = {path: await ask(app, path) for path in ("/health", "/static/a.css", "/events", "/static", "/")}
    await Server(app).end()

    assert {path: (answered.status, answered.body[:4]) for path, answered in answers.items()} == {
        "/health": (200, b"ok\n"),
        "/static/a.css": (200, b"a{}"),
        "/events": (403, "实时".encode()[:4]),
        "/static": (200, b"page"),
        "/": (200, b"page"),
    }
    assert pages.renders == 2


@in_loop
async def test_tasks_run_from_startup_to_shutdown(tmp_path: Path) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job starts with it ignored
    before = signal.getsignal(signal.SIGINT), running()
    app = front(tmp_path, Pages())
    server = Server(app)

    await server.say("startup")
    assert signal.getsignal(signal.SIGINT) != before[0]
    assert running() == before[1] + 3
    await server.end()

    assert server.answered == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    assert (signal.getsignal(signal.SIGINT), running()) == before


@in_loop
async def test_tasks_start_with_the_first_request_where_there_is_no_lifespan(tmp_path: Path) -> None:
    before = running()
    app = front(tmp_path, Pages())

    for _ in range(2):
        await ask(app, "/health")
    assert running() == before + 2
    await Server(app).end()

    assert running() == before


@in_loop
async def test_signal_ends_the_streams_and_then_what_the_server_does(tmp_path: Path) -> None:
    received: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: received.append(number))
    app = front(tmp_path, Pages())
    server = Server(app)
    await server.say("startup")

    async with listening(app, f"/events?token={channel_token(['n:1'], key=KEY)}") as stream:
        signal.raise_signal(signal.SIGTERM)
        await settle()

        assert received == [signal.SIGTERM]
        assert stream.answered.messages[-1] == {"type": "http.response.body", "body": b""}
    await server.end()
    signal.signal(signal.SIGTERM, before)


@in_loop
async def test_websocket_is_declined(tmp_path: Path) -> None:
    told: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        told.append(message)

    await front(tmp_path, Pages())({"type": "websocket", "path": "/"}, receive, send)

    assert told == [{"type": "websocket.close", "code": 1000}]
