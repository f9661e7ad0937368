"""The chat over HTTP: its panel, its page, its answers to the script and to a browser without one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse

from everfair.fairs.enums import ParticipationMode
from everfair.kernel.clock import now
from everfair.live.enums import Audience, StreamState
from everfair.live.models import ChatBan, ChatLine, ChatReport, ChatRules, Invitee
from tests.factories.accounts import PersonFactory, make_member, make_operator, sign_in
from tests.factories.chat import ChatLineFactory, set_rules
from tests.factories.live import StreamFactory

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from everfair.live.models import Stream

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

SCRIPT = {"Accept": "application/json", "Accept-Language": "en"}
FRAGMENT = {"HX-Request": "true", "Accept-Language": "en"}
ENGLISH = {"Accept-Language": "en"}
MORNING = datetime(2020, 9, 6, 1, 0, tzinfo=UTC)


@pytest.fixture
def stream() -> Stream:
    made: Stream = StreamFactory.create(state=StreamState.ON_AIR)
    return made


def at(stream: Stream, route: str = "chat", **names: str) -> str:
    return reverse(f"streams:{route}", kwargs={"stream": stream.public_id, **names})


def test_stranger_reads_and_is_asked_to_sign_in_to_write(client: Client, stream: Stream) -> None:
    ChatLineFactory.create(stream=stream, body="<b>Hello</b>", name="Li")
    ChatLineFactory.create(stream=stream, body="Not for readers", hidden_at=now())

    page = client.get(at(stream), headers=FRAGMENT).content.decode()

    assert "&lt;b&gt;Hello&lt;/b&gt;" in page
    assert "Not for readers" not in page
    assert "Sign in to write" in page
    assert "<textarea" not in page
    assert 'data-act="hide"' not in page


@pytest.mark.parametrize("with_lines", [0, 40])
def test_panel_asks_the_database_as_often_for_many_lines_as_for_none(
    client: Client, stream: Stream, with_lines: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ChatLineFactory.create_batch(with_lines, stream=stream)

    with django_assert_num_queries(4):
        client.get(at(stream), headers=FRAGMENT)


def test_moderator_sees_hidden_lines_and_the_tools(client: Client, stream: Stream) -> None:
    ChatLineFactory.create(stream=stream, body="Only for the team", hidden_at=now())
    sign_in(client, make_operator(edition=stream.edition))

    page = client.get(at(stream), headers=FRAGMENT).content.decode()

    assert "Only for the team" in page
    assert 'data-act="ban"' in page
    assert at(stream, "chat-rules") in page


@pytest.mark.parametrize(
    ("audience", "who", "status"),
    [
        (Audience.PUBLIC, "stranger", 200),
        (Audience.REGISTERED, "stranger", 403),
        (Audience.REGISTERED, "guest", 200),
        (Audience.INVITED, "guest", 403),
        (Audience.INVITED, "invited", 200),
        (Audience.INVITED, "moderator", 200),
    ],
)
def test_reading_follows_the_audience_of_the_stream(client: Client, audience: str, who: str, status: int) -> None:
    stream = StreamFactory.create(audience=audience)
    person = make_operator(edition=stream.edition, role="moderator") if who == "moderator" else PersonFactory.create()
    if who == "invited":
        Invitee.objects.create(stream=stream, person=person)
    if who != "stranger":
        sign_in(client, person)

    assert client.get(at(stream)).status_code == status
    assert client.get(at(stream, "chat-lines")).status_code == status


def test_line_is_sent_by_script_and_named_with_the_organisation(client: Client, stream: Stream) -> None:
    member = make_member()
    sign_in(client, member.person)

    answer = client.post(at(stream, "chat-say"), {"body": "Hello"}, headers=SCRIPT)

    line = ChatLine.objects.get()
    assert (line.author, line.organisation, line.by_team) == (member.person, member.organisation, False)
    told = answer.json()
    assert (told["line"]["id"], told["wait"]) == (line.public_id, 0)


def test_line_is_sent_without_script(client: Client, stream: Stream) -> None:
    sign_in(client, PersonFactory.create())

    answer = client.post(at(stream, "chat-say"), {"body": "Hello"})

    assert (answer.status_code, answer.headers["Location"]) == (302, at(stream))
    assert ChatLine.objects.get().organisation is None


def test_refused_line_keeps_its_text_and_says_why(client: Client, stream: Stream) -> None:
    set_rules(stream, words="casino", slow_seconds=60)
    sign_in(client, PersonFactory.create())

    page = client.post(at(stream, "chat-say"), {"body": "Best casino"}, headers=ENGLISH)
    client.post(at(stream, "chat-say"), {"body": "Hello"})
    told = client.post(at(stream, "chat-say"), {"body": "Hello again"}, headers=SCRIPT)

    assert page.status_code == 422
    assert ">Best casino</textarea>" in page.content.decode()
    assert "The host does not want “casino” in this chat." in page.content.decode()
    assert told.status_code == 429
    assert told.json() == {"sentence": "Slow mode: you can send your next line in 60 s.", "wait": 60}


def test_stranger_who_sends_is_asked_to_sign_in(client: Client, stream: Stream) -> None:
    answer = client.post(at(stream, "chat-say"), {"body": "Hello"})

    assert answer.headers["Location"].startswith("/accounts/login")
    assert ChatLine.objects.count() == 0


@pytest.mark.parametrize("way", ["participation", "invitation", "neither"])
def test_chat_for_participants_takes_lines_of_who_takes_part(client: Client, stream: Stream, way: str) -> None:
    set_rules(stream, access="taking_part")
    member = make_member()
    if way == "participation":
        stream.edition.participations.create(organisation=member.organisation, mode=ParticipationMode.ONLINE)
    if way == "invitation":
        Invitee.objects.create(stream=stream, person=member.person)
    sign_in(client, member.person)

    answer = client.post(at(stream, "chat-say"), {"body": "Hello"}, headers=SCRIPT)

    assert answer.status_code == (403 if way == "neither" else 200)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["01:00", "01:10", "01:20"]),
        ({"from": "2020-09-06T01:00:00Z", "to": "2020-09-06T01:20:00Z"}, ["01:00", "01:10"]),
        ({"from": "2020-09-06T09:10:00+08:00", "to": "2020-09-06T09:11:00+08:00"}, ["01:10"]),
        ({"from": "2020-09-06T02:00:00Z", "to": "2020-09-06T03:00:00Z"}, []),
        ({"from": "2020-09-06T01:20:00Z", "to": "2020-09-06T01:00:00Z"}, ["01:00", "01:10", "01:20"]),
        ({"from": "2020-09-06T01:00:00", "to": "soon"}, ["01:00", "01:10", "01:20"]),
        ({"from": "2020-13-77T01:00:00Z", "to": "2020-09-06T01:00:00Z"}, ["01:00", "01:10", "01:20"]),
    ],
)
def test_replay_gets_the_lines_of_a_stretch(
    client: Client, stream: Stream, query: dict[str, str], found: list[str]
) -> None:
    for minutes in (20, 0, 10):
        moment = MORNING + timedelta(minutes=minutes)
        ChatLineFactory.create(stream=stream, sent_at=moment, body=f"{moment:%H:%M}")
    ChatLineFactory.create(stream=stream, sent_at=MORNING, hidden_at=now())
    ChatLineFactory.create(sent_at=MORNING)

    answer = client.get(at(stream, "chat-lines"), query).json()

    assert [line["body"] for line in answer["lines"]] == found


def test_line_is_reported_and_the_reason_kept(client: Client, stream: Stream) -> None:
    line = ChatLineFactory.create(stream=stream)
    sign_in(client, PersonFactory.create())
    address = at(stream, "chat-report", line=line.public_id)

    answers = [client.post(address, words, headers=SCRIPT).status_code for words in ({"reason": "abuse"}, {})]

    assert answers == [204, 204]
    assert ChatReport.objects.get().reason == "abuse"


@pytest.mark.parametrize(
    ("route", "changed"),
    [
        ("chat-hide", {"hidden": True}),
        ("chat-pin", {"pinned": True}),
        ("chat-time-out", {"hidden": True, "bans": 1}),
        ("chat-ban", {"hidden": True, "bans": 1}),
        ("chat-show", {}),
        ("chat-unpin", {}),
    ],
)
def test_tools_of_the_panel_do_their_work_for_moderators_alone(
    client: Client, stream: Stream, route: str, changed: dict[str, Any]
) -> None:
    line = ChatLineFactory.create(stream=stream)
    address = at(stream, route, line=line.public_id)
    sign_in(client, PersonFactory.create())
    refused = client.post(address, headers=SCRIPT).status_code
    sign_in(client, make_operator(edition=stream.edition, role="moderator"))

    done = client.post(address, headers=SCRIPT).status_code

    line.refresh_from_db()
    assert (refused, done) == (403, 204)
    assert {
        "hidden": line.hidden_at is not None,
        "pinned": line.pinned_at is not None,
        "bans": ChatBan.objects.count(),
    } == {
        "hidden": False,
        "pinned": False,
        "bans": 0,
        **changed,
    }


def test_line_of_another_stream_is_not_found(client: Client, stream: Stream) -> None:
    line = ChatLineFactory.create()
    sign_in(client, make_operator(edition=stream.edition))

    assert client.post(at(stream, "chat-hide", line=line.public_id)).status_code == 404


def test_rules_are_saved_and_a_stale_form_is_told(client: Client, stream: Stream) -> None:
    sign_in(client, make_operator(edition=stream.edition, role="moderator"))
    words = {"access": "registered", "slow_seconds": "15", "words": "one\r\ntwo", "version": "0"}
    address = at(stream, "chat-rules")

    saved = client.post(address, words)
    stale = client.post(address, {**words, "slow_seconds": "99"}, headers=ENGLISH)
    wrong = client.post(address, {**words, "slow_seconds": "9999", "version": "1"})

    rules = ChatRules.objects.get()
    assert (saved.status_code, stale.status_code, wrong.status_code) == (302, 422, 422)
    assert "Somebody changed these rules while you were writing." in stale.content.decode()
    assert (rules.slow_seconds, rules.words) == (15, "one\ntwo")


def test_ban_is_lifted_on_the_page_of_the_rules(client: Client, stream: Stream) -> None:
    ban = ChatBan.objects.create(person=PersonFactory.create(name="Loud"), edition=stream.edition, stream=stream)
    sign_in(client, make_operator(edition=stream.edition))

    before = client.get(at(stream, "chat-rules")).content.decode()
    client.post(at(stream, "chat-lift", ban=ban.public_id))
    after = client.get(at(stream, "chat-rules")).content.decode()

    assert ("Loud" in before, "Loud" in after) == (True, False)
