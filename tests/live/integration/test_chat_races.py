"""Two at the same moment in one chat, on real connections."""

from __future__ import annotations

import pytest

from everfair.live.domain.chat import NewRules, change_rules, say
from everfair.live.domain.moderation import hide_line, pin_line, report_line, settle_report
from everfair.live.enums import ChatAccess, Verdict
from everfair.live.models import ChatLine, ChatReport, ChatRules
from tests.factories.chat import ChatLineFactory, ChatReportFactory, chatter, moderator_of, set_rules
from tests.racing import sorted_at_once

pytestmark = [pytest.mark.integration, pytest.mark.django_db(transaction=True)]


def test_slow_mode_holds_when_one_person_sends_twice_at_once() -> None:
    author = chatter()
    set_rules(author.stream, slow_seconds=30)
    author = chatter(author.stream, person=author.person)

    codes = sorted_at_once(*[lambda number=number: say(author, f"Line {number}") for number in range(6)])

    assert codes == ["", *["chat_too_soon"] * 5]
    assert ChatLine.objects.count() == 1


def test_flood_limit_holds_when_one_person_sends_many_at_once() -> None:
    author = chatter()

    codes = sorted_at_once(*[lambda number=number: say(author, f"Line {number}") for number in range(8)])

    assert codes == [*[""] * 5, *["chat_flood"] * 3]
    assert ChatLine.objects.count() == 5


def test_people_do_not_wait_for_each_other() -> None:
    first = chatter()
    set_rules(first.stream, slow_seconds=30)
    authors = [chatter(first.stream) for _ in range(6)]

    codes = sorted_at_once(*[lambda author=author: say(author, "Hello") for author in authors])

    assert codes == [""] * 6


def test_of_two_pins_at_once_one_stands() -> None:
    first = ChatLineFactory.create()
    second = ChatLineFactory.create(stream=first.stream)
    actor = moderator_of(first.stream)

    codes = sorted_at_once(*[lambda line=line: pin_line(line, actor=actor) for line in (first, second)])

    assert codes == ["", ""]
    assert ChatLine.objects.exclude(pinned_at=None).count() == 1


def test_line_that_is_hidden_and_pinned_at_once_is_hidden() -> None:
    line = ChatLineFactory.create()
    actor = moderator_of(line.stream)

    codes = sorted_at_once(lambda: hide_line(line, actor=actor), lambda: pin_line(line, actor=actor))

    assert codes in (["", ""], ["", "chat_line_gone"])
    line.refresh_from_db()
    assert (line.hidden_at is not None, line.pinned_at) == (True, None)


def test_second_of_two_moderators_is_told_that_a_report_is_settled() -> None:
    report = ChatReportFactory.create()
    actor = moderator_of(report.line.stream)

    codes = sorted_at_once(
        lambda: settle_report(ChatReport.objects.get(), actor=actor, verdict=Verdict.HIDDEN),
        lambda: settle_report(ChatReport.objects.get(), actor=actor, verdict=Verdict.DISMISSED),
    )

    assert codes == ["", "chat_report_settled"]


def test_reporting_twice_at_once_is_one_report() -> None:
    line = ChatLineFactory.create()
    reader = chatter(line.stream)

    codes = sorted_at_once(*[lambda: report_line(line, chatter=reader, reason="spam")] * 2)

    assert codes == ["", ""]
    assert ChatReport.objects.count() == 1


def test_second_of_two_writers_of_rules_is_told() -> None:
    stream = chatter().stream
    actor = moderator_of(stream)
    new = [NewRules(ChatAccess.OFF, 1, ""), NewRules(ChatAccess.REGISTERED, 2, "")]

    codes = sorted_at_once(*[lambda rules=rules: change_rules(stream, rules, actor=actor, version=0) for rules in new])

    assert codes == ["", "chat_rules_changed_meanwhile"]
    assert ChatRules.objects.get().version == 1
