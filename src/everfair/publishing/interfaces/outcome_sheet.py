"""Outcomes as a table to take away: one row each, amounts as they are, nothing added up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from everfair.accounts.public import name_of_country
from everfair.kernel.languages import DEFAULT_LANGUAGE
from everfair.kernel.tables import Page, write_csv, write_xlsx

if TYPE_CHECKING:
    from everfair.kernel.tables import CellOut
    from everfair.publishing.models import Outcome

SORTS = ("csv", "xlsx")


def outcome_headings() -> list[str]:
    return [
        _("Day"),
        _("Stage"),
        _("Kind"),
        _("Title (Chinese)"),
        _("Title (English)"),
        _("First party"),
        _("Second party"),
        _("Partner's country or region"),
        _("Amount"),
        _("Currency"),
        _("Agreement"),
    ]


def outcome_row(outcome: Outcome, zone: str) -> list[CellOut]:
    """Write one outcome; an amount that was not disclosed stays empty."""
    amount = outcome.amount
    return [
        outcome.recorded_at.astimezone(ZoneInfo(zone)).date().isoformat(),
        str(outcome.get_stage_display()),
        str(outcome.get_kind_display()),
        outcome.title.get("zh-hans", ""),
        outcome.title.get("en", ""),
        str(outcome.first_party.name),
        str(outcome.second_party.name) if outcome.second_party else "",
        name_of_country(outcome.partner_country, get_language() or DEFAULT_LANGUAGE),
        amount.value if amount else None,
        outcome.currency,
        outcome.agreement.public_id if outcome.agreement else "",
    ]


def outcomes_table(outcomes: Iterable[Outcome], *, zone: str, sort: str) -> bytes:
    """Return the table as `sort`, one of `SORTS`."""
    headings, rows = outcome_headings(), [outcome_row(outcome, zone) for outcome in outcomes]
    return write_csv(headings, rows) if sort == "csv" else write_xlsx([Page(_("Outcomes"), headings, rows)])
