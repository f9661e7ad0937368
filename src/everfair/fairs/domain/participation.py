"""Taking part in an edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.transaction import atomic

from everfair.fairs.models import Edition, Participation
from everfair.kernel.events import log_event

if TYPE_CHECKING:
    from everfair.accounts.models import Organisation, Person


def participate(
    edition: Edition, organisation: Organisation, mode: str, *, actor: Person | None = None
) -> Participation:
    """Register an organisation for an edition (`mode` is a `ParticipationMode`); a second time changes nothing.

    The caller has checked that the actor may.
    """
    with atomic():
        participation, is_new = Participation.objects.get_or_create(
            edition=edition, organisation=organisation, defaults={"mode": mode}
        )
        if is_new:
            log_event(
                "participation.registered",
                actor=actor,
                subject=participation,
                organisation=organisation,
                edition=edition,
                mode=mode,
            )
    return participation
