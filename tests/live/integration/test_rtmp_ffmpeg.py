"""A real encoder on the other side: what it writes into a file is what it sends to us."""

from __future__ import annotations

import asyncio
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from imageio_ffmpeg import get_ffmpeg_exe

from everfair.live.enums import TakeEnd
from everfair.live.ingest.feed import AUDIO, DATA, VIDEO, FlvTag, Refused
from everfair.live.ingest.rtmp.server import RtmpServer

pytestmark = pytest.mark.integration

PICTURE = ("-f", "lavfi", "-i", "testsrc2=size=640x360:rate=25")
SOUND = ("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000")
H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-g", "25", "-pix_fmt", "yuv420p")
AAC = ("-c:a", "aac", "-b:a", "96k")


@dataclass
class Kept:
    tags: list[FlvTag] = field(default_factory=list)
    ended: list[tuple[TakeEnd, str]] = field(default_factory=list)

    async def admit(self, key: str, *, address: str) -> Kept:
        if (key, address) != ("key", "127.0.0.1"):
            raise Refused("This key is not valid.")
        return self

    async def take(self, tag: FlvTag) -> None:
        self.tags.append(tag)

    async def close(self, end: TakeEnd, *, sentence: str = "") -> None:
        self.ended.append((end, sentence))


def ffmpeg(*words: str | Path) -> list[str]:
    return [get_ffmpeg_exe(), "-hide_banner", "-loglevel", "error", "-nostdin", *map(str, words)]


def tags_in(path: Path) -> list[FlvTag]:
    """Read a Flash Video file (Adobe specification 10.1, annex E)."""
    data, at, tags = path.read_bytes(), 13, []
    while at < len(data):
        size = int.from_bytes(data[at + 1 : at + 4], "big")
        stamp = int.from_bytes(data[at + 7 : at + 8] + data[at + 4 : at + 7], "big")
        tags.append(FlvTag(data[at], stamp, data[at + 11 : at + 11 + size]))
        at += size + 15
    return tags


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rtmp") / "film.flv"
    subprocess.run(ffmpeg(*PICTURE, *SOUND, "-t", "4", *H264, *AAC, path), check=True)
    return path


async def publish(house: Kept, *words: str | Path, key: str = "key") -> tuple[int, str]:
    """Send to a server of ours; returns how the encoder ended and what it complained of."""
    server = RtmpServer(house)
    port = await server.start("127.0.0.1", 0)
    encoder = await asyncio.create_subprocess_exec(
        *ffmpeg(*words, "-f", "flv", f"rtmp://127.0.0.1:{port}/live/{key}"), stderr=subprocess.PIPE
    )
    async with asyncio.timeout(60):
        _, complaint = await encoder.communicate()
        await asyncio.gather(*server._tasks)
    await server.stop()
    return encoder.returncode or 0, complaint.decode()


def media(tags: list[FlvTag]) -> list[FlvTag]:
    return [tag for tag in tags if tag.kind in {AUDIO, VIDEO}]


def test_film_sent_by_ffmpeg_arrives_as_ffmpeg_writes_it(film: Path, tmp_path: Path) -> None:
    copy, house = tmp_path / "copy.flv", Kept()
    subprocess.run(ffmpeg("-i", film, "-c", "copy", copy), check=True)

    ended, complaint = asyncio.run(publish(house, "-i", film, "-c", "copy"))

    assert (ended, complaint) == (0, "")
    assert media(house.tags) == media(tags_in(copy))
    assert len(media(house.tags)) > 250
    assert [tag.body[:13] for tag in house.tags if tag.kind == DATA] == [b"\x02\x00\x0aonMetaData"]
    assert house.ended == [(TakeEnd.STOPPED, "")]


def test_ffmpeg_with_a_wrong_key_fails_at_once(film: Path) -> None:
    house = Kept()

    ended, complaint = asyncio.run(publish(house, "-re", "-i", film, "-c", "copy", key="wrong"))

    assert ended != 0
    assert "This key is not valid." in complaint
    assert (house.tags, house.ended) == ([], [])


def test_ffmpeg_that_sends_hevc_is_told_so() -> None:
    house = Kept()
    hevc = ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none")

    ended, _ = asyncio.run(publish(house, *PICTURE, "-t", "2", *hevc))

    assert ended != 0
    assert media(house.tags) == []
    assert house.ended == [
        (TakeEnd.FAILED, "The encoder sends HEVC (H.265), which not every browser plays. Set its video codec to H.264.")
    ]


def test_film_later_than_four_hours_and_a_half_arrives_with_its_times(film: Path) -> None:
    """The time of a chunk has 24 bits; later ones need its extended form."""
    house = Kept()
    late = 16_777 - 2

    asyncio.run(publish(house, "-i", film, "-c", "copy", "-output_ts_offset", str(late)))

    times = [tag.timestamp for tag in media(house.tags) if tag.kind == VIDEO]
    assert times == sorted(times)
    assert times[-1] > 0xFFFFFF
    assert len(media(house.tags)) > 250
