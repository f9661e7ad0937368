"""What negotiations do when something happened: tell the other side's people by mail, each by a job of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from everfair.accounts.public import people_to_notify
from everfair.kernel.events import subscribe
from everfair.negotiation.models import Negotiation
from everfair.negotiation.tasks import send_notice

if TYPE_CHECKING:
    from everfair.kernel.models import Event


@subscribe("negotiation.initiated")
def tell_request(event: Event) -> None:
    negotiation = Negotiation.objects.get(public_id=event.subject_id)
    _tell(negotiation, negotiation.respondent_id, "requested")


@subscribe("negotiation.accepted")
def tell_acceptance(event: Event) -> None:
    negotiation = Negotiation.objects.get(public_id=event.subject_id)
    _tell(negotiation, negotiation.initiator_id, "accepted")


@subscribe("negotiation.declined")
def tell_refusal(event: Event) -> None:
    negotiation = Negotiation.objects.get(public_id=event.subject_id)
    _tell(negotiation, negotiation.initiator_id, "declined")


def _tell(negotiation: Negotiation, organisation_id: int, letter: str) -> None:
    for person in people_to_notify(organisation_id):
        send_notice.defer(letter=letter, negotiation=negotiation.public_id, person=person.public_id)
