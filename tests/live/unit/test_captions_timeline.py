"""Which moment stands at which second of a recording: breaks between takes take no time in it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everfair.live.captioning.timeline import RecordingTimeline, read_timeline
from everfair.live.captioning.webvtt import TimedCue, render_webvtt
from everfair.live.composer.segments import Segment
from everfair.live.composer.timeline import Entry, TakeTrack, render_recording

pytestmark = pytest.mark.unit

BEGAN = datetime(2020, 9, 6, 1, 30, tzinfo=UTC)


def recorded(*takes: tuple[float, int]) -> RecordingTimeline:
    """Return the timeline of takes that begin at seconds by the clock and have so many segments of one second."""
    entries = [
        Entry(TakeTrack(turn, f"takes/{turn}/video", "init.mp4"), segment(number, begins + number))
        for turn, (begins, count) in enumerate(takes)
        for number in range(count)
    ]
    return read_timeline(render_recording(entries))


def segment(number: int, second: float) -> Segment:
    return Segment(number, 1.0, at(second).isoformat(timespec="milliseconds"), f"{number}.m4s", 10)


def at(second: float) -> datetime:
    return BEGAN + timedelta(seconds=second)


TWO_TAKES = recorded((0, 25), (100, 15))


def test_timeline_is_as_long_as_its_takes() -> None:
    assert TWO_TAKES.seconds == 40


@pytest.mark.parametrize(("second", "clock"), [(0, 0), (24.5, 24.5), (25, 100), (39, 114)])
def test_second_of_the_recording_finds_its_moment_across_the_break(second: float, clock: float) -> None:
    assert TWO_TAKES.moment_at(second) == at(clock)


@pytest.mark.parametrize("second", [-1, 40, 1000])
def test_second_outside_has_no_moment(second: float) -> None:
    assert TWO_TAKES.moment_at(second) is None


@pytest.mark.parametrize(
    ("begins", "seconds", "span"),
    [
        (3, 2, (3, 5)),
        (9, 3, (9, 12)),
        (24, 4, (24, 25)),
        (98, 4, (25, 27)),
        (50, 4, None),
        (113, 9, (38, 40)),
        (200, 4, None),
    ],
)
def test_cue_by_the_clock_finds_its_seconds(begins: float, seconds: float, span: tuple[float, float] | None) -> None:
    assert TWO_TAKES.span_of(at(begins), seconds) == span


@given(st.floats(0, 39.9), st.floats(0.2, 20))
def test_second_and_moment_lead_back_to_each_other(second: float, seconds: float) -> None:
    moment = TWO_TAKES.moment_at(second)

    assert moment is not None
    span = TWO_TAKES.span_of(moment, seconds)
    assert span is None or span[0] == pytest.approx(second, abs=0.001)


def test_playlist_without_segments_has_no_timeline() -> None:
    assert read_timeline("").stretches == ()


def test_webvtt_escapes_what_would_be_markup() -> None:
    text = render_webvtt([TimedCue("abc", 3661.5, 3662, "a < b --> c & d\n\ne")])

    assert text == "WEBVTT\n\nabc\n01:01:01.500 --> 01:01:02.000\na &lt; b --&gt; c &amp; d\ne\n"
