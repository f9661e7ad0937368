from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from everfair.kernel import listener as listener_module
from everfair.kernel.listener import Listener
from tests.edge.asking import in_loop
from tests.edge.integration.notifying import cut_off_listeners, notify

pytestmark = pytest.mark.integration


class Ear:
    """Writes down what a listener calls."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self._came = asyncio.Event()

    def hear(self, text: str) -> None:
        if text == "broken":
            raise ValueError(text)
        self.heard.append(text)
        self._came.set()

    def up(self) -> list[tuple[str, str]]:
        self.hear("up")
        return [("fair", "marker")]

    def down(self) -> None:
        self.hear("down")

    async def until(self, *texts: str) -> None:
        """Wait until exactly this has been heard."""
        async with asyncio.timeout(10):
            while self.heard[: len(texts)] != list(texts):
                self._came.clear()
                await self._came.wait()
        assert self.heard == list(texts)


@contextlib.asynccontextmanager
async def listening_to(conninfo: str) -> AsyncIterator[Ear]:
    ear = Ear()
    task = asyncio.create_task(Listener(conninfo, {"fair": ear.hear}, on_up=ear.up, on_down=ear.down).run())
    try:
        yield ear
    finally:
        task.cancel()
        await asyncio.wait([task])


class Relay:
    """Stands between the listener and PostgreSQL's socket; can fall silent or be away."""

    def __init__(self, conninfo: str, folder: Path) -> None:
        self._to = f"{conninfo_to_dict(conninfo)['host']}/.s.PGSQL.5432"
        self._from = folder / ".s.PGSQL.5432"
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self.silent = False
        self.conninfo = make_conninfo(conninfo, host=str(folder))

    async def open(self) -> None:
        self._server = await asyncio.start_unix_server(self._connect, self._from)

    async def close(self) -> None:
        if self._server is not None:
            self._server.close()
        for writer in self._writers:
            writer.close()
        self._from.unlink(missing_ok=True)

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inner_reader, inner_writer = await asyncio.open_unix_connection(self._to)
        self._writers |= {writer, inner_writer}
        with contextlib.suppress(ConnectionError):
            await asyncio.gather(self._pump(reader, inner_writer), self._pump(inner_reader, writer))

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            if not self.silent:
                writer.write(data)
        writer.close()


@in_loop
async def test_notifications_are_heard_in_the_order_of_commits(conninfo: str) -> None:
    async with listening_to(conninfo) as ear:
        await ear.until("up", "marker")

        await asyncio.to_thread(notify, conninfo, "fair", "one", "two")
        await asyncio.to_thread(notify, conninfo, "unheard", "other")
        await asyncio.to_thread(notify, conninfo, "fair", "三")

        await ear.until("up", "marker", "one", "two", "三")


@in_loop
async def test_notification_that_cannot_be_understood_ends_nothing(
    conninfo: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with listening_to(conninfo) as ear:
        await ear.until("up", "marker")

        await asyncio.to_thread(notify, conninfo, "fair", "broken", "whole")

        await ear.until("up", "marker", "whole")
        assert [record.getMessage() for record in caplog.records] == ["A notification on fair was not understood"]


@in_loop
async def test_terminated_connection_comes_back(conninfo: str) -> None:
    async with listening_to(conninfo) as ear:
        await ear.until("up", "marker")

        ended = await asyncio.to_thread(cut_off_listeners, conninfo)

        assert ended == 1
        await ear.until("up", "marker", "down", "up", "marker")
        await asyncio.to_thread(notify, conninfo, "fair", "again")
        await ear.until("up", "marker", "down", "up", "marker", "again")


@in_loop
async def test_database_that_starts_later_is_found(conninfo: str, tmp_path: Path) -> None:
    relay = Relay(conninfo, tmp_path)
    async with listening_to(relay.conninfo) as ear:
        await asyncio.sleep(0.1)
        assert ear.heard == []

        await relay.open()

        await ear.until("up", "marker")
        await relay.close()


@in_loop
async def test_connection_that_died_in_silence_is_noticed(
    conninfo: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listener_module, "_PING_EVERY", 0.05)
    monkeypatch.setattr(listener_module, "_PING_PATIENCE", 0.2)
    relay = Relay(conninfo, tmp_path)
    await relay.open()
    async with listening_to(relay.conninfo) as ear:
        await ear.until("up", "marker")
        await asyncio.to_thread(notify, conninfo, "fair", "between pings")
        await ear.until("up", "marker", "between pings")

        relay.silent = True
        await ear.until("up", "marker", "between pings", "down")
        await relay.close()
        relay.silent = False
        await relay.open()

        await ear.until("up", "marker", "between pings", "down", "up", "marker")
    await relay.close()
