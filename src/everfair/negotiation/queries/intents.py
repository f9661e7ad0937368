"""Intents of a negotiation, round against round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from everfair.kernel.errors import NotFound
from everfair.negotiation.models import Intent

if TYPE_CHECKING:
    from everfair.kernel.money import Money
    from everfair.negotiation.models import Negotiation


@dataclass(frozen=True, slots=True)
class Rounds:
    """The newest intent, and the one that it answers."""

    newest: Intent
    previous: Intent | None

    @property
    def is_confirmed(self) -> bool:
        return self.newest.confirmed_at is not None

    @property
    def amount_changed(self) -> bool:
        return not self.is_confirmed and self.previous is not None and self.previous.amount != self.newest.amount

    @property
    def summary_changed(self) -> bool:
        return not self.is_confirmed and self.previous is not None and self.previous.summary != self.newest.summary


@dataclass(frozen=True, slots=True)
class AgreedIntent:
    """What both sides intend, for whoever drafts from it."""

    summary: str
    amount: Money | None


def rounds_of(negotiation: Negotiation) -> Rounds | None:
    """Return the last two rounds; one query."""
    rows = list(
        Intent.objects.filter(negotiation=negotiation)
        .select_related("organisation", "recorded_by", "confirmed_by")
        .order_by("-round")[:2]
    )
    for row in rows:
        row.negotiation = negotiation
    return Rounds(rows[0], rows[1] if len(rows) > 1 else None) if rows else None


def intent_of(negotiation: Negotiation, public_id: str) -> Intent:
    """Return one intent of this negotiation; `NotFound` for any other."""
    found = Intent.objects.filter(negotiation=negotiation, public_id=public_id).first()
    if found is None:
        raise NotFound
    found.negotiation = negotiation
    return found


def agreed_intent(negotiation_id: int) -> AgreedIntent | None:
    """Return the newest intent that both sides confirmed; one query."""
    row = Intent.objects.filter(negotiation_id=negotiation_id, confirmed_at__isnull=False).order_by("-round").first()
    return AgreedIntent(row.summary, row.amount) if row else None
