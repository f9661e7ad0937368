"""The adapter of MediaMTX against its API as documented, in the names of two eras."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from everfair.live.engines.live_engine import EngineAway, Given, InnerName, Publishing
from everfair.live.engines.mediamtx import MediaMtx
from everfair.live.enums import Protocol
from tests.live.mediamtx_fake import FakeMediaMtx, fake_mediamtx

pytestmark = pytest.mark.unit

NAME = InnerName("6jxa3p2anx8m", "k3yk3yk3yk3y")


@pytest.fixture(params=["older", "newer"])
def fake(request: pytest.FixtureRequest) -> Iterator[FakeMediaMtx]:
    with fake_mediamtx(era=request.param) as fake:
        yield fake


def engine(fake: FakeMediaMtx, public: tuple[str, str, str] = ("rtmp://fair.example/live", "", "")) -> MediaMtx:
    return MediaMtx(fake.api, "rtmp://127.0.0.1:1935/live", public, "readsecret")


def test_publishers_of_all_pages_are_found_and_nothing_else(fake: FakeMediaMtx) -> None:
    for number in range(120):
        fake.add(f"live/{number + 100_000_000_000}.k3yk3yk3yk3y")
    fake.add("other/6jxa3p2anx8m")
    fake.add("live/not.one")
    fake.add(f"live/{NAME}", kind="rtspSession")

    found = engine(fake).publishing()

    assert {publishing.name.stream for publishing in found} == {str(100_000_000_000 + n) for n in range(120)}
    assert {publishing.way for publishing in found} == {Protocol.RTMP}


@pytest.mark.parametrize(
    ("kind", "way"), [("srtConn", Protocol.SRT), ("webRTCSession", Protocol.WHIP), ("rtmpConn", Protocol.RTMP)]
)
def test_publisher_of_each_kind_is_told_apart_and_sent_away(fake: FakeMediaMtx, kind: str, way: Protocol) -> None:
    source = fake.add(f"live/{NAME}", kind, codecs=("H264", "Opus"))

    [publishing] = engine(fake).publishing()
    engine(fake).kick(publishing)
    engine(fake).kick(publishing)

    assert publishing == Publishing(NAME, way, source, kind, has_opus=True)
    assert (fake.kicked, engine(fake).publishing()) == ([source], [])


def test_path_without_a_publisher_is_left_out(fake: FakeMediaMtx) -> None:
    fake.add(f"live/{NAME}")
    fake.paths[f"live/{NAME}"] |= {"ready": False, "available": False}
    fake.paths["live/6jxa3p2anx8n.k3yk3yk3yk3y"] = {
        "name": "live/6jxa3p2anx8n.k3yk3yk3yk3y", "source": None, "ready": False, "available": False
    }  # fmt: skip

    assert engine(fake).publishing() == []


def test_each_way_has_its_words() -> None:
    fake = FakeMediaMtx()
    public = ("rtmp://fair.example/live", "srt://fair.example:8890", "https://fair.example:8889")

    given = engine(fake, public).given(NAME, "ef-secret")

    assert given == Given(
        f"{NAME}?pass=ef-secret",
        srt=f"srt://fair.example:8890?streamid=publish:live/{NAME}:encoder:ef-secret&pkt_size=1316",
        whip=f"https://fair.example:8889/live/{NAME}/whip",
        token="encoder:ef-secret",
    )
    assert engine(fake).given(NAME, "ef-secret") == Given(f"{NAME}?pass=ef-secret")


def test_server_that_is_gone_is_said_so() -> None:
    with fake_mediamtx() as fake:
        gone = engine(fake)

    with pytest.raises(EngineAway):
        gone.publishing()
