"""Polls as a table to take away: a row an answer, nobody's name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from everfair.kernel.tables import Page, write_csv, write_xlsx
from everfair.live.enums import PollKind, PollState

if TYPE_CHECKING:
    from everfair.kernel.tables import CellOut
    from everfair.live.queries.polls import Bar, Shown

SORTS = ("csv", "xlsx")


def polls_table(polls: Iterable[Shown], *, sort: str) -> bytes:
    """Return the table as `sort`, one of `SORTS`; `voters` are people, votes are crosses."""
    headings = [
        _("Question (Chinese)"),
        _("Question (English)"),
        _("Kind"),
        _("State"),
        _("Answer (Chinese)"),
        _("Answer (English)"),
        pgettext("answer", "Right"),
        _("Votes"),
        _("People who voted"),
    ]
    rows = [_row(poll, bar) for poll in polls for bar in poll.bars]
    return write_csv(headings, rows) if sort == "csv" else write_xlsx([Page(_("Polls"), headings, rows)])


def _row(poll: Shown, bar: Bar) -> list[CellOut]:
    right = (
        (pgettext("answer", "yes") if bar.is_right else pgettext("answer", "no")) if poll.kind == PollKind.QUIZ else ""
    )
    return [
        poll.question.get("zh-hans", ""),
        poll.question.get("en", ""),
        str(PollKind(poll.kind).label),
        str(PollState(poll.state).label),
        bar.label.get("zh-hans", ""),
        bar.label.get("en", ""),
        right,
        bar.votes,
        poll.voters,
    ]
