"""What initialization segments tell, and bytes that are none."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everfair.live.composer.init_segment import TrackFacts, read_init_segment
from everfair.live.ingest.configs import describe_audio, describe_video
from tests.live.encoder import FFMPEG

pytestmark = pytest.mark.unit

PICTURE = ("-f", "lavfi", "-i", "testsrc2=size=642x362:rate=5", "-c:v", "libx264", "-pix_fmt", "yuv420p")
TONE = ("-f", "lavfi", "-i", "sine=sample_rate=44100", "-c:a", "aac", "-ac", "1")


def init_of(folder: Path, *words: str) -> bytes:
    path = folder / "made.mp4"
    shape = ("-movflags", "+frag_keyframe+empty_moov+default_base_moof")
    subprocess.run([FFMPEG, "-v", "error", "-y", *words, "-t", "1", *shape, str(path)], check=True)
    return path.read_bytes()


@pytest.mark.parametrize(
    ("profile", "codecs"), [("baseline", "avc1.42c01e"), ("main", "avc1.4d401e"), ("high", "avc1.64001e")]
)
def test_picture_is_described(tmp_path: Path, profile: str, codecs: str) -> None:
    raw = init_of(tmp_path, *PICTURE, "-profile:v", profile, "-level:v", "3.0")

    assert read_init_segment(raw) == TrackFacts("video", codecs, width=642, height=362)
    configuration = raw[raw.index(b"avcC") + 4 :]
    assert describe_video(configuration) == {"codecs": codecs, "width": 642, "height": 362}


def test_sound_is_described(tmp_path: Path) -> None:
    assert read_init_segment(init_of(tmp_path, *TONE)) == TrackFacts("audio", "mp4a.40.2", rate=44100, channels=1)


def test_picture_and_sound_in_one_file_name_both_codecs(tmp_path: Path) -> None:
    both = (*PICTURE[:4], *TONE[:4], *PICTURE[4:], *TONE[4:], "-profile:v", "main", "-level:v", "3.0")

    facts = read_init_segment(init_of(tmp_path, *both))

    assert facts == TrackFacts("video", "avc1.4d401e,mp4a.40.2", width=642, height=362)


@pytest.mark.parametrize("raw", [b"", b"\0\0\0\x08moov", b"\xff" * 64, b"\0\0\0\1moov" + bytes(3)])
def test_bytes_that_are_no_mp4_tell_nothing(raw: bytes) -> None:
    assert read_init_segment(raw) is None


@given(st.binary(max_size=400))
def test_any_bytes_are_read_without_a_crash(raw: bytes) -> None:
    read_init_segment(raw)
    describe_video(raw)
    describe_audio(raw)


@given(st.data())
def test_init_segment_with_a_broken_place_is_read_without_a_crash(data: st.DataObject) -> None:
    raw = bytearray(b"\0\0\0\x58moov\0\0\0\x50trak\0\0\0\x48mdia\0\0\0\x40minf\0\0\0\x38stbl\0\0\0\x30stsd" + bytes(8))
    raw += b"\0\0\0\x20mp4a" + bytes(24)
    for _ in range(4):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))

    read_init_segment(bytes(raw))


@pytest.mark.parametrize(
    ("configuration", "facts"),
    [
        ("1190", {"codecs": "mp4a.40.2", "rate": 48000, "channels": 2}),
        ("1208", {"codecs": "mp4a.40.2", "rate": 44100, "channels": 1}),
        ("2b11", {"codecs": "mp4a.40.5", "rate": 24000, "channels": 2}),
        ("", {"codecs": "mp4a.40.2"}),
    ],
)
def test_sound_is_described_by_its_configuration(configuration: str, facts: dict[str, object]) -> None:
    assert describe_audio(bytes.fromhex(configuration)) == facts
