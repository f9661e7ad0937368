"""The page of what stays of a stream, and the page where a speaker answers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from everfair.accounts.enums import EditionRole
from everfair.accounts.models import RoleGrant
from everfair.live.domain.speakers import add_speaker, key_of
from everfair.live.domain.streams import end_stream
from everfair.live.enums import DownloadRight, FileState, RecordingState, StreamState
from everfair.live.models import Chapter, Recording, Speaker, Stream
from tests.factories.accounts import PersonFactory, sign_in
from tests.factories.live import BEGAN, StreamFactory, TakeFactory, machine

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def operator_of(stream: Stream) -> Client:
    person, client = PersonFactory.create(), Client(headers={"accept-language": "en"})
    RoleGrant.objects.create(person=person, edition=stream.edition, role=EditionRole.OPERATOR)
    sign_in(client, person)
    return client


def ended() -> Stream:
    stream = StreamFactory.create(state=StreamState.ON_AIR)
    TakeFactory.create(stream=stream, ended_at=BEGAN + timedelta(minutes=1), is_public=True)
    return end_stream(stream, actor=machine(stream))


def post(client: Client, stream: Stream, leaf: str, **words: Any) -> Any:
    return client.post(f"/streams/{stream.public_id}/{leaf}", words)


def test_page_before_the_end_offers_chapters_and_speakers_only() -> None:
    stream = StreamFactory.create(state=StreamState.SCHEDULED)

    page = operator_of(stream).get(f"/streams/{stream.public_id}/recording").content.decode()

    assert "Set the chapter" in page
    assert "Add the speaker" in page
    assert "Make the file" not in page


def test_recording_is_held_back_and_published_again() -> None:
    stream = ended()
    client = operator_of(stream)

    states = []
    for word in ("withhold", "publish"):
        post(client, stream, "recording/move", do=word)
        states.append(Recording.objects.get(stream=stream).state)

    assert states == [RecordingState.WITHHELD, RecordingState.PUBLISHED]


def test_trim_outside_keeps_what_was_typed_and_says_why() -> None:
    stream = ended()
    typed = {"from_at": "2020-09-06T09:00:00", "until_at": "2020-09-06T09:30:30"}

    answer = post(operator_of(stream), stream, "recording/trim", **typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert typed["from_at"] in page
    assert "inside the recording" in page


def test_trim_is_read_in_the_fairs_time() -> None:
    stream = ended()

    post(operator_of(stream), stream, "recording/trim", from_at="2020-09-06T09:30:10", until_at="")

    recording = Recording.objects.get(stream=stream)
    assert (recording.from_at, recording.until_at) == (BEGAN + timedelta(seconds=10), None)


def test_download_right_is_set() -> None:
    stream = ended()

    post(operator_of(stream), stream, "recording/download", download="everybody")

    assert Recording.objects.get(stream=stream).download == DownloadRight.EVERYBODY


def test_file_is_asked_for_once() -> None:
    stream = ended()
    client = operator_of(stream)

    post(client, stream, "recording/move", do="file")
    again = client.post(f"/streams/{stream.public_id}/recording/move", {"do": "file"}, follow=True)

    assert Recording.objects.get(stream=stream).file_state == FileState.MAKING
    assert "The file is being made" in again.content.decode()


def test_chapter_is_set_and_taken_out() -> None:
    stream = ended()
    client = operator_of(stream)

    post(client, stream, "chapters", title_en="Opening", title_zh="", at="2020-09-06T09:30:00")
    chapter = Chapter.objects.get(stream=stream)
    post(client, stream, "chapters/remove", chapter=chapter.public_id)

    assert chapter.at == BEGAN
    assert not Chapter.objects.filter(stream=stream).exists()


def test_chapter_without_a_title_is_refused() -> None:
    stream = ended()

    answer = post(operator_of(stream), stream, "chapters", title_en="", title_zh="", at="2020-09-06T09:30:00")

    assert answer.status_code == 422
    assert "Write this in Chinese, in English, or in both." in answer.content.decode()


def test_speaker_is_asked_and_answers_by_the_letters_link() -> None:
    stream = ended()
    client = operator_of(stream)
    post(client, stream, "speakers", name="Lin Yue", email="lin@example.org")
    speaker = Speaker.objects.get(stream=stream)
    kept = Recording.objects.get(stream=stream).state

    post(client, stream, "speakers/move", speaker=speaker.public_id, do="ask")
    link = next(word for word in mail.outbox[-1].body.split() if "/streams/consent/" in word)
    answer = Client().post(f"/{link.split('/', 3)[3]}", {"agrees": "yes"}, follow=True)

    speaker.refresh_from_db()
    assert kept == RecordingState.KEPT
    assert (answer.status_code, speaker.agrees) == (200, True)
    assert Recording.objects.get(stream=stream).state == RecordingState.PUBLISHED


def test_speaker_without_an_address_cannot_be_asked() -> None:
    stream = ended()
    speaker = add_speaker(stream, actor=machine(stream), name="Lin Yue", email="")

    answer = operator_of(stream).post(
        f"/streams/{stream.public_id}/speakers/move", {"speaker": speaker.public_id, "do": "ask"}, follow=True
    )

    assert "There is no mail address to write to." in answer.content.decode()
    assert mail.outbox == []


def test_answer_page_needs_the_whole_link() -> None:
    speaker = add_speaker(stream := ended(), actor=machine(stream), name="Lin Yue", email="")

    whole = Client().get(f"/streams/consent/{key_of(speaker)}")
    forged = Client().get(f"/streams/consent/{key_of(speaker)[:-1]}")

    assert (whole.status_code, forged.status_code) == (200, 404)


def test_speaker_of_another_stream_is_not_touched() -> None:
    stream, other = ended(), ended()
    speaker = add_speaker(other, actor=machine(other), name="Lin Yue", email="")

    answer = post(operator_of(stream), stream, "speakers/move", speaker=speaker.public_id, do="agrees")

    speaker.refresh_from_db()
    assert (answer.status_code, speaker.agrees) == (404, None)


def test_team_decides_before_the_end_who_sees_the_recording() -> None:
    stream = StreamFactory.create(state=StreamState.ON_AIR)
    client = operator_of(stream)

    post(client, stream, "recording/move", do="keep")
    stream.refresh_from_db()
    end_stream(stream, actor=machine(stream))

    assert Recording.objects.get(stream=stream).state == RecordingState.KEPT
