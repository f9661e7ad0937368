"""Looks of support that are still going on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from everfair.accounts.access import can_look_as
from everfair.accounts.models import SupportLook
from everfair.accounts.queries.grants import grants_of
from everfair.kernel.clock import now

if TYPE_CHECKING:
    from everfair.accounts.models import Person

LONGEST_LOOK = timedelta(minutes=30)


def open_look(public_id: str, supporter: Person) -> SupportLook | None:
    """Return this look of this supporter, if it goes on and both may still be in it; 3 queries, 1 for none."""
    look = (
        SupportLook.objects.filter(
            public_id=public_id, supporter=supporter, ended_at=None, began_at__gt=now() - LONGEST_LOOK
        )
        .select_related("person")
        .first()
    )
    if look is None or not look.person.is_active:
        return None
    return look if can_look_as(grants_of(supporter), grants_of(look.person)) else None
