"""Keeping order in a chat: hide, pin, stop somebody from writing, and what the audience reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.transaction import atomic

from everfair.accounts.public import grants_of, memberships_of
from everfair.kernel.access import require
from everfair.kernel.clock import now
from everfair.kernel.events import log_event
from everfair.kernel.realtime import publish
from everfair.live.access import can_ban_from_edition, can_moderate_stream
from everfair.live.chat_errors import AuthorGone, LineGone, OwnLine, ReportSettled, TeamLine
from everfair.live.chat_wire import REPORTS, moderation_channel, wire
from everfair.live.enums import Verdict
from everfair.live.models import ChatBan, ChatLine, ChatReport, Stream

if TYPE_CHECKING:
    from everfair.accounts.models import Person
    from everfair.live.chatter import Chatter
    from everfair.live.runner import Runner

TIME_OUT_MINUTES = 10
LONGEST_TIME_OUT = 7 * 24 * 60
# Ids of lines in one event; 7,900 bytes hold more.
_IDS_AT_ONCE = 300


def hide_line(line: ChatLine, *, actor: Runner) -> None:
    """Take a line away from all readers and settle what was reported of it; hiding twice does nothing."""
    _ensure_moderates(actor, line.stream)
    with atomic():
        line = _lock(line)
        if line.hidden_at is None:
            _hide([line], actor)
        _settle_all([line], actor, Verdict.HIDDEN)


def show_line(line: ChatLine, *, actor: Runner) -> None:
    """Take back that a line was hidden; `LineGone` once its author was erased."""
    _ensure_moderates(actor, line.stream)
    with atomic():
        line = _lock(line)
        if not line.body:
            raise LineGone
        line.hidden_at = line.hidden_by = None
        line.save(update_fields=["hidden_at", "hidden_by"])
        _log("chat.line_shown", line, actor)
        publish(line.stream.channel, "chat", wire(line))


def pin_line(line: ChatLine, *, actor: Runner) -> None:
    """Keep a line above all others; the one that was pinned before comes down."""
    _ensure_moderates(actor, line.stream)
    with atomic():
        Stream.objects.select_for_update(no_key=True).get(pk=line.stream_id)
        line = _lock(line)
        if line.hidden_at is not None:
            raise LineGone
        line.stream.chat_lines.exclude(pinned_at=None).update(pinned_at=None)
        line.pinned_at = now()
        line.save(update_fields=["pinned_at"])
        _log("chat.line_pinned", line, actor)
        publish(line.stream.channel, "chat-pin", wire(line))


def unpin_line(line: ChatLine, *, actor: Runner) -> None:
    _ensure_moderates(actor, line.stream)
    with atomic():
        line = _lock(line)
        if line.pinned_at is not None:
            line.pinned_at = None
            line.save(update_fields=["pinned_at"])
            _log("chat.line_unpinned", line, actor)
            publish(line.stream.channel, "chat-pin", {})


def time_out(line: ChatLine, *, actor: Runner, minutes: int = TIME_OUT_MINUTES) -> ChatBan:
    """Stop the author of a line from writing in this stream for a while, and hide that line."""
    person = _ensure_may_silence(line, actor)
    with atomic():
        line = _lock(line)
        until = now() + timedelta(minutes=min(max(minutes, 1), LONGEST_TIME_OUT))
        ban = _silence(person, actor, ChatBan(edition_id=line.stream.edition_id, stream=line.stream, until=until))
        if line.hidden_at is None:
            _hide([line], actor)
        _settle_all([line], actor, Verdict.TIMED_OUT)
    return ban


def ban_author(line: ChatLine, *, actor: Runner, everywhere: bool = False, reason: str = "") -> ChatBan:
    """Stop the author of a line for good, in this stream or in the whole edition, and hide all that they wrote there.

    Only who moderates the edition bans from all of it.
    """
    person = _ensure_may_silence(line, actor)
    require(not everywhere or can_ban_from_edition(actor.grants, line.stream.edition_id))
    scope = Q(stream__edition_id=line.stream.edition_id) if everywhere else Q(stream=line.stream)
    with atomic():
        stream = None if everywhere else line.stream
        ban = _silence(person, actor, ChatBan(edition_id=line.stream.edition_id, stream=stream, reason=reason))
        theirs = ChatLine.objects.select_for_update(of=("self",)).select_related("stream").filter(scope, author=person)
        lines = list(theirs.order_by("id"))
        _hide([each for each in lines if each.hidden_at is None], actor)
        _settle_all(lines, actor, Verdict.BANNED)
    return ban


def lift_ban(ban: ChatBan, *, actor: Runner) -> None:
    """Let somebody write again; lifting twice does nothing."""
    allowed = can_ban_from_edition(actor.grants, ban.edition_id)
    if ban.stream:
        allowed = can_moderate_stream(actor.grants, actor.members, ban.stream)
    require(allowed)
    with atomic():
        ban = ChatBan.objects.select_for_update(of=("self",)).select_related("person").get(pk=ban.pk)
        if ban.lifted_at is None:
            ban.lifted_at, ban.lifted_by = now(), actor.person
            ban.save(update_fields=["lifted_at", "lifted_by"])
            person = ban.person.public_id
            log_event("chat.ban_lifted", actor=actor.person, subject=ban, edition=ban.edition_id, person=person)


def report_line(line: ChatLine, *, chatter: Chatter, reason: str) -> ChatReport:
    """Tell the moderators of a line, once a person; a second time changes nothing."""
    require(chatter.may_read and chatter.person is not None)
    if line.author_id is not None and chatter.person is not None and line.author_id == chatter.person.pk:
        raise OwnLine
    with atomic():
        if _lock(line).hidden_at is not None:
            raise LineGone
        report, is_new = ChatReport.objects.get_or_create(
            line=line, reporter=chatter.person, defaults={"reason": reason}
        )
        if is_new:
            stream = line.stream
            log_event(
                "chat.line_reported",
                actor=chatter.person,
                subject=line,
                edition=stream.edition_id,
                stream=stream.public_id,
                reason=reason,
            )
            _tell_desk(stream.edition_id)
    return report


def settle_report(report: ChatReport, *, actor: Runner, verdict: Verdict, everywhere: bool = False) -> None:
    """Settle a report, and all others of the same line, by one of the verdicts; `ReportSettled` if it is already.

    `everywhere` bans from all streams of the edition.
    """
    _ensure_moderates(actor, report.line.stream)
    with atomic():
        _lock(report.line)
        report.refresh_from_db(fields=["settled_at", "verdict"])
        if report.settled_at is not None:
            raise ReportSettled(verdict=report.get_verdict_display())
        if verdict == Verdict.HIDDEN:
            hide_line(report.line, actor=actor)
        elif verdict == Verdict.TIMED_OUT:
            time_out(report.line, actor=actor)
        elif verdict == Verdict.BANNED:
            ban_author(report.line, actor=actor, everywhere=everywhere)
        else:
            _settle_all([report.line], actor, Verdict.DISMISSED)


def _ensure_moderates(actor: Runner, stream: Stream) -> None:
    require(can_moderate_stream(actor.grants, actor.members, stream))


def _ensure_may_silence(line: ChatLine, actor: Runner) -> Person:
    """Return the author; nobody stops themselves, somebody erased, or another moderator."""
    _ensure_moderates(actor, line.stream)
    author = line.author
    if author is None or author.erased_at is not None:
        raise AuthorGone
    if actor.person is not None and author.pk == actor.person.pk:
        raise OwnLine
    if can_moderate_stream(grants_of(author), memberships_of(author), line.stream):
        raise TeamLine
    return author


def _silence(person: Person, actor: Runner, ban: ChatBan) -> ChatBan:
    ban.person, ban.by, ban.at = person, actor.person, now()
    ban.save(force_insert=True)
    minutes = round((ban.until - ban.at).total_seconds() / 60) if ban.until else None
    log_event(
        "chat.person_silenced",
        actor=actor.person,
        subject=ban,
        edition=ban.edition_id,
        person=person.public_id,
        stream=ban.stream.public_id if ban.stream else None,
        minutes=minutes,
    )
    return ban


def _lock(line: ChatLine) -> ChatLine:
    """Return the line as it is now, locked to the end of the transaction."""
    locked = ChatLine.objects.select_for_update(of=("self",)).select_related("stream", "organisation", "author")
    return locked.get(pk=line.pk)


def _hide(lines: list[ChatLine], actor: Runner) -> None:
    """Hide locked lines and tell every page that shows them."""
    moment = now()
    ChatLine.objects.filter(pk__in=[line.pk for line in lines]).update(
        hidden_at=moment, hidden_by=actor.person, pinned_at=None
    )
    for line in lines:
        _log("chat.line_hidden", line, actor)
        if line.pinned_at is not None:
            publish(line.stream.channel, "chat-pin", {})
    tell_hidden(lines)


def tell_hidden(lines: Iterable[ChatLine]) -> None:
    """Tell the pages of each stream which lines they take away."""
    by_channel: dict[str, list[str]] = {}
    for line in lines:
        by_channel.setdefault(line.stream.channel, []).append(line.public_id)
    for channel, ids in by_channel.items():
        for part in _in_parts(ids):
            publish(channel, "chat-hidden", {"ids": part})


def _in_parts(ids: list[str]) -> Iterator[list[str]]:
    left = iter(ids)
    while part := list(islice(left, _IDS_AT_ONCE)):
        yield part


def _settle_all(lines: list[ChatLine], actor: Runner, verdict: Verdict) -> None:
    """Settle every open report of the lines."""
    reports = ChatReport.objects.filter(line__in=lines, settled_at=None).select_related("line__stream")
    settled = list(reports.select_for_update(of=("self",)))
    ChatReport.objects.filter(pk__in=[report.pk for report in settled]).update(
        settled_at=now(), settled_by=actor.person, verdict=verdict
    )
    for report in settled:
        stream = report.line.stream
        log_event(
            "chat.report_settled",
            actor=actor.person,
            subject=report,
            edition=stream.edition_id,
            stream=stream.public_id,
            verdict=verdict.value,
        )
    for edition_id in {report.line.stream.edition_id for report in settled}:
        _tell_desk(edition_id)


def _tell_desk(edition_id: int) -> None:
    publish(moderation_channel(edition_id), REPORTS, {})


def _log(name: str, line: ChatLine, actor: Runner) -> None:
    stream = line.stream
    log_event(name, actor=actor.person, subject=line, edition=stream.edition_id, stream=stream.public_id)
