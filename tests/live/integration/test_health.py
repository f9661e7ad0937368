"""Looking at real takes: the picture, the measures, and the room where they are shown."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from everfair.live.enums import StreamState
from everfair.live.health.look import differs, look_at
from everfair.live.health.segments import arrival_of, count_samples, newest_segments
from everfair.live.health.watch import HealthWatch
from everfair.live.ingest.ffmpeg import program
from everfair.live.models import StreamHealth, Take
from everfair.live.places import PICTURE, StreamPlace
from tests.factories.live import BEGAN, StreamFactory
from tests.live.recorded import QUIET, Shown, record

if TYPE_CHECKING:
    from everfair.live.models import Stream

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def sending(live_root: Path, *, seconds: int = 4) -> tuple[Stream, Path]:
    """Return a stream on air whose take is still open, and the take's folder."""
    stream = StreamFactory.create(state=StreamState.ON_AIR)
    take = record(stream, began_at=BEGAN, shown=Shown(seconds=seconds))
    Take.objects.filter(pk=take.pk).update(ended_at=None, end="")
    return stream, StreamPlace(live_root, stream.public_id).take(take.public_id, is_public=True)


def blacken(folder: Path) -> None:
    """Put a black picture and silence in the place of every segment."""
    for track, source in (("video", "color=black:s=160x90:r=10"), ("audio", "anullsrc=r=48000:cl=mono")):
        made = folder / track / "black.mp4"
        coding = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac")
        fragments = ("-movflags", "frag_keyframe+empty_moov+default_base_moof")
        words = [program(), *QUIET, "-f", "lavfi", "-i", source, "-t", "1", *coding, *fragments, str(made)]
        subprocess.run(words, check=True)
        for segment in newest_segments(folder / track):
            (folder / track / segment.file).write_bytes(b"")
        (folder / track / "init.mp4").write_bytes(made.read_bytes())


def test_arrival_is_measured_without_decoding(live_root: Path) -> None:
    _, folder = sending(live_root)

    video, audio = (arrival_of(folder / track, is_video=track == "video") for track in ("video", "audio"))

    assert video is not None
    assert audio is not None
    assert video.fps == pytest.approx(10, abs=0.5)
    assert video.longest_seconds == pytest.approx(1, abs=0.1)
    assert audio.fps is None
    assert video.bits_per_second > audio.bits_per_second > 20_000


def test_garbage_has_no_pictures() -> None:
    assert [count_samples(raw) for raw in (b"", b"moof", b"\0\0\0\x20moof" + bytes(24))] == [0, 0, 0]


def test_look_makes_a_picture_and_hears_the_tone(live_root: Path, tmp_path: Path) -> None:
    _, folder = sending(live_root, seconds=2)

    look = look_at(folder / "video" / "0.m4s", folder / "audio" / "0.m4s", tmp_path / "look.jpg")

    with Image.open(tmp_path / "look.jpg") as shown:
        assert shown.size == (320, 180)
    assert look.brightness is not None
    assert look.brightness > 40
    assert look.loudness == pytest.approx(-18, abs=1.5)


def test_two_moments_of_a_moving_picture_differ(live_root: Path, tmp_path: Path) -> None:
    _, folder = sending(live_root)
    looks = [look_at(folder / "video" / f"{number}.m4s", None, tmp_path / "look.jpg") for number in (0, 3, 3)]

    assert differs(looks[0].grain, looks[1].grain)
    assert not differs(looks[1].grain, looks[2].grain)


def test_watch_keeps_one_row_and_a_picture_for_team_and_audience(live_root: Path) -> None:
    stream, _ = sending(live_root)
    watch = HealthWatch(live_root)

    watch.look_once()
    watch.look_once()

    row = StreamHealth.objects.get(stream=stream)
    place = StreamPlace(live_root, stream.public_id)
    assert (row.black_since, row.silent_since) == (None, None)
    assert row.frozen_since is not None  # the take stands still: nothing new came between the looks
    assert all((place.playlists(is_public=public) / PICTURE).is_file() for public in (True, False))


def test_watch_notices_a_black_and_silent_stream(live_root: Path) -> None:
    stream, folder = sending(live_root)
    blacken(folder)

    HealthWatch(live_root).look_once()

    row = StreamHealth.objects.get(stream=stream)
    assert row.black_since is not None
    assert row.silent_since is not None


def test_watch_goes_on_when_one_take_cannot_be_looked_at(live_root: Path) -> None:
    broken, folder = sending(live_root)
    well, _ = sending(live_root)
    for path in (folder / "video").glob("*.m4s"):
        path.write_bytes(b"nothing like a picture")

    HealthWatch(live_root).look_once()

    assert StreamHealth.objects.filter(stream=well).exists()
    assert StreamHealth.objects.get(stream=broken).brightness is None
