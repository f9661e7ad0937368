"""What anymail's mail services report: bounces and complaints become mail problems."""

from __future__ import annotations

from anymail.signals import AnymailTrackingEvent, EventType, RejectReason, tracking
from django.dispatch import receiver

from everfair.notifications.domain.mail_problems import note_problem
from everfair.notifications.enums import Ailment

# A mailbox that is full, or a server that is down, mends itself; these don't.
_NOT_TODAY_ONLY = {RejectReason.INVALID, RejectReason.BOUNCED, RejectReason.BLOCKED}


@receiver(tracking, dispatch_uid="everfair.notifications")
def note_report(event: AnymailTrackingEvent, **_details: object) -> None:
    ailment = ailment_of(event)
    if ailment is not None and event.recipient:
        note_problem(event.recipient, ailment, event.mta_response or event.description or "")


def ailment_of(event: AnymailTrackingEvent) -> Ailment | None:
    """Return what is wrong with the address for good; None for news that only concern this letter."""
    if event.event_type == EventType.COMPLAINED or event.reject_reason == RejectReason.SPAM:
        return Ailment.COMPLAINED
    if event.event_type in {EventType.BOUNCED, EventType.REJECTED} and event.reject_reason in _NOT_TODAY_ONLY:
        return Ailment.BOUNCED
    return None
