"""What signing does when something happened: tell whoever has to act next, and both when it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from everfair.accounts.public import people_to_notify
from everfair.kernel.events import subscribe
from everfair.notifications.public import notify
from everfair.signing.models import Agreement

if TYPE_CHECKING:
    from everfair.kernel.models import Event


@subscribe("agreement.drafted")
def tell_draft(event: Event) -> None:
    _tell_other_side(event, "agreement_to_approve")


@subscribe("agreement.revised")
def tell_revision(event: Event) -> None:
    _tell_other_side(event, "agreement_to_approve")


@subscribe("agreement.approved")
def tell_approval(event: Event) -> None:
    _tell_other_side(event, "agreement_to_approve")


@subscribe("agreement.frozen")
def tell_ready(event: Event) -> None:
    _tell_both_sides(event, "agreement_to_sign")


@subscribe("agreement.countersigning_awaited")
def tell_first_signature(event: Event) -> None:
    _tell_other_side(event, "agreement_to_sign")


@subscribe("agreement.signed")
def tell_signed(event: Event) -> None:
    _tell_both_sides(event, "agreement_signed")


@subscribe("agreement.declined")
def tell_refusal(event: Event) -> None:
    _tell_other_side(event, "agreement_declined", reason=event.payload["reason"])


def _tell_both_sides(event: Event, kind: str) -> None:
    about = _agreement(event)
    for us in (about.first_party_id, about.second_party_id):
        _tell(event, kind, us=us)


def _tell_other_side(event: Event, kind: str, **words: object) -> None:
    about = _agreement(event)
    acted = event.organisation_id
    _tell(event, kind, us=about.first_party_id if acted == about.second_party_id else about.second_party_id, **words)


def _tell(event: Event, kind: str, *, us: int, **words: object) -> None:
    """Tell one side's people, but for who did it."""
    about = _agreement(event)
    sides = (about.first_party, about.second_party)
    ours, theirs = sides if us == about.first_party_id else sides[::-1]
    notify(
        event,
        kind,
        [person for person in people_to_notify(us) if person.pk != event.actor_id],
        url=reverse("signing:agreement-view", args=[about.public_id]),
        words={"them": theirs.name, "subject": about.negotiation.subject, **words},
        organisation=ours,
        thread=f"agreement.{about.public_id}",
    )


def _agreement(event: Event) -> Agreement:
    parts = ("first_party", "second_party", "negotiation")
    return Agreement.objects.select_related(*parts).defer("paper").get(public_id=event.subject_id)
