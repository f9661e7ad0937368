"""What the master playlist says of pictures and sounds."""

from __future__ import annotations

import m3u8
import pytest

from everfair.live.composer.init_segment import TrackFacts
from everfair.live.composer.master import Sounds, Track, render_master

pytestmark = pytest.mark.unit

SOURCE = Track("video", TrackFacts("video", "avc1.64001f", width=1280, height=720), 2_600_000, 2_500_000, 30.0)
RUNG = Track("video-480", TrackFacts("video", "avc1.4d401f", width=854, height=480), 1_010_000, 900_000)
FLOOR = Track("audio", TrackFacts("audio", "mp4a.40.2", rate=48000, channels=2), 130_000, 128_000)
ENGLISH = Track("audio-en", TrackFacts("audio", "mp4a.40.2", rate=48000, channels=1), 160_000, 150_000)


def test_rungs_and_languages_are_offered_in_one_group() -> None:
    text = render_master([SOURCE, RUNG], [FLOOR, ENGLISH], Sounds("zh", {"en": "English"}), prefix="dvr-")

    found = m3u8.loads(text)
    variants = [
        (item.uri, item.stream_info.bandwidth, item.stream_info.resolution, item.stream_info.codecs)
        for item in found.playlists
    ]
    assert variants == [
        ("dvr-video.m3u8", 2_800_000, (1280, 720), "avc1.64001f,mp4a.40.2"),
        ("dvr-video-480.m3u8", 1_200_000, (854, 480), "avc1.4d401f,mp4a.40.2"),
        ("dvr-audio.m3u8", 150_000, None, "mp4a.40.2"),
    ]
    assert {item.stream_info.audio for item in found.playlists} == {"sound"}
    assert [(item.uri, item.name, item.language, item.default, item.channels) for item in found.media] == [
        ("dvr-audio.m3u8", "Floor", "zh", "YES", "2"),
        ("dvr-audio-en.m3u8", "English", "en", "NO", "1"),
    ]


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ('The "best"', "The ”best”"),
        ("two\nlines", "two lines"),
        ("Floor", "en"),
        ("", "en"),
    ],
    ids=["quotes", "lines", "taken", "empty"],
)
def test_name_of_a_language_can_not_break_the_playlist(told: str, shown: str) -> None:
    text = render_master([], [FLOOR, ENGLISH], Sounds("zh", {"en": told}))

    assert [item.name for item in m3u8.loads(text).media] == ["Floor", shown]
    assert len(text.splitlines()) == 7


def test_language_without_a_name_shows_its_tag() -> None:
    text = render_master([], [FLOOR, ENGLISH], Sounds("zh"))

    assert [item.name for item in m3u8.loads(text).media] == ["Floor", "en"]


def test_picture_without_sound_has_no_group() -> None:
    text = render_master([SOURCE], [], Sounds("zh"))

    assert "AUDIO" not in text
    assert render_master([], [], Sounds("zh")) == ""
