"""The ladder in the live process: an encoder sends one picture, viewers choose among three."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from everfair.live.domain.streams import end_stream
from everfair.live.enums import StreamState
from everfair.live.models import Stream
from tests.factories.live import StreamFactory, key_of, machine
from tests.live.encoder import FFMPEG, Show, complaints, recorded
from tests.live.running_live import RunningLive, start_live, wait_until

pytestmark = [pytest.mark.integration, pytest.mark.django_db(transaction=True)]

SIZES = {"video": (960, 540), "video-480": (854, 480), "video-360": (640, 360)}


@pytest.fixture
def live(tmp_path: Path, transactional_db: None) -> Iterator[RunningLive]:
    del transactional_db
    running = start_live(tmp_path / "home")
    yield running
    if running.process.poll() is None:
        assert running.end(signal.SIGTERM) == 0


def seconds_of(live: RunningLive, stream: Stream, name: str) -> list[tuple[str, str]]:
    """Return the moments that a playlist lists, and the track that each is taken from."""
    segments = live.playlist(stream.public_id, name).segments
    return [(str(item.current_program_date_time)[:23], item.uri.split("/")[2]) for item in segments]


def joined(live: RunningLive, stream: Stream, name: str) -> Path:
    """Return all that a playlist lists as one file."""
    segments = live.playlist(stream.public_id, name).segments
    folder = live.root / stream.public_id
    path = folder / f"{name}.mp4"
    parts = [segments[0].init_section.uri, *(item.uri for item in segments)]
    path.write_bytes(b"".join((folder / part).read_bytes() for part in parts))
    return path


def test_viewers_choose_among_three_pictures_and_the_recording_has_them_all(live: RunningLive) -> None:
    stream = StreamFactory(has_ladder=True, state=StreamState.ON_AIR)
    show = Show(size="960x540", seconds=12)
    words = [FFMPEG, "-v", "error", "-nostdin", "-re", "-i", str(recorded(show)), "-c", "copy", "-f", "flv"]
    encoder = subprocess.Popen([*words, live.address(key_of(stream).secret)], stderr=subprocess.PIPE)
    wait_until(lambda: len(seconds_of(live, stream, "video-360.m3u8")) >= 3, "no rung comes")

    variants = live.playlist(stream.public_id, "master.m3u8").playlists
    end_stream(stream, actor=machine(stream))
    encoder.communicate(timeout=10)
    wait_until(lambda: live.playlist(stream.public_id, "video-360.m3u8").is_endlist, "the rungs do not end")

    assert [(item.uri, item.stream_info.resolution) for item in variants if item.stream_info.resolution] == [
        (f"{name}.m3u8", size) for name, size in SIZES.items()
    ]
    whole = seconds_of(live, stream, "vod-video.m3u8")
    for rung in ("video-480", "video-360"):
        assert seconds_of(live, stream, f"vod-{rung}.m3u8") == [(moment, rung) for moment, _ in whole]
        assert complaints(joined(live, stream, f"vod-{rung}.m3u8")) == ""
    assert [item.uri for item in live.playlist(stream.public_id, "vod.m3u8").playlists] == [
        *(f"vod-{name}.m3u8" for name in SIZES),
        "vod-audio.m3u8",
    ]
    wait_until(lambda: live.children() == [], "ffmpeg stays")
