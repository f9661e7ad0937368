"""Tracks out of what ffmpeg puts out on a pipe."""

from __future__ import annotations

import asyncio
import subprocess
from itertools import pairwise
from pathlib import Path

import m3u8
import pytest
from hypothesis import given
from hypothesis import strategies as st

from everfair.live.composer.boxes import BadBox
from everfair.live.composer.track_watch import TrackWatch
from everfair.live.derived.fragment_times import Span, span_of, timescale_of
from everfair.live.derived.fragments import (
    Anchor,
    OtherTrack,
    TrackWriter,
    anchor_of,
    cut_at_keyframes,
    cut_at_seconds,
)
from tests.live.encoder import FFMPEG, recorded
from tests.live.fragmented import BEGAN, SMALL, fragmented, segment

pytestmark = pytest.mark.unit

ANCHOR = Anchor(BEGAN, 0.0)


def output(*words: str) -> bytes:
    return subprocess.run([FFMPEG, "-v", "error", "-copyts", *words], check=True, capture_output=True).stdout


@pytest.fixture(scope="module")
def picture() -> bytes:
    return output("-i", str(recorded(SMALL)), "-c", "copy", *cut_at_keyframes("pipe:1"))


def write(folder: Path, raw: bytes, anchor: Anchor = ANCHOR) -> TrackWriter:
    writer = TrackWriter(folder, anchor)

    async def run() -> None:
        reader = asyncio.StreamReader()
        reader.feed_data(raw)
        reader.feed_eof()
        await writer.run(reader)

    asyncio.run(run())
    return writer


def test_written_track_is_read_by_the_composer(tmp_path: Path, picture: bytes) -> None:
    writer = write(tmp_path, picture)

    watch = TrackWatch(tmp_path)
    found = watch.news()
    assert [(item.number, item.seconds, item.at[:23] + "Z") for item in found] == [
        (number, 1.0, f"2020-09-05T01:00:0{number}.000Z") for number in range(6)
    ]
    assert watch.facts is not None
    assert (watch.facts.width, watch.facts.height) == (640, 482)
    assert writer.until is not None
    assert (writer.until - BEGAN).total_seconds() == 6.0
    playlist = m3u8.loads((tmp_path / "index.m3u8").read_text())
    assert playlist.segments[0].init_section.uri == "init.mp4"


def test_writer_goes_on_where_another_stopped(tmp_path: Path, picture: bytes) -> None:
    write(tmp_path, picture)
    write(tmp_path, picture, Anchor(BEGAN, -60.0))

    playlist = m3u8.loads((tmp_path / "index.m3u8").read_text())
    assert [item.uri for item in playlist.segments] == [f"{number}.m4s" for number in range(6, 12)]
    assert playlist.media_sequence == 6
    assert playlist.segments[0].program_date_time.minute == 1


def test_other_track_is_refused(tmp_path: Path, picture: bytes) -> None:
    write(tmp_path, picture)
    other = output("-f", "lavfi", "-i", "testsrc2=size=64x64:rate=5", "-t", "1", *cut_at_keyframes("pipe:1"))

    with pytest.raises(OtherTrack):
        write(tmp_path, other)


def test_output_that_is_cut_short_leaves_whole_segments(tmp_path: Path, picture: bytes) -> None:
    write(tmp_path, picture[: len(picture) // 2])

    found = TrackWatch(tmp_path).news()
    spans = [span_of((tmp_path / item.file).read_bytes(), 1000) for item in found]
    assert 0 < len(spans) < 6


def test_sound_is_cut_at_seconds_and_keeps_its_times(tmp_path: Path) -> None:
    tone = ["-f", "lavfi", "-i", "sine=sample_rate=48000", "-t", "4", "-output_ts_offset", "100"]
    write(tmp_path, output(*tone, "-c:a", "aac", *cut_at_seconds("pipe:1")), Anchor(BEGAN, 100.0))

    found = TrackWatch(tmp_path).news()
    assert [round(item.seconds, 1) for item in found] == [1.0, 1.0, 1.0, 1.0, 0.0]
    assert found[0].at.startswith(("2020-09-05T00:59:59.9", "2020-09-05T01:00:00.0"))


def test_short_fragments_share_a_segment(tmp_path: Path) -> None:
    words = ["-f", "lavfi", "-i", "testsrc2=size=64x64:rate=10", "-t", "3", "-g", "3", *cut_at_keyframes("pipe:1")]
    write(tmp_path, output(*words))

    seconds = [item.seconds for item in TrackWatch(tmp_path).news()]
    assert seconds == pytest.approx([0.9, 0.9, 0.9, 0.3], abs=0.01)


def test_times_of_copied_segments_follow_each_other() -> None:
    folder = fragmented(SMALL)
    timescale = timescale_of((folder / "init.mp4").read_bytes())

    spans = [span_of((folder / f"{number}.m4s").read_bytes(), timescale) for number in range(6)]

    assert [span.seconds for span in spans] == [1.0] * 6
    assert all(after.begins == before.begins + 1.0 for before, after in pairwise(spans))
    first = (folder / "0.m4s").read_bytes()
    anchor = anchor_of((folder / "init.mp4").read_bytes(), segment(0), first)
    assert anchor.moment(spans[3].begins).isoformat() == "2020-09-05T01:00:03+00:00"


@given(st.binary(max_size=200), st.integers(0, 199))
def test_bytes_that_are_no_fragment_are_refused(noise: bytes, place: int) -> None:
    raw = bytearray((fragmented(SMALL) / "0.m4s").read_bytes()[:1500])
    raw[place : place + len(noise)] = noise

    try:
        found = span_of(bytes(raw), 1000)
    except BadBox:
        return
    assert isinstance(found, Span)
