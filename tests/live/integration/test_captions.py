"""Captions: typed while the stream runs, told to who may see the moment, corrected, taken out, uploaded, searched."""

from __future__ import annotations

from datetime import timedelta

import pytest

from everfair.kernel.errors import Forbidden, NotFound
from everfair.kernel.models import Event
from everfair.live.caption_errors import (
    CaptionDamaged,
    CaptionEmpty,
    CaptionsOutside,
    CaptionTooLong,
    NoRecordingToCaption,
    NothingToCaption,
)
from everfair.live.domain.caption_tracks import delete_captions, show_captions, upload_captions
from everfair.live.domain.captions import correct_cue, delete_cue, reading_seconds, write_cue
from everfair.live.enums import CaptionMade, StreamState
from everfair.live.errors import BadLanguage
from everfair.live.models import CaptionCue, CaptionTrack, Stream
from everfair.live.queries.captions import captions_of, cues_between, search_captions, webvtt_of
from tests.factories.accounts import OrganisationFactory
from tests.factories.live import BEGAN, StreamFactory, TakeFactory, machine, manager_of
from tests.live.captioned import FILE, SECONDS, recorded_in_two_takes
from tests.live.conftest import Told

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


NOW = BEGAN + timedelta(seconds=20)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be twenty seconds after the beginning."""
    monkeypatch.setattr("everfair.kernel.clock._read", lambda: NOW)


def on_air() -> Stream:
    return TakeFactory.create(stream__state=StreamState.ON_AIR).stream


def write(stream: Stream, text: str = "大家好", **words: object) -> CaptionCue:
    return write_cue(stream, actor=machine(stream), language="zh", text=text, **words)  # type: ignore[arg-type]  # moments


def captions_told(told: Told, channel: str) -> list[dict[str, object]]:
    return [data for where, kind, data in told if (where, kind) == (channel, "caption")]


def test_cue_is_kept_at_its_moment_and_told_to_everybody(told: Told) -> None:
    stream, at = on_air(), BEGAN + timedelta(seconds=16)

    cue = write(stream, "  大家\n好 ", at=at)

    said = {"id": cue.public_id, "at": at.isoformat(), "seconds": 2.0, "text": "大家 好", "language": "zh"}
    assert captions_told(told, stream.channel) == captions_told(told, stream.team_channel) == [said]
    assert Event.objects.get(name="caption.written").payload == {"language": "zh"}


@pytest.mark.parametrize("off", [timedelta(minutes=-10), timedelta(minutes=1)])
def test_moment_that_cannot_be_is_now(off: timedelta) -> None:
    cue = write(on_air(), at=NOW + off)

    assert cue.begins_at == NOW


@pytest.mark.parametrize("state", [StreamState.REHEARSING, StreamState.PAUSED])
def test_cue_of_what_is_backstage_is_told_to_the_team_alone(told: Told, state: StreamState) -> None:
    stream = TakeFactory.create(stream__state=state, is_public=False).stream

    write(stream)

    assert len(captions_told(told, stream.team_channel)) == 1
    assert captions_told(told, stream.channel) == []
    assert cues_between(stream, BEGAN, BEGAN + timedelta(minutes=1)) == []


def test_correction_and_removal_reach_open_players(told: Told) -> None:
    stream = on_air()
    cue = write(stream, "大家号")

    correct_cue(cue, actor=machine(stream), text="大家好")
    delete_cue(cue, actor=machine(stream))
    delete_cue(cue, actor=machine(stream))

    assert [data["text"] for data in captions_told(told, stream.channel)] == ["大家号", "大家好", ""]
    assert not CaptionCue.objects.exists()


@pytest.mark.parametrize(
    ("text", "refusal"), [(" \n", CaptionEmpty), ("字" * 501, CaptionTooLong), ("bad \x00", CaptionDamaged)]
)
def test_line_that_says_nothing_is_refused(text: str, refusal: type[Exception]) -> None:
    stream = on_air()

    with pytest.raises(refusal):
        write(stream, text)

    assert not CaptionTrack.objects.exists()


def test_longest_line_of_rare_signs_fits_into_a_message(told: Told) -> None:
    stream = on_air()

    write(stream, "𠮷" * 500)

    assert len(captions_told(told, stream.channel)) == 1


@pytest.mark.parametrize("state", [StreamState.SCHEDULED, StreamState.ENDED])
def test_nothing_is_typed_before_and_after(state: StreamState) -> None:
    with pytest.raises(NothingToCaption):
        write(StreamFactory.create(state=state))


def test_language_must_be_one() -> None:
    stream = on_air()

    with pytest.raises(BadLanguage):
        write_cue(stream, actor=machine(stream), language="../etc", text="hello")


def test_stranger_writes_corrects_and_uploads_nothing() -> None:
    stream = on_air()
    cue, stranger = write(stream), manager_of(OrganisationFactory.create())

    with pytest.raises(Forbidden):
        write_cue(stream, actor=stranger, language="zh", text="hello")
    with pytest.raises(Forbidden):
        correct_cue(cue, actor=stranger, text="hello")
    with pytest.raises(Forbidden):
        delete_cue(cue, actor=stranger)
    with pytest.raises(Forbidden):
        upload_captions(stream, actor=stranger, language="zh", data=FILE)
    with pytest.raises(Forbidden):
        show_captions(cue.track, actor=stranger, is_shown=False)
    with pytest.raises(Forbidden):
        delete_captions(cue.track, actor=stranger)


@pytest.mark.parametrize(("text", "seconds"), [("好", 2.0), ("好" * 20, 5.0), ("a" * 50, 4.0), ("好" * 500, 9.0)])
def test_words_stay_as_long_as_reading_takes(text: str, seconds: float) -> None:
    assert reading_seconds(text) == seconds


def test_file_lands_on_the_clock_across_the_break() -> None:
    stream = recorded_in_two_takes()

    done = upload_captions(stream, actor=machine(stream), language="en", data=FILE)

    rows = CaptionCue.objects.filter(track__stream=stream).values_list("begins_at", "text")
    assert (done.kept, done.left_out) == (3, 1)
    assert [((at - BEGAN).total_seconds(), text) for at, text in rows] == [
        (1, "before the break"),
        (100, "after <the> break"),
        (103.5, "Ende & Schluss"),
    ]


def test_file_comes_out_as_it_went_in() -> None:
    stream = recorded_in_two_takes()
    upload_captions(stream, actor=machine(stream), language="en", data=FILE)

    blocks = webvtt_of(stream, "en").split("\n\n")

    assert [block.split("\n")[1:] for block in blocks[2:]] == [
        ["00:00:01.000 --> 00:00:03.000", "before the break"],
        ["00:00:10.000 --> 00:00:12.000", "after &lt;the&gt; break"],
        ["00:00:13.500 --> 00:00:15.000", "Ende &amp; Schluss", ""],
    ]


def test_second_file_takes_the_place_of_the_first(told: Told) -> None:
    stream = recorded_in_two_takes()
    upload_captions(stream, actor=machine(stream), language="en", data=FILE)

    upload_captions(stream, actor=machine(stream), language="en", data=b"1\n00:00:02,000 --> 00:00:03,000\nnew\n")

    track = CaptionTrack.objects.get()
    assert track.made == CaptionMade.UPLOADED
    assert [cue.text for cue in track.cues.all()] == ["new"]
    assert ("purge", "", f"captions-{stream.public_id} stream-{stream.public_id}") in told


def test_file_of_another_recording_is_refused_and_nothing_lost() -> None:
    stream = recorded_in_two_takes()
    upload_captions(stream, actor=machine(stream), language="en", data=FILE)

    with pytest.raises(CaptionsOutside):
        upload_captions(stream, actor=machine(stream), language="en", data=b"1\n01:00:00,0 --> 01:00:02,0\nlate\n")

    assert CaptionCue.objects.count() == 3


def test_file_needs_a_recording() -> None:
    stream = on_air()

    with pytest.raises(NoRecordingToCaption):
        upload_captions(stream, actor=machine(stream), language="en", data=FILE)


def test_hidden_captions_are_the_teams_alone() -> None:
    stream = recorded_in_two_takes()
    upload_captions(stream, actor=machine(stream), language="en", data=FILE)

    show_captions(CaptionTrack.objects.get(), actor=machine(stream), is_shown=False)

    assert captions_of(stream) == []
    assert search_captions(stream, "break") == []
    assert cues_between(stream, BEGAN, BEGAN + timedelta(hours=1)) == []
    with pytest.raises(NotFound):
        webvtt_of(stream, "en")


def test_deleted_captions_are_gone() -> None:
    stream = recorded_in_two_takes()
    upload_captions(stream, actor=machine(stream), language="en", data=FILE)

    delete_captions(CaptionTrack.objects.get(), actor=machine(stream))

    assert not CaptionCue.objects.exists()


@pytest.mark.parametrize(
    ("words", "seconds"),
    [("break", [1, 10]), ("AFTER break", [10]), ("schluss ende", [13.5]), ("%", []), ("  ", []), ("nobody", [])],
)
def test_search_finds_the_second(words: str, seconds: list[float]) -> None:
    stream = recorded_in_two_takes()
    upload_captions(stream, actor=machine(stream), language="en", data=FILE)

    hits = search_captions(stream, words)

    assert [hit.position.total_seconds() for hit in hits] == seconds


def test_what_was_typed_in_a_break_is_not_in_the_recording() -> None:
    stream = recorded_in_two_takes()
    track = CaptionTrack.objects.create(stream=stream, language="zh")
    for second in (2, SECONDS + 30):
        CaptionCue.objects.create(
            track=track, begins_at=BEGAN + timedelta(seconds=second), seconds=2, text=f"第{second}秒"
        )

    assert [hit.text for hit in search_captions(stream, "第")] == ["第2秒"]
    assert "第40秒" not in webvtt_of(stream, "zh")
