"""Lines of a chat, and what waits for moderators."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Min, Q

from everfair.accounts.public import EditionRole
from everfair.kernel.clock import now
from everfair.kernel.errors import NotFound
from everfair.live.enums import ReportReason
from everfair.live.models import ChatBan, ChatLine, ChatReport, ChatTranslation, Stream

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from everfair.accounts.public import Grant

NEWEST = 60
MOST_OF_A_STRETCH = 400
MOST_REPORTS = 50
MOST_OF_HISTORY = 100


def stream_with_chat(public_id: str) -> Stream:
    """Return a stream with what its access depends on; `NotFound` else; one query."""
    stream = Stream.objects.select_related("edition", "organisation").filter(public_id=public_id).first()
    if stream is None:
        raise NotFound
    return stream


def line_of(stream: Stream, public_id: str) -> ChatLine:
    line = _lines(stream).select_related("author", "stream").filter(public_id=public_id).first()
    if line is None:
        raise NotFound
    return line


def newest_lines(stream: Stream, *, with_hidden: bool = False) -> list[ChatLine]:
    """Return the newest lines in order; moderators see the hidden ones among them, as far as words are left."""
    rows = _lines(stream).exclude(body="") if with_hidden else _lines(stream).filter(hidden_at=None)
    return list(rows.order_by("-sent_at", "-id")[:NEWEST])[::-1]


def lines_between(stream: Stream, beginning: datetime, end: datetime) -> list[ChatLine]:
    """Return the lines of [beginning, end) in order, for the replay; of a crowded stretch the last ones."""
    rows = _lines(stream).filter(hidden_at=None, sent_at__gte=beginning, sent_at__lt=end)
    return list(rows.order_by("-sent_at", "-id")[:MOST_OF_A_STRETCH])[::-1]


def pinned_line(stream: Stream) -> ChatLine | None:
    return _lines(stream).exclude(pinned_at=None).first()


def kept_translation(line: ChatLine, language: str) -> str | None:
    return ChatTranslation.objects.filter(line=line, language=language).values_list("body", flat=True).first()


@dataclass(frozen=True, slots=True)
class ReportedLine:
    """A line with open reports; `report` is the first of them."""

    line: ChatLine
    report: str
    times: int
    since: datetime
    reasons: list[str]


def moderated_editions(grants: Iterable[Grant]) -> set[int]:
    roles = (EditionRole.MODERATOR, EditionRole.OPERATOR)
    return {grant.edition_id for grant in grants if grant.role in roles}


def reported_lines(editions: set[int]) -> list[ReportedLine]:
    """Return the lines that wait for a moderator, the longest waiting first; two queries."""
    waiting = _open_reports(editions).values("line").annotate(since=Min("at")).order_by("since", "line")[:MOST_REPORTS]
    rows = {row["line"]: row for row in waiting}
    reports: dict[int, list[ChatReport]] = {}
    found = ChatReport.objects.filter(line__in=rows, settled_at=None).order_by("id")
    for report in found.select_related("line__stream__edition", "line__organisation", "line__author"):
        reports.setdefault(report.line_id, []).append(report)
    return [_reported(reports[line], since=row["since"]) for line, row in rows.items() if line in reports]


def count_reported(editions: set[int]) -> int:
    return _open_reports(editions).values("line").distinct().count() if editions else 0


def settled_reports(editions: set[int]) -> list[ChatReport]:
    """Return what was settled, the newest first; one query."""
    rows = ChatReport.objects.filter(line__stream__edition__in=editions).exclude(settled_at=None)
    related = ("line__stream__edition", "line__organisation", "settled_by")
    return list(rows.select_related(*related).order_by("-settled_at", "-id")[:MOST_OF_HISTORY])


def standing_bans(*, editions: Iterable[int] = (), stream: Stream | None = None) -> list[ChatBan]:
    """Return who may not write at the moment: in the editions, or in one stream; one query."""
    where = Q(stream=stream) if stream else Q(edition__in=editions)
    in_force = Q(until=None) | Q(until__gt=now())
    rows = ChatBan.objects.filter(where, in_force, lifted_at=None)
    return list(rows.select_related("person", "by", "stream", "edition")[:MOST_OF_HISTORY])


def report_by_id(public_id: str) -> ChatReport:
    rows = ChatReport.objects.select_related("line__stream", "line__author", "line__organisation")
    report = rows.filter(public_id=public_id).first()
    if report is None:
        raise NotFound
    return report


def ban_by_id(public_id: str) -> ChatBan:
    ban = ChatBan.objects.select_related("stream", "person").filter(public_id=public_id).first()
    if ban is None:
        raise NotFound
    return ban


def _lines(stream: Stream) -> QuerySet[ChatLine]:
    return ChatLine.objects.filter(stream=stream).select_related("organisation")


def _open_reports(editions: set[int]) -> QuerySet[ChatReport]:
    return ChatReport.objects.filter(settled_at=None, line__stream__edition__in=editions)


def _reported(reports: list[ChatReport], *, since: datetime) -> ReportedLine:
    reasons = dict.fromkeys(str(ReportReason(report.reason).label) for report in reports)
    return ReportedLine(reports[0].line, reports[0].public_id, len(reports), since, list(reasons))
