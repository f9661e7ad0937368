"""Keeping order in a chat: hide, pin, time out, ban, report, settle."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from everfair.accounts.public import EditionRole
from everfair.kernel.clock import now
from everfair.kernel.errors import Forbidden
from everfair.kernel.models import Event
from everfair.live.chat_errors import AuthorGone, LineGone, OwnLine, ReportSettled, TeamLine
from everfair.live.chat_wire import wire
from everfair.live.domain.moderation import (
    ban_author,
    hide_line,
    lift_ban,
    pin_line,
    report_line,
    settle_report,
    show_line,
    time_out,
    unpin_line,
)
from everfair.live.enums import Verdict
from everfair.live.models import ChatBan, ChatLine, ChatReport
from tests.factories.accounts import OrganisationFactory, make_operator
from tests.factories.chat import ChatLineFactory, ChatReportFactory, chatter, moderator_of
from tests.factories.live import StreamFactory, manager_of

if TYPE_CHECKING:
    from tests.live.conftest import Told

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def test_hidden_line_goes_from_all_pages_and_comes_back(told: Told) -> None:
    line = ChatLineFactory.create()
    actor = moderator_of(line.stream)

    hide_line(line, actor=actor)
    hide_line(line, actor=actor)
    hidden = ChatLine.objects.get()
    show_line(line, actor=actor)

    assert (hidden.hidden_by, hidden.hidden_at is not None) == (actor.person, True)
    assert ChatLine.objects.get().hidden_at is None
    assert told == [
        (line.stream.channel, "chat-hidden", {"ids": [line.public_id]}),
        (line.stream.channel, "chat", wire(line)),
    ]
    names = list(Event.objects.order_by("id").values_list("name", flat=True))
    assert names == ["chat.line_hidden", "chat.line_shown"]


def test_one_line_is_pinned_at_a_time_and_taken_down(told: Told) -> None:
    first = ChatLineFactory.create()
    second = ChatLineFactory.create(stream=first.stream)
    actor = moderator_of(first.stream)

    for line in (first, second):
        pin_line(line, actor=actor)
    pinned = list(ChatLine.objects.exclude(pinned_at=None))
    unpin_line(second, actor=actor)
    unpin_line(second, actor=actor)

    assert pinned == [second]
    assert not ChatLine.objects.exclude(pinned_at=None).exists()
    assert [(kind, data) for _, kind, data in told] == [
        ("chat-pin", wire(first)),
        ("chat-pin", wire(second)),
        ("chat-pin", {}),
    ]


def test_pinned_line_that_is_hidden_comes_down_and_a_hidden_line_is_not_pinned(told: Told) -> None:
    line = ChatLineFactory.create()
    actor = moderator_of(line.stream)
    pin_line(line, actor=actor)

    hide_line(line, actor=actor)

    with pytest.raises(LineGone):
        pin_line(line, actor=actor)
    assert [kind for _, kind, _ in told] == ["chat-pin", "chat-pin", "chat-hidden"]


def test_time_out_ends_by_itself_and_hides_the_one_line() -> None:
    line = ChatLineFactory.create()
    other = ChatLineFactory.create(stream=line.stream, author=line.author)
    actor = moderator_of(line.stream)

    ban = time_out(line, actor=actor, minutes=10)

    assert (ban.person, ban.stream, ban.by) == (line.author, line.stream, actor.person)
    assert ban.until is not None
    assert timedelta(minutes=9) < ban.until - now() <= timedelta(minutes=10)
    assert list(ChatLine.objects.filter(hidden_at=None)) == [other]
    assert Event.objects.get(name="chat.person_silenced").payload == {
        "person": line.author.public_id,
        "stream": line.stream.public_id,
        "minutes": 10,
    }


@pytest.mark.parametrize("everywhere", [False, True])
def test_ban_hides_all_that_somebody_wrote_where_it_holds(everywhere: bool) -> None:  # noqa: FBT001 -- a case
    line = ChatLineFactory.create()
    same = ChatLineFactory.create(stream=line.stream, author=line.author)
    elsewhere = ChatLineFactory.create(stream=StreamFactory.create(edition=line.stream.edition), author=line.author)
    outside = ChatLineFactory.create(author=line.author)
    others = ChatLineFactory.create(stream=line.stream)

    ban = ban_author(line, actor=moderator_of(line.stream), everywhere=everywhere, reason="spam")

    hidden = {line, same, elsewhere} if everywhere else {line, same}
    assert set(ChatLine.objects.exclude(hidden_at=None)) == hidden
    assert set(ChatLine.objects.filter(hidden_at=None)) == {line, same, elsewhere, outside, others} - hidden
    assert (ban.stream, ban.until, ban.reason) == (None if everywhere else line.stream, None, "spam")


def test_many_hidden_lines_are_told_in_parts_that_fit(told: Told) -> None:
    line = ChatLineFactory.create()
    ChatLineFactory.create_batch(420, stream=line.stream, author=line.author)

    ban_author(line, actor=moderator_of(line.stream))

    assert [(kind, len(data["ids"])) for _, kind, data in told] == [("chat-hidden", 300), ("chat-hidden", 121)]


def test_who_runs_the_stream_bans_there_but_not_in_all_of_the_edition() -> None:
    host = OrganisationFactory.create()
    line = ChatLineFactory.create(stream__organisation=host)

    with pytest.raises(Forbidden):
        ban_author(line, actor=manager_of(host), everywhere=True)
    ban_author(line, actor=manager_of(host))

    assert ChatBan.objects.get().stream == line.stream


def test_nobody_stops_themselves_or_another_moderator_or_who_is_gone() -> None:
    stream = StreamFactory.create()
    actor = moderator_of(stream)
    own = ChatLineFactory.create(stream=stream, author=actor.person)
    colleague = make_operator(edition=stream.edition, role=EditionRole.MODERATOR)
    theirs = ChatLineFactory.create(stream=stream, author=colleague)
    erased = ChatLineFactory.create(stream=stream, author__erased_at=now())

    for line, refusal in ((own, OwnLine), (theirs, TeamLine), (erased, AuthorGone)):
        with pytest.raises(refusal):
            time_out(line, actor=actor)

    assert ChatBan.objects.count() == 0


def test_ban_is_lifted_once_by_who_may() -> None:
    line = ChatLineFactory.create()
    actor = moderator_of(line.stream)
    ban = ban_author(line, actor=actor)

    with pytest.raises(Forbidden):
        lift_ban(ban, actor=moderator_of(StreamFactory.create()))
    lift_ban(ban, actor=actor)
    lift_ban(ban, actor=actor)

    ban.refresh_from_db()
    assert (ban.lifted_by, ban.lifted_at is not None) == (actor.person, True)
    assert Event.objects.filter(name="chat.ban_lifted").count() == 1


@pytest.mark.parametrize("act", [hide_line, show_line, pin_line, unpin_line, time_out, ban_author])
def test_order_is_kept_by_moderators_alone(act: object) -> None:
    line = ChatLineFactory.create()

    with pytest.raises(Forbidden):
        act(line, actor=moderator_of(StreamFactory.create()))  # type: ignore[operator]  # each of the acts

    assert list(ChatLine.objects.filter(hidden_at=None, pinned_at=None)) == [line]


def test_report_is_told_to_the_desk_once_a_person(told: Told) -> None:
    line = ChatLineFactory.create()
    reader = chatter(line.stream)

    for _ in range(2):
        report_line(line, chatter=reader, reason="abuse")

    assert [(report.reporter, report.reason) for report in ChatReport.objects.all()] == [(reader.person, "abuse")]
    assert told == [(f"moderation-{line.stream.edition_id}", "report", {})]


def test_own_and_hidden_lines_are_not_reported() -> None:
    line = ChatLineFactory.create()
    hidden = ChatLineFactory.create(stream=line.stream, hidden_at=now())

    with pytest.raises(OwnLine):
        report_line(line, chatter=chatter(line.stream, person=line.author), reason="spam")
    with pytest.raises(LineGone):
        report_line(hidden, chatter=chatter(line.stream), reason="spam")
    with pytest.raises(Forbidden):
        report_line(line, chatter=chatter(line.stream, person=None), reason="spam")

    assert ChatReport.objects.count() == 0


@pytest.mark.parametrize(
    ("verdict", "is_hidden", "bans"),
    [
        (Verdict.DISMISSED, False, 0),
        (Verdict.HIDDEN, True, 0),
        (Verdict.TIMED_OUT, True, 1),
        (Verdict.BANNED, True, 1),
    ],
)
def test_verdict_settles_all_reports_of_the_line(verdict: Verdict, *, is_hidden: bool, bans: int) -> None:
    report = ChatReportFactory.create()
    ChatReportFactory.create(line=report.line)
    other = ChatReportFactory.create(line__stream=report.line.stream)
    actor = moderator_of(report.line.stream)

    settle_report(report, actor=actor, verdict=verdict)

    settled = ChatReport.objects.exclude(settled_at=None)
    assert [(one.verdict, one.settled_by) for one in settled] == [(verdict, actor.person)] * 2
    assert ChatReport.objects.get(settled_at=None) == other
    assert (ChatLine.objects.get(pk=report.line_id).hidden_at is not None) == is_hidden
    assert ChatBan.objects.count() == bans
    assert Event.objects.filter(name="chat.report_settled").count() == 2


def test_line_hidden_in_the_panel_leaves_the_desk() -> None:
    report = ChatReportFactory.create()
    actor = moderator_of(report.line.stream)

    hide_line(report.line, actor=actor)

    with pytest.raises(ReportSettled):
        settle_report(report, actor=actor, verdict=Verdict.DISMISSED)
    assert ChatReport.objects.get().verdict == Verdict.HIDDEN
