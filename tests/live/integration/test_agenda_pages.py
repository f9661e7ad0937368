"""Chapters from a pasted agenda, and the pages for how long a recording is kept."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from everfair.accounts.enums import EditionRole
from everfair.accounts.models import RoleGrant
from everfair.kernel.clock import now
from everfair.kernel.models import Event
from everfair.kernel.text import Text
from everfair.live.enums import RecordingState, StreamState
from everfair.live.models import Chapter, Recording, Stream
from everfair.live.playback.addresses import watch_address
from everfair.live.with_sessions import link_streams
from tests.factories.accounts import PersonFactory, sign_in
from tests.factories.live import BEGAN, StreamFactory
from tests.factories.programme import SessionFactory

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

ZH = "数字贸易高峰论坛\n09:30 开幕\n10.20–10.45 专题报告：数字贸易\n25:00 没有"
EN = "9:30 am Opening\n2:00 pm Panel"


def operator_of(stream: Stream) -> Client:
    person, client = PersonFactory.create(), Client(headers={"accept-language": "en"})
    RoleGrant.objects.create(person=person, edition=stream.edition, role=EditionRole.OPERATOR)
    sign_in(client, person)
    return client


def paste(client: Client, stream: Stream, do: str, **words: str) -> Any:
    typed = {"agenda_0": ZH, "agenda_1": EN, "day": "2020-09-06", "how": "add", "do": do, **words}
    return client.post(f"/streams/{stream.public_id}/chapters/agenda", typed)


def chapters(stream: Stream) -> list[tuple[str, dict[str, str]]]:
    return [(f"{row.at:%H:%M}", dict(row.title)) for row in Chapter.objects.filter(stream=stream)]


def recorded(**fields: Any) -> Stream:
    stream = StreamFactory.create(state=StreamState.ENDED, **fields)
    Recording.objects.create(stream=stream, state=RecordingState.PUBLISHED, published_at=now())
    return stream


def test_agenda_is_looked_at_before_anything_is_saved() -> None:
    stream = StreamFactory.create(starts_at=BEGAN)

    page = paste(operator_of(stream), stream, "look").content.decode()

    assert chapters(stream) == []
    assert [word in page for word in ("专题报告：数字贸易", "Panel", "25:00 没有", "No clock shows this time.")] == [
        True
    ] * 4
    assert "Set 3 chapters" in page
    assert "数字贸易高峰论坛" in page


def test_both_languages_become_one_chapter_and_earlier_ones_stay() -> None:
    stream = StreamFactory.create(starts_at=BEGAN)
    Chapter.objects.create(stream=stream, at=datetime(2020, 9, 6, 1, 0, tzinfo=UTC), title=Text({"en": "Doors"}))
    Chapter.objects.create(stream=stream, at=BEGAN, title=Text({"en": "Start", "zh-hans": "开始"}))

    paste(operator_of(stream), stream, "save", agenda_1="2:00 pm Panel")

    assert chapters(stream) == [
        ("01:00", {"en": "Doors"}),
        ("01:30", {"zh-hans": "开幕", "en": "Start"}),
        ("02:20", {"zh-hans": "专题报告：数字贸易"}),
        ("06:00", {"en": "Panel"}),
    ]
    assert Event.objects.get(name="stream.chapters_set").payload == {"count": 3, "replaced": False}


def test_agenda_replaces_what_was_there() -> None:
    stream = StreamFactory.create(starts_at=BEGAN)
    Chapter.objects.create(stream=stream, at=BEGAN.replace(hour=0), title=Text({"en": "Doors"}))

    paste(operator_of(stream), stream, "save", how="replace", agenda_0="09:30 开幕", agenda_1="")

    assert chapters(stream) == [("01:30", {"zh-hans": "开幕"})]


def test_agenda_without_any_time_keeps_what_was_typed() -> None:
    stream = StreamFactory.create()
    client = operator_of(stream)

    empty = paste(client, stream, "save", agenda_0="", agenda_1="")
    timeless = paste(client, stream, "save", agenda_0="Opening, then lunch", agenda_1="")

    assert (empty.status_code, timeless.status_code) == (422, 200)
    assert timeless.content.decode().count("Opening, then lunch") == 2
    assert "No line begins with a time" in timeless.content.decode()


def test_end_is_set_and_taken_back_on_the_recordings_page() -> None:
    stream = recorded()
    client = operator_of(stream)
    address = f"/streams/{stream.public_id}/recording"

    client.post(f"{address}/keep", {"until": "2099-12-31"})
    limited = client.get(address).content.decode()
    client.post(f"{address}/keep", {"do": "ever", "until": "2099-12-31"})

    assert "It is kept until 31 December 2099." in limited
    assert "It is kept for ever." in client.get(address).content.decode()
    assert client.post(f"{address}/keep", {"until": "2020-01-01"}).status_code == 422


def test_recording_is_deleted_by_typing_its_title() -> None:
    stream = recorded()
    client = operator_of(stream)
    address = f"/streams/{stream.public_id}/recording/delete"

    wrong = client.post(address, {"title": "Opening"})
    right = client.post(address, {"title": "Opening ceremony"}, follow=True)

    assert (wrong.status_code, "Type the title as it stands above." in wrong.content.decode()) == (422, True)
    assert "The recording was deleted, and everything that was recorded with it." in right.content.decode()
    assert client.get(address).status_code == 302


def test_pages_of_stream_and_session_tell_until_when_there_was_a_recording() -> None:
    session = SessionFactory.create()
    stream = recorded(edition=session.edition, session=session)
    Recording.objects.filter(stream=stream).update(
        state=RecordingState.EXPIRED, keep_until="2020-10-01", expired_at="2020-10-02T00:00:00Z"
    )

    page = Client(headers={"accept-language": "en"}).get(watch_address(stream)).content.decode()

    with override("en"):
        link = link_streams(session.edition, [session.pk])[session.pk]
    assert "The recording was kept until 1 October 2020." in page
    assert (link.words, link.address) == ("The recording was kept until 1 October 2020", watch_address(stream))


def test_card_is_left_out_and_brought_back() -> None:
    stream = recorded()
    client = operator_of(stream)
    found = []

    for word in ("no-card", "card"):
        client.post(f"/streams/{stream.public_id}/recording/move", {"do": word})
        found.append(Recording.objects.get(stream=stream).has_card)

    assert found == [False, True]
    assert Event.objects.filter(name="recording.card_set").count() == 2
