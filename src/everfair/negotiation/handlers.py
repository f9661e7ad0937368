"""What negotiations do when something happened: tell the other side's people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from everfair.accounts.public import people_to_notify
from everfair.kernel.events import subscribe
from everfair.negotiation.models import Intent, Negotiation
from everfair.notifications.public import notify

if TYPE_CHECKING:
    from everfair.kernel.models import Event


@subscribe("negotiation.initiated")
def tell_request(event: Event) -> None:
    _tell_other_side(event, "negotiation_requested")


@subscribe("negotiation.accepted")
def tell_acceptance(event: Event) -> None:
    _tell_other_side(event, "negotiation_accepted")


@subscribe("negotiation.declined")
def tell_refusal(event: Event) -> None:
    _tell_other_side(event, "negotiation_declined", reason=event.payload["reason"])


@subscribe("negotiation.withdrawn")
def tell_withdrawal(event: Event) -> None:
    _tell_other_side(event, "negotiation_withdrawn")


@subscribe("negotiation.message_posted")
def tell_message(event: Event) -> None:
    _tell_other_side(event, "negotiation_message")


@subscribe("negotiation.intent_recorded")
def tell_intent(event: Event) -> None:
    intent = Intent.objects.get(public_id=event.payload["intent"])
    _tell_other_side(event, "negotiation_intent_recorded", summary=intent.summary)


@subscribe("negotiation.intent_confirmed")
def tell_confirmation(event: Event) -> None:
    _tell_other_side(event, "negotiation_intent_confirmed")


def _tell_other_side(event: Event, kind: str, **words: object) -> None:
    """Tell the side that did not act; what is said again and again in one negotiation gathers in one line."""
    about = Negotiation.objects.select_related("initiator", "respondent").get(public_id=event.subject_id)
    sides = (about.initiator, about.respondent)
    us, them = sides if event.organisation_id == about.respondent_id else sides[::-1]
    notify(
        event,
        kind,
        people_to_notify(us.pk),
        url=reverse("negotiation:negotiation-view", args=[about.public_id]),
        words={"them": them.name, "subject": about.subject, **words},
        organisation=us,
        thread=f"negotiation.{about.public_id}",
    )
