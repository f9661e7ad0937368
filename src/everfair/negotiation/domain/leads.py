"""Who leads a negotiation for their side, when somebody leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from everfair.kernel.realtime import publish
from everfair.negotiation.enums import OPEN_STATES, Side
from everfair.negotiation.models import Negotiation

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from everfair.accounts.models import Organisation, Person


def count_led(person: Person, organisation: Organisation) -> int:
    """Return how many open negotiations a person leads for an organisation; a query for each side."""
    return sum(_led(side, person, organisation).count() for side in Side)


def move_leads(person: Person, heir: Person | None, organisation: Organisation) -> int:
    """Let another person, or nobody, lead them from now on; the caller's transaction holds the members."""
    moved = sum(_led(side, person, organisation).update(**{f"{side}_lead": heir}) for side in Side)
    publish(f"organisation.{organisation.public_id}", "negotiations", {})
    return moved


def _led(side: Side, person: Person, organisation: Organisation) -> QuerySet[Negotiation]:
    rows = Negotiation.objects.filter(state__in=OPEN_STATES)
    return rows.filter(**{f"{side}_lead": person, side.value: organisation})
