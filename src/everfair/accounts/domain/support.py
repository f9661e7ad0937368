"""Support looks as a person sees: begun with a reason, ended by hand or by the clock, told to the person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.transaction import atomic

from everfair.accounts.access import can_look_as
from everfair.accounts.desk_errors import AccountErased, ReasonUnsaid
from everfair.accounts.models import SupportLook
from everfair.accounts.queries.grants import grants_of
from everfair.accounts.queries.looks import LONGEST_LOOK
from everfair.kernel.access import require
from everfair.kernel.clock import now
from everfair.kernel.events import log_event

if TYPE_CHECKING:
    from everfair.accounts.models import Person


def begin_look(person: Person, *, supporter: Person, reason: str) -> SupportLook:
    """Let support see what this person sees; looks of the same supporter that are still open end."""
    from everfair.accounts.tasks import end_look_in_time  # noqa: PLC0415 -- tasks import what they delegate to

    if not reason.strip():
        raise ReasonUnsaid(field="reason")
    require(can_look_as(grants_of(supporter), grants_of(person)))
    if not person.is_active or person.erased_at:
        raise AccountErased
    with atomic():
        for open_look in SupportLook.objects.filter(supporter=supporter, ended_at=None):
            end_look(open_look)
        look = SupportLook.objects.create(supporter=supporter, person=person, reason=reason.strip(), began_at=now())
        log_event("support.look_began", actor=supporter, subject=person, look=look.public_id, reason=look.reason)
        end_look_in_time.configure(schedule_in={"seconds": int(LONGEST_LOOK.total_seconds())}).defer(look_id=look.pk)
    return look


def end_look(look: SupportLook) -> None:
    """End a look at once; ending it twice changes nothing."""
    with atomic():
        if SupportLook.objects.filter(pk=look.pk, ended_at=None).update(ended_at=now()):
            log_event("support.look_ended", actor=look.supporter, subject=look.person, look=look.public_id)
