"""What accounts do when something happened: tell the applicant what the operator decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from everfair.accounts.letters import send_letter
from everfair.accounts.models import Organisation
from everfair.accounts.queries.members import people_to_notify
from everfair.kernel.events import subscribe

if TYPE_CHECKING:
    from everfair.kernel.models import Event


@subscribe("organisation.approved")
def tell_approval(event: Event) -> None:
    _tell(event, "accounts/letters/organisation_approved")


@subscribe("organisation.refused")
def tell_refusal(event: Event) -> None:
    _tell(event, "accounts/letters/organisation_refused")


def _tell(event: Event, template: str) -> None:
    organisation = Organisation.objects.get(public_id=event.subject_id)
    for person in people_to_notify(organisation.pk):
        send_letter(
            template,
            email=person.email,
            language=person.language,
            organisation=organisation.name,
            reason=event.payload.get("reason", ""),
            my_account_url=reverse("accounts:me"),
        )
