"""What a chat keeps of people, and for how long."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from everfair.kernel.clock import now
from everfair.live.enums import RecordingState, StreamState
from everfair.live.models import ChatBan, ChatLine, ChatPace, ChatReport, ChatTranslation, Recording
from everfair.live.personal_data import forget_bans, forget_chat, forget_pace, tell_bans, tell_chat, tell_pace
from everfair.live.retention import drop_chat
from tests.factories.accounts import PersonFactory
from tests.factories.chat import ChatLineFactory, ChatReportFactory
from tests.factories.live import StreamFactory

if TYPE_CHECKING:
    from everfair.live.models import Stream
    from tests.live.conftest import Told

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def test_person_is_told_what_they_wrote_reported_and_decided() -> None:
    person = PersonFactory.create()
    line = ChatLineFactory.create(author=person, body="Mine")
    ChatReportFactory.create(reporter=person, line__body="Theirs")
    ChatLineFactory.create(hidden_at=now(), hidden_by=person, body="Not told")
    ChatReportFactory.create(line__body="Judged", settled_by=person, settled_at=now(), verdict="dismissed")

    records = tell_chat(person).records

    assert [(row["part"], row.get("body", row.get("line"))) for row in records] == [
        ("wrote", "Mine"),
        ("reported", "Theirs"),
        ("hid", None),
        ("settled", "Judged"),
    ]
    assert records[0]["stream"] == line.stream.title


def test_words_of_an_erased_person_go_from_the_fair_and_from_open_pages(told: Told) -> None:
    person = PersonFactory.create()
    pinned = ChatLineFactory.create(author=person, body="My number is 13800138000", pinned_at=now())
    stream = pinned.stream
    hidden = ChatLineFactory.create(author=person, stream=stream, hidden_at=now())
    others = ChatLineFactory.create(stream=stream, body="Somebody else's")
    ChatTranslation.objects.create(line=pinned, language="zh-hans", body="我的号码是 13800138000")
    report = ChatReportFactory.create(line=pinned)

    forget_chat(person)

    kept = {line.pk: (line.body, line.name, line.hidden_at is not None) for line in ChatLine.objects.all()}
    assert kept == {
        pinned.pk: ("", "", True),
        hidden.pk: ("", "", True),
        others.pk: ("Somebody else's", others.name, False),
    }
    assert ChatTranslation.objects.count() == 0
    assert ChatReport.objects.get() == report
    assert told == [
        (stream.channel, "chat-hidden", {"ids": [pinned.public_id]}),
        (stream.channel, "chat-pin", {}),
    ]


def test_bans_and_pace_are_told_and_forgotten() -> None:
    person, moderator = PersonFactory.create_batch(2)
    stream = StreamFactory.create()
    ChatBan.objects.create(person=person, edition=stream.edition, stream=stream, by=moderator, reason="spam")
    ChatPace.objects.create(person=person, stream=stream, said_at=now())

    bans = [[(row["part"], row.get("reason")) for row in tell_bans(one).records] for one in (person, moderator)]
    paces = tell_pace(person).records
    forget_bans(person)
    forget_pace(person)

    assert bans == [[("received", "spam")], [("given", None)]]
    assert [row["stream"] for row in paces] == [stream.title]
    assert (ChatBan.objects.count(), ChatPace.objects.count()) == (0, 0)


def test_chat_is_kept_with_a_published_recording_and_goes_after_a_while_without() -> None:
    old, replayed, fresh, on_air = (ended_stream(days) for days in (400, 400, 1, None))
    Recording.objects.create(stream=replayed, state=RecordingState.PUBLISHED, published_at=now())
    Recording.objects.create(stream=old, state=RecordingState.WITHHELD)
    for stream in (old, replayed, fresh, on_air):
        ChatLineFactory.create(stream=stream)

    dropped = drop_chat(now() - timedelta(days=365))

    assert dropped == 1
    assert set(ChatLine.objects.values_list("stream", flat=True)) == {replayed.pk, fresh.pk, on_air.pk}


def test_bans_that_ended_long_ago_go_and_standing_ones_stay() -> None:
    stream, long_ago = StreamFactory.create(), now() - timedelta(days=400)
    person = PersonFactory.create()
    for times in ({"until": long_ago}, {"lifted_at": long_ago}, {}, {"until": now()}):
        ChatBan.objects.create(person=person, edition=stream.edition, stream=stream, **times)

    drop_chat(now() - timedelta(days=365))

    assert ChatBan.objects.count() == 2


def ended_stream(days_ago: int | None) -> Stream:
    if days_ago is None:
        return StreamFactory.create(state=StreamState.ON_AIR)
    return StreamFactory.create(state=StreamState.ENDED, ended_at=now() - timedelta(days=days_ago), ended_by="team")
