"""What becomes of a stream after its end."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from everfair.kernel.errors import Forbidden, NotFound
from everfair.kernel.text import Text
from everfair.live.domain.chapters import remove_chapter, set_chapter
from everfair.live.domain.recordings import publish_recording, set_download, trim_recording, withhold_recording
from everfair.live.domain.speakers import (
    add_speaker,
    answer_for_oneself,
    key_of,
    note_answer,
    remove_speaker,
    speaker_by_key,
)
from everfair.live.domain.streams import end_stream, go_on_air
from everfair.live.enums import DownloadRight, RecordingState, StreamState
from everfair.live.errors import BadTrim, ChapterThere, ConsentMissing, NoRecording, SpeakerThere
from everfair.live.models import Chapter, Recording, Stream
from everfair.live.places import StreamPlace
from everfair.live.queries.recording import chapters_of
from everfair.live.runner import Runner
from tests.factories.live import BEGAN, StreamFactory, TakeFactory, machine

if TYPE_CHECKING:
    from pytest_django import DjangoCaptureOnCommitCallbacks

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

TITLE = Text({"en": "Opening", "zh-hans": "开场"})


def ended(**fields: object) -> Stream:
    """Return a stream that was on air for a minute and ended."""
    stream = StreamFactory.create(state=StreamState.ON_AIR, **fields)
    TakeFactory.create(stream=stream, ended_at=BEGAN + timedelta(minutes=1), is_public=True)
    return end_stream(stream, actor=machine(stream))


def state_of(stream: Stream) -> str:
    return Recording.objects.get(stream=stream).state


def access_of(stream: Stream) -> str:
    written = StreamPlace(settings.LIVE_ROOT, stream.public_id).access.read_text()
    return str(json.loads(written)["audience"])


def test_stream_that_ends_has_its_recording_published_at_once() -> None:
    stream = ended()

    assert state_of(stream) == RecordingState.PUBLISHED


def test_stream_that_does_not_publish_keeps_its_recording(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        stream = ended(publishes_recording=False)

    assert state_of(stream) == RecordingState.KEPT
    assert access_of(stream) == "nobody"


def test_recording_waits_for_every_speaker() -> None:
    stream = StreamFactory.create(state=StreamState.ON_AIR)
    first = add_speaker(stream, actor=machine(stream), name="First", email="")
    second = add_speaker(stream, actor=machine(stream), name="Second", email="second@example.org")

    stream = end_stream(stream, actor=machine(stream))
    states = [state_of(stream)]
    note_answer(first, actor=machine(stream), agrees=True)
    states.append(state_of(stream))
    answer_for_oneself(speaker_by_key(key_of(second)), agrees=True)
    states.append(state_of(stream))

    assert states == ["kept", "kept", "published"]


def test_withdrawn_consent_takes_the_recording_back_at_once(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    stream = ended()
    speaker = add_speaker(stream, actor=machine(stream), name="First", email="")
    note_answer(speaker, actor=machine(stream), agrees=True)
    before = state_of(stream)

    with django_capture_on_commit_callbacks(execute=True):
        answer_for_oneself(speaker, agrees=False)

    assert (before, state_of(stream), access_of(stream)) == ("published", "kept", "nobody")


def test_publishing_without_consent_names_who_is_missing() -> None:
    stream = ended()
    add_speaker(stream, actor=machine(stream), name="Quiet One", email="")

    with pytest.raises(ConsentMissing, match="Quiet One"):
        publish_recording(stream, actor=machine(stream))

    assert state_of(stream) == RecordingState.KEPT


def test_speaker_who_did_not_speak_after_all_holds_nothing_up() -> None:
    stream = ended()
    speaker = add_speaker(stream, actor=machine(stream), name="First", email="")

    remove_speaker(speaker, actor=machine(stream))

    assert state_of(stream) == RecordingState.PUBLISHED


def test_speaker_is_named_once() -> None:
    stream = ended()
    add_speaker(stream, actor=machine(stream), name="First", email="")

    with pytest.raises(SpeakerThere):
        add_speaker(stream, actor=machine(stream), name="First", email="first@example.org")


def test_forged_link_belongs_to_nobody() -> None:
    speaker = add_speaker(stream := ended(), actor=machine(stream), name="First", email="")

    with pytest.raises(NotFound):
        speaker_by_key(f"{speaker.public_id}:forged")


def test_held_back_recording_stays_so_when_the_stream_goes_on_and_ends_again(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    stream = ended()
    with django_capture_on_commit_callbacks(execute=True):
        withhold_recording(stream, actor=machine(stream))
    closed = access_of(stream)

    with django_capture_on_commit_callbacks(execute=True):
        go_on_air(stream, actor=machine(stream))
    on_air = access_of(stream)
    with django_capture_on_commit_callbacks(execute=True):
        end_stream(stream, actor=machine(stream))

    assert (closed, on_air, access_of(stream)) == ("nobody", "public", "nobody")
    assert state_of(stream) == RecordingState.WITHHELD


def test_recording_of_a_stream_on_air_is_not_there_yet() -> None:
    stream = StreamFactory.create(state=StreamState.ON_AIR)

    with pytest.raises(NoRecording):
        publish_recording(stream, actor=machine(stream))


def test_trim_inside_the_recording_is_kept() -> None:
    stream = ended()
    begin, end = BEGAN + timedelta(seconds=10), BEGAN + timedelta(seconds=50)

    trim_recording(stream, actor=machine(stream), from_at=begin, until_at=end)

    recording = Recording.objects.get(stream=stream)
    assert (recording.from_at, recording.until_at) == (begin, end)


@pytest.mark.parametrize(
    ("begin", "end"), [(-1, 30), (30, 61), (40, 40), (50, 20)], ids=["early", "late", "empty", "backwards"]
)
def test_trim_outside_is_refused(begin: int, end: int) -> None:
    stream = ended()
    moments = {"from_at": BEGAN + timedelta(seconds=begin), "until_at": BEGAN + timedelta(seconds=end)}

    with pytest.raises(BadTrim):
        trim_recording(stream, actor=machine(stream), **moments)


def test_chapters_are_told_in_their_order() -> None:
    stream = ended()
    set_chapter(stream, actor=machine(stream), at=BEGAN + timedelta(seconds=30), title=Text({"en": "Questions"}))
    set_chapter(stream, actor=machine(stream), at=BEGAN, title=TITLE)

    found = [(mark.at, mark.title) for mark in chapters_of(stream)]

    assert found == [(BEGAN, "开场"), (BEGAN + timedelta(seconds=30), "Questions")]


def test_second_has_one_chapter() -> None:
    stream = ended()
    set_chapter(stream, actor=machine(stream), at=BEGAN, title=TITLE)

    with pytest.raises(ChapterThere):
        set_chapter(stream, actor=machine(stream), at=BEGAN + timedelta(milliseconds=300), title=TITLE)


def test_chapter_is_taken_out_once() -> None:
    stream = ended()
    chapter = set_chapter(stream, actor=machine(stream), at=BEGAN, title=TITLE)

    remove_chapter(chapter, actor=machine(stream))

    assert not Chapter.objects.filter(stream=stream).exists()


def test_strangers_change_nothing() -> None:
    stream, stranger = ended(), Runner(None)

    for act in (
        lambda: publish_recording(stream, actor=stranger),
        lambda: withhold_recording(stream, actor=stranger),
        lambda: trim_recording(stream, actor=stranger, from_at=None, until_at=None),
        lambda: set_download(stream, DownloadRight.EVERYBODY, actor=stranger),
        lambda: set_chapter(stream, actor=stranger, at=BEGAN, title=TITLE),
        lambda: add_speaker(stream, actor=stranger, name="First", email=""),
    ):
        with pytest.raises(Forbidden):
            act()

    assert state_of(stream) == RecordingState.PUBLISHED
