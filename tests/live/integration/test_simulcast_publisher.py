"""Publishing to another platform: our own server, or somebody rude, on the other side."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

import pytest

from everfair.live.enums import SimulcastTrouble, TakeEnd
from everfair.live.ingest.feed import AUDIO, VIDEO, FlvTag
from everfair.live.simulcast import publisher as publishing
from everfair.live.simulcast.address import Destination, destination_of, whole_address
from everfair.live.simulcast.publisher import Publisher
from everfair.live.simulcast.troubles import SimulcastFailed
from tests.factories.webhooks import allow_inner
from tests.live.house_gear import until
from tests.live.platform import HOST, KEY, open_platform
from tests.notifications.push_service import _certificate

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import SettingsWrapper

pytestmark = pytest.mark.integration

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@pytest.fixture(autouse=True)
def _inner(settings: SettingsWrapper) -> None:
    allow_inner(settings, HOST)


def trouble_with(serve: Serve) -> tuple[SimulcastTrouble, str]:
    """Return what goes wrong with somebody who answers like this."""

    async def act() -> tuple[SimulcastTrouble, str]:
        server = await asyncio.start_server(serve, HOST, 0)
        port = server.sockets[0].getsockname()[1]
        try:
            async with server:
                return await failure(destination_of(f"rtmp://{HOST}:{port}/live/{KEY}"))
        finally:
            server.close()

    return asyncio.run(act())


async def failure(destination: Destination) -> tuple[SimulcastTrouble, str]:
    with pytest.raises(SimulcastFailed) as refused:
        await Publisher.connect(destination)
    assert KEY not in str(refused.value)
    return refused.value.trouble, refused.value.words


def test_tags_arrive_as_they_were_sent() -> None:
    tags = [FlvTag(VIDEO, 0, b"\x17\1" + bytes(50_000)), FlvTag(AUDIO, 0x1000000, b"\xaf\1sound")]

    async def act() -> None:
        async with open_platform() as platform:
            publisher = await Publisher.connect(destination_of(whole_address(platform.server, KEY)))
            for tag in tags:
                await publisher.send(tag)
            await publisher.close()
            await until(lambda: platform.shown[0].end, "nobody said goodbye")
            assert platform.shown[0].tags == tags
            assert platform.shown[0].end is TakeEnd.STOPPED

    asyncio.run(act())


def test_platform_that_says_no_is_quoted_without_its_key() -> None:
    async def act() -> tuple[SimulcastTrouble, str]:
        async with open_platform() as platform:
            platform.no = f"There is no stream of the name {KEY}"
            return await failure(destination_of(whole_address(platform.server, KEY)))

    assert asyncio.run(act()) == (SimulcastTrouble.REFUSED, "There is no stream of the name …")


def test_platform_that_ends_it_meanwhile_is_noticed() -> None:
    async def act() -> None:
        async with open_platform() as platform:
            publisher = await Publisher.connect(destination_of(whole_address(platform.server, KEY)))
            platform.shown[0].tags = None  # type: ignore[assignment]  # it breaks down at the first tag
            with pytest.raises(SimulcastFailed) as lost:
                await asyncio.wait_for(_send_for_ever(publisher), 5)
            assert lost.value.trouble in {SimulcastTrouble.LOST, SimulcastTrouble.REFUSED}
            await publisher.close()

    asyncio.run(act())


async def _send_for_ever(publisher: Publisher) -> None:
    while True:
        await publisher.send(FlvTag(AUDIO, 0, b"\xaf\1sound"))
        await asyncio.sleep(0.01)


async def _hangs_up(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.close()


async def _talks_http(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n" * 400)
    await writer.drain()
    writer.close()


async def _says_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read()
    writer.close()


@pytest.mark.parametrize("serve", [_hangs_up, _talks_http, _says_nothing], ids=["hangs up", "http", "nothing"])
def test_who_does_not_speak_rtmp_is_out_of_reach(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "_GREETING_SECONDS", 0.3)

    assert trouble_with(serve) == (SimulcastTrouble.UNREACHABLE, "")


def test_inner_host_without_leave_is_not_called(settings: SettingsWrapper) -> None:
    allow_inner(settings)

    found = asyncio.run(failure(destination_of(f"rtmp://{HOST}:1/live/{KEY}")))

    assert found == (SimulcastTrouble.ADDRESS, "")


@asynccontextmanager
async def behind_tls(port: int, folder: Path) -> AsyncIterator[int]:
    """Stand before a port with TLS and a certificate for this machine; yields the port to call."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*_certificate(folder))

    async def pass_through(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inner, outer = await asyncio.open_connection(HOST, port)
        await asyncio.gather(_pour(reader, outer), _pour(inner, writer))

    server = await asyncio.start_server(pass_through, HOST, 0, ssl=context)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()


def test_rtmps_is_spoken_with_who_has_the_right_certificate_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def act() -> None:
        async with open_platform() as platform, behind_tls(platform.port, tmp_path) as port:
            destination = destination_of(f"rtmps://{HOST}:{port}/live/{KEY}")
            assert await failure(destination) == (SimulcastTrouble.UNREACHABLE, "")
            assert platform.keys == []
            ours = str(tmp_path / "certificate.pem")
            monkeypatch.setattr(publishing, "trust", lambda: ssl.create_default_context(cafile=ours))
            publisher = await Publisher.connect(destination)
            await publisher.send(FlvTag(AUDIO, 0, b"\xaf\1sound"))
            await publisher.close()
            await until(lambda: platform.shown[0].end, "nobody said goodbye")
            assert (platform.keys, len(platform.shown[0].tags)) == ([KEY.partition("?")[0]], 1)

    asyncio.run(act())
