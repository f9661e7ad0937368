"""Writing in a chat: one refusal for each rule, and what is told to whom."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from everfair.kernel import clock
from everfair.kernel.errors import DomainError, Forbidden
from everfair.kernel.models import Event
from everfair.kernel.realtime import LARGEST_MESSAGE
from everfair.kernel.text import Text
from everfair.live.chat_errors import (
    Banned,
    ChatClosed,
    ChatDamaged,
    ChatEmpty,
    ChatForParticipants,
    ChatTooLong,
    RulesChangedMeanwhile,
    TimedOut,
    TooMany,
    TooSoon,
    WordUnwelcome,
)
from everfair.live.domain.chat import NewRules, change_rules, say, wait_of
from everfair.live.enums import ChatAccess
from everfair.live.models import ChatBan, ChatLine, ChatRules
from tests.factories.accounts import OrganisationFactory, PersonFactory
from tests.factories.chat import chatter, moderator_of, set_rules
from tests.factories.live import StreamFactory

if TYPE_CHECKING:
    from tests.live.conftest import Told

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def test_line_is_kept_told_and_logged_with_who_said_it() -> None:
    organisation = OrganisationFactory.create(name=Text({"en": "Lantern Ltd"}))
    author = chatter(organisation=organisation)

    line = say(author, "  Good   morning\n everybody ").line

    kept = ChatLine.objects.get()
    assert kept == line
    assert (kept.body, kept.name, kept.language, kept.by_team) == (
        "Good morning everybody",
        author.person.name,
        "en",
        False,
    )
    event = Event.objects.get(name="chat.said")
    assert (event.actor, event.subject_id, event.payload) == (
        author.person,
        line.public_id,
        {"stream": author.stream.public_id},
    )


def test_audience_is_told_of_a_line_in_small_json(told: Told) -> None:
    organisation = OrganisationFactory.create(name=Text({"en": "Lantern Ltd"}))
    author = chatter(organisation=organisation, is_team=True)

    line = say(author, "<script>alert(1)</script>").line

    assert told == [
        (
            author.stream.channel,
            "chat",
            {
                "id": line.public_id,
                "at": line.sent_at.isoformat(timespec="milliseconds"),
                "name": author.person.name,
                "organisation": {"en": "Lantern Ltd"},
                "body": "<script>alert(1)</script>",
                "language": "en",
                "by_team": True,
            },
        )
    ]


def test_largest_line_fits_into_one_event() -> None:
    name = Text({"zh-hans": "𠀀" * 200, "en": "𠀀" * 200})
    author = chatter(organisation=OrganisationFactory.create(name=name), person=PersonFactory.create(name="𠀀" * 120))

    say(author, '"𠀀' * 250)

    assert ChatLine.objects.count() == 1
    assert LARGEST_MESSAGE > 4 * (200 + 200 + 120) + 5 * 500


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        (" \n ", ChatEmpty),
        ("\u200b \u3164", ChatEmpty),
        ("x" * 501, ChatTooLong),
        ("broken \ufffd bytes", ChatDamaged),
        ("\u202edesrever", ChatDamaged),
        ("Best ＣＡＳＩＮＯ", WordUnwelcome),
    ],
)
def test_words_are_refused_each_by_its_rule(body: str, refusal: type[DomainError]) -> None:
    stream = StreamFactory.create()
    set_rules(stream, words="casino")

    with pytest.raises(refusal):
        say(chatter(stream), body)

    assert ChatLine.objects.count() == 0


@pytest.mark.parametrize(
    ("access", "changes", "refusal"),
    [
        (ChatAccess.OFF, {}, ChatClosed),
        (ChatAccess.TAKING_PART, {}, ChatForParticipants),
        (ChatAccess.REGISTERED, {"may_read": False}, Forbidden),
        (ChatAccess.REGISTERED, {"person": None}, Forbidden),
    ],
)
def test_who_may_not_write_is_refused(access: str, changes: dict[str, Any], refusal: type[DomainError]) -> None:
    stream = StreamFactory.create()
    set_rules(stream, access=access)

    with pytest.raises(refusal):
        say(chatter(stream, **changes), "Hello")


@pytest.mark.parametrize(
    ("access", "changes"),
    [(ChatAccess.OFF, {"is_team": True}), (ChatAccess.TAKING_PART, {"takes_part": True})],
)
def test_who_may_write_does(access: str, changes: dict[str, Any]) -> None:
    stream = StreamFactory.create()
    set_rules(stream, access=access)

    say(chatter(stream, **changes), "Hello")

    assert ChatLine.objects.count() == 1


def test_slow_mode_says_how_long_to_wait_and_lets_write_again_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    author = chatter()
    set_rules(author.stream, slow_seconds=30)
    author = chatter(author.stream, person=author.person)
    began = clock.now()
    monkeypatch.setattr(clock, "_read", lambda: began)
    waits = [say(author, "One").wait]

    monkeypatch.setattr(clock, "_read", lambda: began + timedelta(seconds=18))
    with pytest.raises(TooSoon) as refused:
        say(author, "Two")
    waits.append(wait_of(author))
    monkeypatch.setattr(clock, "_read", lambda: began + timedelta(seconds=30))
    say(author, "Three")

    assert (waits, refused.value.seconds) == ([30, 12], 12)
    assert list(ChatLine.objects.values_list("body", flat=True)) == ["One", "Three"]


def test_team_is_not_slowed_down_and_others_do_not_wait_for_each_other() -> None:
    stream = StreamFactory.create()
    set_rules(stream, slow_seconds=600)
    host = chatter(stream, is_team=True)

    for author in (host, host, chatter(stream), chatter(stream)):
        say(author, "Hello")

    assert ChatLine.objects.count() == 4


def test_flood_is_stopped_after_five_lines_and_flows_again_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    author = chatter()
    began = clock.now()
    monkeypatch.setattr(clock, "_read", lambda: began)
    waits = [say(author, str(number)).wait for number in range(5)]

    with pytest.raises(TooMany) as refused:
        say(author, "six")
    monkeypatch.setattr(clock, "_read", lambda: began + timedelta(seconds=2))
    say(author, "six")
    with pytest.raises(TooMany):
        say(author, "seven")

    assert (waits, refused.value.seconds) == ([0, 0, 0, 0, 2], 2)


@pytest.mark.parametrize("everywhere", [False, True])
def test_who_was_stopped_reads_why_until_it_ends(everywhere: bool, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001 -- a case
    author = chatter()
    began = clock.now()
    stream = None if everywhere else author.stream
    ban = ChatBan.objects.create(
        person=author.person, edition=author.stream.edition, stream=stream, until=began + timedelta(minutes=10)
    )

    with pytest.raises(TimedOut) as refused:
        say(author, "Hello")
    monkeypatch.setattr(clock, "_read", lambda: began + timedelta(minutes=11))
    say(author, "I am back")
    ban.until = None
    ban.save()
    with pytest.raises(Banned):
        say(author, "Hello")
    ban.lifted_at = began
    ban.save()
    say(author, "Thank you")

    assert (refused.value.words, refused.value.until) == ({"minutes": 10}, began + timedelta(minutes=10))
    assert list(ChatLine.objects.values_list("body", flat=True)) == ["I am back", "Thank you"]


def test_ban_of_another_stream_stops_nobody_here() -> None:
    author = chatter()
    other = StreamFactory.create(edition=author.stream.edition)
    ChatBan.objects.create(person=author.person, edition=other.edition, stream=other)
    ChatBan.objects.create(person=author.person, edition=StreamFactory.create().edition)

    say(author, "Hello")

    assert ChatLine.objects.count() == 1


def test_rules_are_changed_told_and_logged(told: Told) -> None:
    stream = StreamFactory.create()

    change_rules(stream, NewRules(ChatAccess.TAKING_PART, 15, "casino"), actor=moderator_of(stream), version=0)

    rules = ChatRules.objects.get()
    assert (rules.access, rules.slow_seconds, rules.words, rules.version) == ("taking_part", 15, "casino", 1)
    assert told == [(stream.channel, "chat-rules", {"access": "taking_part", "slow_seconds": 15})]
    assert Event.objects.get(name="chat.rules_changed").payload == {
        "stream": stream.public_id,
        "access": "taking_part",
        "slow_seconds": 15,
    }


def test_later_of_two_writers_of_the_rules_is_told() -> None:
    stream = StreamFactory.create()
    new = NewRules(ChatAccess.OFF, 0, "")
    change_rules(stream, new, actor=moderator_of(stream), version=0)

    with pytest.raises(RulesChangedMeanwhile):
        change_rules(stream, NewRules(ChatAccess.REGISTERED, 9, ""), actor=moderator_of(stream), version=0)

    assert ChatRules.objects.get().slow_seconds == 0


def test_rules_are_not_for_everybody() -> None:
    stream = StreamFactory.create()

    with pytest.raises(Forbidden):
        change_rules(stream, NewRules(ChatAccess.OFF, 0, ""), actor=moderator_of(StreamFactory.create()), version=0)
