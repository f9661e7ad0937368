"""Playlists of tracks that lag behind their source, begin late, and fail."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import m3u8
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from everfair.live.composer.derived_track import LATE_SECONDS, source_of
from everfair.live.composer.init_segment import TrackFacts
from everfair.live.composer.master import Sounds
from everfair.live.composer.segments import Segment
from everfair.live.composer.stream_index import WINDOW, KeptTake, StreamIndex, TakeKey, TrackOfTake, render_recordings

pytestmark = pytest.mark.unit

FACTS = {
    "video": TrackFacts("video", "avc1.64001f", width=1280, height=720),
    "video-480": TrackFacts("video", "avc1.4d401f", width=854, height=480),
}
BEGAN = datetime(2020, 9, 5, 8, 0, tzinfo=UTC)

# What happens: a second of the source, the next second of the rung, one that the rung lost, a new take.
happenings = st.lists(st.sampled_from(["source", "source", "source", "own", "own", "lost", "cut"]), max_size=120)


def key(take: int) -> TakeKey:
    return TakeKey(f"2020-09-05T08:{take:02}:00.000Z", f"take{take}", is_public=True)


def second(take: int, number: int) -> Segment:
    at = BEGAN + timedelta(hours=take % 2, seconds=number)  # the clock is set back with every other take
    return Segment(number, 1.0, at.isoformat().replace("+00:00", "Z"), f"{number}.m4s", 1000)


class Coming:
    """A stream that comes in, and a rung that is made out of it."""

    def __init__(self) -> None:
        self.index = StreamIndex(1e9)
        self.view = self.index.views["public"]
        self._tracks: dict[tuple[int, str], TrackOfTake] = {}
        self.come: list[tuple[int, int]] = []
        self._made = 0
        self._take, self._number = 0, 0

    def happen(self, what: str) -> None:
        if what == "cut":
            self._take, self._number = self._take + 1, 0
        elif what == "source":
            self._append("video", self._take, self._number)
            self.come.append((self._take, self._number))
            self._number += 1
        elif self._made < len(self.come):
            if what == "own":
                self._append("video-480", *self.come[self._made])
            self._made += 1

    def _append(self, name: str, take: int, number: int) -> None:
        track = self._tracks.setdefault((take, name), TrackOfTake(key(take), name, FACTS[name]))
        self.index.append(track, second(take, number))

    def listed(self) -> list[tuple[int, int]]:
        """Return the seconds that the rung's playlist lists, whoever made them."""
        return [
            (int(found.uri.split("/")[1].removeprefix("take")), int(found.uri.split("/")[-1].removesuffix(".m4s")))
            for found in m3u8.loads(self.view.dvr(has_ended=True)["dvr-video-480.m3u8"]).segments
        ]


def begun() -> Coming:
    """Return a stream whose rung has begun with its first second."""
    coming = Coming()
    coming.happen("source")
    coming.happen("own")
    return coming


@settings(max_examples=150, deadline=None)
@given(happenings)
def test_rung_lists_every_second_once_and_in_order(happened: list[str]) -> None:
    coming = begun()
    for what in happened:
        coming.happen(what)
        listed = coming.listed()
        assert listed == sorted(set(listed))

    coming.view.fill()

    assert coming.listed() == coming.come


@settings(max_examples=60, deadline=None)
@given(happenings)
def test_live_window_of_a_rung_never_goes_back(happened: list[str]) -> None:
    coming = begun()
    before = (0, 0, 0)

    for what in happened:
        coming.happen(what)
        playlist = m3u8.loads(coming.view.live(has_ended=False)["video-480.m3u8"])
        start, turn = playlist.media_sequence, playlist.discontinuity_sequence or 0
        position = (start, start + len(playlist.segments), turn)
        assert all(new >= old for new, old in zip(position, before, strict=True))
        assert playlist.segments[0].init_section is not None
        before = position


def test_rung_that_begins_late_reaches_back_as_far_as_its_source() -> None:
    coming = Coming()
    for _ in range(30):
        coming.happen("source")
    for _ in range(28):
        coming.happen("lost")
    coming.happen("own")

    assert coming.listed() == coming.come[:29]
    text = coming.view.live(has_ended=False)["video-480.m3u8"]
    assert text.count("#EXT-X-MAP") == 2
    assert "#EXT-X-DISCONTINUITY\n" not in text
    assert len(m3u8.loads(text).segments) == WINDOW


def test_source_steps_in_where_the_rung_is_late() -> None:
    coming = Coming()
    for what in ["source", "own", *["source"] * 20]:
        coming.happen(what)

    assert len(coming.listed()) == 21 - LATE_SECONDS
    for what in ["lost"] * 18 + ["own"]:
        coming.happen(what)
    assert coming.listed() == coming.come[:20]


def test_rung_that_is_no_longer_made_leaves_the_master_playlist_but_not_its_viewers() -> None:
    coming = Coming()
    for what in ["source", "own", *["source"] * 61]:
        coming.happen(what)

    assert "video-480" not in coming.view.masters(Sounds("zh"))["master.m3u8"]
    assert "video-480" in coming.view.master(Sounds("zh"), "vod-", recorded={"video", "video-480"})
    assert len(coming.listed()) == 62 - LATE_SECONDS


def test_recording_of_a_rung_is_whole() -> None:
    seconds = [second(0, number) for number in range(4)]
    takes = [
        KeptTake(key(0), {"video": ("init.mp4", seconds), "video-480": ("init.mp4", seconds[1:3])}),
        KeptTake(key(1), {"video": ("init.mp4", [second(1, 0)])}),
    ]

    found = [item.uri for item in m3u8.loads(render_recordings(takes)["vod-video-480.m3u8"]).segments]

    assert found == [
        "takes/take0/video/0.m4s",
        "takes/take0/video-480/1.m4s",
        "takes/take0/video-480/2.m4s",
        "takes/take0/video/3.m4s",
        "takes/take1/video/0.m4s",
    ]


@pytest.mark.parametrize(
    ("name", "source"),
    [("video", None), ("audio", None), ("video-480", "video"), ("audio-zh-hans", "audio"), ("other-1", None)],
)
def test_track_is_derived_from_the_one_it_is_named_after(name: str, source: str | None) -> None:
    assert source_of(name) == source
