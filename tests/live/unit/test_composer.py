"""Playlists over any order of takes, tracks and segments."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import m3u8
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from everfair.live.composer.init_segment import TrackFacts
from everfair.live.composer.master import Sounds
from everfair.live.composer.segments import Segment
from everfair.live.composer.stream_index import (
    WINDOW,
    KeptTake,
    StreamIndex,
    TakeKey,
    TrackOfTake,
    View,
    render_recordings,
)

pytestmark = pytest.mark.unit

FACTS = {
    "video": TrackFacts("video", "avc1.42c01f", width=1280, height=720),
    "audio": TrackFacts("audio", "mp4a.40.2", rate=48000, channels=2),
}
KEEP = 20.0

# (take, track, seconds): takes mostly go forward, and some come late
arrivals = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from(["video", "audio"]), st.floats(0.04, 12.0)), min_size=1, max_size=80
)
publicity = st.lists(st.booleans(), min_size=6, max_size=6)


def key(number: int, *, is_public: bool = True) -> TakeKey:
    return TakeKey(f"2020-09-05T08:00:{number:02}.000Z", f"take{number}", is_public)


def segment(number: int, seconds: float = 1.0) -> Segment:
    return Segment(number, seconds, "2020-09-05T08:00:00.000Z", f"{number}.m4s", 1000)


class Filling:
    """An index, and what was put into it."""

    def __init__(self, *, public: list[bool] | None = None, keep: float = KEEP) -> None:
        self.index = StreamIndex(keep)
        self._public = public or [True] * 6
        self._tracks: dict[tuple[int, str], TrackOfTake] = {}
        self._numbers: dict[tuple[int, str], int] = {}

    def add(self, take: int, track: str, seconds: float = 1.0) -> bool:
        place = (take, track)
        number = self._numbers[place] = self._numbers.get(place, -1) + 1
        found = self._tracks.setdefault(
            place, TrackOfTake(key(take, is_public=self._public[take]), track, FACTS[track])
        )
        return self.index.append(found, segment(number, seconds))

    @property
    def public(self) -> View:
        return self.index.views["public"]


@settings(max_examples=150, deadline=None)
@given(arrivals, publicity)
def test_playlists_of_any_order_are_valid_and_never_go_back(
    arrived: list[tuple[int, str, float]], public: list[bool]
) -> None:
    filling = Filling(public=public)
    before: dict[str, tuple[int, int, int]] = {}

    for take, track, seconds in arrived:
        filling.add(take, track, seconds)
        for name, view in filling.index.views.items():
            for file, text in {**view.live(has_ended=False), **view.dvr(has_ended=False)}.items():
                playlist = m3u8.loads(text)
                lengths = [round(found.duration) for found in playlist.segments]
                start, turn = playlist.media_sequence, playlist.discontinuity_sequence or 0
                position = (start, start + len(lengths), turn)
                assert playlist.target_duration >= max(lengths)
                assert all(new >= old for new, old in zip(position, before.get(name + file, position), strict=True))
                assert playlist.segments[0].init_section is not None
                before[name + file] = position


@settings(max_examples=100, deadline=None)
@given(arrivals, publicity)
def test_backstage_is_never_listed_for_the_audience(arrived: list[tuple[int, str, float]], public: list[bool]) -> None:
    filling = Filling(public=public)
    hidden = {f"take{number}" for number, shown in enumerate(public) if not shown}

    for take, track, seconds in arrived:
        filling.add(take, track, seconds)

    view = filling.public
    for text in {**view.live(has_ended=True), **view.dvr(has_ended=True)}.values():
        assert [line for line in text.splitlines() if "backstage" in line] == []
        assert hidden & {found.uri.split("/")[1] for found in m3u8.loads(text).segments} == set()


@settings(max_examples=100, deadline=None)
@given(arrivals)
def test_tracks_agree_on_the_turn_of_each_take(arrived: list[tuple[int, str, float]]) -> None:
    filling = Filling(keep=1e9)
    for take, track, seconds in arrived:
        filling.add(take, track, seconds)

    told: dict[str, set[int]] = {}
    for text in filling.public.dvr(has_ended=False).values():
        playlist = m3u8.loads(text)
        lines = [line for line in text.splitlines() if line and not line.startswith("#")]
        for uri, turn in zip(lines, raw_turns(text, playlist), strict=True):
            told.setdefault(uri.split("/")[1], set()).add(turn)

    assert all(len(found) == 1 for found in told.values())


def raw_turns(text: str, playlist: Any) -> list[int]:
    turn, found = playlist.discontinuity_sequence or 0, []
    for line in text.splitlines():
        turn += line == "#EXT-X-DISCONTINUITY"
        found += [turn] if line and not line.startswith("#") else []
    return found


def test_take_without_picture_keeps_the_tracks_in_step() -> None:
    filling = Filling()
    for take, tracks in enumerate([("video", "audio"), ("audio",), ("video", "audio")]):
        for track in tracks:
            filling.add(take, track)

    live = filling.public.live(has_ended=False)

    assert raw_turns(live["video.m3u8"], m3u8.loads(live["video.m3u8"])) == [0, 2]
    assert raw_turns(live["audio.m3u8"], m3u8.loads(live["audio.m3u8"])) == [0, 1, 2]


def test_segment_of_a_take_that_was_followed_comes_too_late() -> None:
    filling = Filling()

    told = [filling.add(take, "video") for take in (0, 1, 0)]

    assert told == [True, True, False]


def test_live_window_slides_and_counts_on() -> None:
    filling = Filling()
    for _ in range(WINDOW + 5):
        filling.add(0, "video")

    playlist = m3u8.loads(filling.public.live(has_ended=False)["video.m3u8"])

    assert (playlist.media_sequence, len(playlist.segments)) == (5, WINDOW)
    assert all(found.program_date_time for found in playlist.segments)


def test_sound_is_listed_as_far_back_as_a_picture_with_long_gaps_between_keyframes() -> None:
    filling = Filling(keep=600)
    for second in range(60):
        filling.add(0, "audio")
        if second % 5 == 4:
            filling.add(0, "video", 5.0)

    live = filling.public.live(has_ended=False)

    spans = {name: sum(found.duration for found in m3u8.loads(text).segments) for name, text in live.items()}
    assert spans == {"video.m3u8": 40.0, "audio.m3u8": 40.0}


def test_dvr_window_keeps_its_seconds_through_thousands_of_segments() -> None:
    filling = Filling(keep=100.0)
    for _ in range(3000):
        filling.add(0, "video")

    playlist = m3u8.loads(filling.public.dvr(has_ended=True)["dvr-video.m3u8"])

    assert (playlist.media_sequence, len(playlist.segments), playlist.is_endlist) == (2900, 100, True)


def test_recording_lists_what_is_still_there() -> None:
    takes = [
        KeptTake(key(0), {"video": ("init.mp4", [segment(3), segment(4)]), "audio": ("init.mp4", [])}),
        KeptTake(key(1), {"video": ("init.mp4", [segment(0, 2.6)])}),
    ]

    found = render_recordings(takes)

    playlist = m3u8.loads(found["vod-video.m3u8"])
    assert list(found) == ["vod-video.m3u8"]
    assert [item.uri for item in playlist.segments] == [
        "takes/take0/video/3.m4s",
        "takes/take0/video/4.m4s",
        "takes/take1/video/0.m4s",
    ]
    assert (playlist.playlist_type, playlist.is_endlist, playlist.target_duration) == ("vod", True, 3)


def test_recording_is_announced_by_its_largest_take_and_the_live_picture_by_the_newest() -> None:
    index = StreamIndex(KEEP)
    small = replace(FACTS["video"], width=640, height=360)
    for number, (facts, size) in enumerate([(FACTS["video"], 250_000), (small, 100_000)]):
        track = TrackOfTake(key(number), "video", facts)
        for place in range(3):
            index.append(track, segment(place)._replace(size=size))
    view = index.views["public"]

    [live] = m3u8.loads(view.master(Sounds("zh"))).playlists
    [recorded] = m3u8.loads(view.master(Sounds("zh"), "vod-", recorded={"video"})).playlists

    assert (live.stream_info.resolution, live.stream_info.bandwidth) == ((640, 360), 800_000)
    assert (recorded.stream_info.resolution, recorded.stream_info.bandwidth) == ((1280, 720), 2_000_000)
