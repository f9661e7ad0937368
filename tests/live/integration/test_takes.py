"""Encoders, ffmpeg and the composer together: what arrives can be played, whatever happens on the way."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
from pathlib import Path

import pytest

from everfair.live.enums import TakeEnd
from everfair.live.ingest.encoder_feed import EncoderFeed
from everfair.live.ingest.takes import FULL, REPLACED
from tests.live.encoder import Show, complaints, publish, stop
from tests.live.house_gear import Gear, open_house, until

pytestmark = pytest.mark.integration

STREAM = "openingshow2"
DOORS = pytest.mark.parametrize("door", ["embedded", pytest.param("nginx_rtmp", marks=pytest.mark.nginx)])
SMALLER = Show(size="128x72", fps=8, rate=44100)


def playable(gear: Gear, name: str) -> Path:
    """Return a playlist laid where its addresses lead to the files, as the edge does."""
    copy = gear.root / STREAM / name
    shutil.copy(gear.root / STREAM / "public" / name, copy)
    return copy


def joined(gear: Gear, name: str) -> list[Path]:
    """Return each take of a playlist as one file: ffmpeg's own reader of playlists takes no new picture in."""
    files: dict[Path, list[str]] = {}
    for segment in gear.segments(STREAM, name):
        init = gear.root / STREAM / segment.init_section.uri
        files.setdefault(init, [str(init)]).append(str(gear.root / STREAM / segment.uri))
    for number, parts in enumerate(files.values()):
        (gear.root / f"{number}.mp4").write_bytes(b"".join(Path(part).read_bytes() for part in parts))
    return [gear.root / f"{number}.mp4" for number in range(len(files))]


def feed_of(gear: Gear) -> EncoderFeed:
    sender = gear.keeper.sender(STREAM)
    assert isinstance(sender, EncoderFeed)
    return sender


def child_of(gear: Gear) -> int:
    take = feed_of(gear)._take
    assert take is not None
    return take.child.pid


def takes_in(gear: Gear, name: str = "video.m3u8") -> list[str]:
    return list(dict.fromkeys(segment.uri.split("/")[1] for segment in gear.segments(STREAM, name)))


@DOORS
def test_show_is_listed_and_can_be_decoded(tmp_path: Path, door: str) -> None:
    async def scenario() -> None:
        async with open_house(tmp_path, door=door) as gear:
            encoder = await publish(Show(), gear.address(STREAM))
            await until(lambda: len(gear.segments(STREAM)) >= 3, "no picture")
            await until(lambda: len(gear.segments(STREAM, "audio.m3u8")) >= 3, "no sound")
            await stop(encoder)
            await until(lambda: gear.books.ended, "the take does not end")

            assert gear.books.ended == [(TakeEnd.STOPPED, True)]
            [incoming] = gear.books.incoming
            assert incoming.video == {"codecs": incoming.video["codecs"], "width": 160, "height": 90, "fps": 10.0}
            assert incoming.audio == {"codecs": "mp4a.40.2", "rate": 48000, "channels": 2}
            master = gear.playlist(STREAM, "master.m3u8")
            both, sound = (variant.stream_info for variant in master.playlists)
            assert (both.resolution, both.codecs) == ((160, 90), f"{incoming.video['codecs']},mp4a.40.2")
            assert (sound.resolution, sound.codecs) == (None, "mp4a.40.2")
            assert [media.uri for media in master.media] == ["audio.m3u8"]
            await gear.tell(STREAM, has_ended=True)
            assert gear.playlist(STREAM, "video.m3u8").is_endlist
            assert complaints(playable(gear, "vod-video.m3u8")) == ""
            assert complaints(playable(gear, "vod-audio.m3u8")) == ""

    asyncio.run(scenario())


@DOORS
def test_encoder_that_returns_with_another_picture_is_listed_after_a_discontinuity(tmp_path: Path, door: str) -> None:
    async def scenario() -> None:
        async with open_house(tmp_path, door=door) as gear:
            first = await publish(Show(), gear.address(STREAM))
            await until(lambda: len(gear.segments(STREAM)) >= 2, "no picture")
            first.kill()
            await first.communicate()
            await until(lambda: gear.books.ended, "the loss is not noticed")
            second = await publish(SMALLER, gear.address(STREAM))
            await until(lambda: len(takes_in(gear)) == 2, "the second take is not listed")
            await until(lambda: len(takes_in(gear, "audio.m3u8")) == 2, "its sound is not listed")
            await stop(second)
            await until(lambda: len(gear.books.ended) == 2, "the take does not end")

            lost = {"embedded": TakeEnd.LOST, "nginx_rtmp": TakeEnd.STOPPED}[door]  # nginx does not say which it was
            assert gear.books.ended == [(lost, True), (TakeEnd.STOPPED, True)]
            marks = [segment.discontinuity for segment in gear.segments(STREAM)]
            assert marks.count(True) == 1
            assert gear.playlist(STREAM, "master.m3u8").playlists[0].stream_info.resolution == (128, 72)
            await gear.tell(STREAM, has_ended=True)
            assert [complaints(file) for file in joined(gear, "vod-video.m3u8")] == ["", ""]

    asyncio.run(scenario())


def test_ffmpeg_killed_costs_a_moment_and_the_encoder_notices_nothing(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with open_house(tmp_path) as gear:
            encoder = await publish(Show(), gear.address(STREAM))
            await until(lambda: len(gear.segments(STREAM)) >= 2, "no picture")

            os.kill(child_of(gear), signal.SIGKILL)

            await until(lambda: len(takes_in(gear)) == 2, "it does not go on")
            assert encoder.returncode is None
            assert gear.books.ended == [(TakeEnd.CUT, False)]
            await stop(encoder)

    asyncio.run(scenario())


def test_ffmpeg_that_hangs_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("everfair.live.ingest.child._MOST_WAITING", 2048)

    async def scenario() -> None:
        async with open_house(tmp_path) as gear:
            encoder = await publish(Show(), gear.address(STREAM))
            await until(lambda: len(gear.segments(STREAM)) >= 1, "no picture")
            take = feed_of(gear)._take
            assert take is not None
            take.child._patience = 0.3

            os.kill(take.child.pid, signal.SIGSTOP)

            await until(lambda: len(takes_in(gear)) == 2, "it does not go on")
            assert gear.books.ended == [(TakeEnd.CUT, False)]
            await stop(encoder)

    asyncio.run(scenario())


@DOORS
def test_wrong_key_sends_the_encoder_away(tmp_path: Path, door: str) -> None:
    async def scenario() -> None:
        async with open_house(tmp_path, door=door) as gear:
            encoder = await publish(Show(), gear.address(STREAM, key="guess"))
            async with asyncio.timeout(10):
                await encoder.communicate()

            assert encoder.returncode != 0
            assert gear.books.incoming == []
            assert not (gear.root / STREAM).exists()

    asyncio.run(scenario())


@DOORS
def test_newest_of_two_encoders_wins(tmp_path: Path, door: str) -> None:
    async def scenario() -> None:
        async with open_house(tmp_path, door=door) as gear:
            first = await publish(Show(), gear.address(STREAM))
            await until(lambda: gear.books.incoming, "the first is not taken in")
            second = await publish(SMALLER, gear.address(STREAM))
            async with asyncio.timeout(10):
                await first.communicate()
            await until(lambda: len(gear.segments(STREAM)) >= 2, "no picture of the second")

            assert gear.books.ended == [(TakeEnd.REPLACED, True)]
            assert second.returncode is None
            with pytest.raises(AssertionError):
                await until(lambda: len(gear.books.incoming) > 2, "", seconds=1)
            await stop(second)

    asyncio.run(scenario())


def test_cut_goes_on_in_another_folder(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with open_house(tmp_path) as gear:
            gear.books.is_public = False
            encoder = await publish(Show(), gear.address(STREAM))
            await until(lambda: len(gear.segments(STREAM, view="team")) >= 2, "no rehearsal")
            assert not (gear.root / STREAM / "public").exists()

            gear.books.is_public = True
            feed_of(gear).ask_cut()

            await until(lambda: len(gear.segments(STREAM)) >= 2, "it is not on air")
            assert {segment.uri.split("/")[0] for segment in gear.segments(STREAM)} == {"takes"}
            assert gear.books.ended == [(TakeEnd.CUT, True)]
            assert [path.name for path in (gear.root / STREAM / "backstage").iterdir()] == [f"{STREAM}-take-1"]
            await stop(encoder)

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("show", "names"), [(Show(has_video=False), ["audio.m3u8"]), (Show(has_audio=False), ["video.m3u8"])]
)
def test_one_track_alone_is_enough(tmp_path: Path, show: Show, names: list[str]) -> None:
    async def scenario() -> None:
        async with open_house(tmp_path) as gear:
            encoder = await publish(show, gear.address(STREAM))
            await until(lambda: len(gear.segments(STREAM, names[0])) >= 2, "nothing is listed")

            assert [variant.uri for variant in gear.playlist(STREAM, "master.m3u8").playlists] == names
            await stop(encoder)

    asyncio.run(scenario())


def test_stream_too_many_is_refused_and_the_others_go_on(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with open_house(tmp_path, most=1) as gear:
            first = await publish(Show(), gear.address(STREAM))
            await until(lambda: gear.books.incoming, "the first is not taken in")
            second = await publish(Show(), gear.address("second"))
            async with asyncio.timeout(10):
                _, words = await second.communicate()

            assert second.returncode != 0
            assert FULL in words.decode()
            assert (first.returncode, len(gear.books.incoming)) == (None, 1)
            await stop(first)

    asyncio.run(scenario())


def test_words_for_a_replaced_encoder_are_plain(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with open_house(tmp_path) as gear:
            encoder = await publish(Show(), gear.address(STREAM))
            await until(lambda: gear.books.incoming, "it is not taken in")

            await feed_of(gear).end(TakeEnd.KICKED, REPLACED)

            async with asyncio.timeout(10):
                await encoder.communicate()
            assert encoder.returncode != 0
            assert gear.books.ended == [(TakeEnd.KICKED, True)]
            assert gear.keeper.sender(STREAM) is None

    asyncio.run(scenario())
