"""What accounts do when something happened: write invitations. All else is told by notifications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from everfair.accounts.domain.invitations import key_of
from everfair.accounts.enums import InvitationState, MemberRole
from everfair.accounts.letters import send_letter
from everfair.accounts.models import Invitation, Person
from everfair.kernel.events import subscribe
from everfair.kernel.languages import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from everfair.kernel.models import Event


@subscribe("invitation.sent")
def send_invitation(event: Event) -> None:
    """Write the letter, unless a newer one was sent or the invitation was answered or taken back meanwhile."""
    rows = Invitation.objects.select_related("organisation", "invited_by")
    invitation = rows.filter(public_id=event.payload["invitation"], letter=event.payload["letter"]).first()
    if invitation is None or invitation.state != InvitationState.OPEN:
        return
    inviter, role = invitation.invited_by, MemberRole(invitation.role)
    known = Person.objects.filter(email__iexact=invitation.email).values_list("language", flat=True).first()
    send_letter(
        "accounts/letters/invitation",
        email=invitation.email,
        language=known or (inviter.language if inviter else DEFAULT_LANGUAGE),
        inviter=inviter.name if inviter else "",
        organisation=invitation.organisation.name,
        role=role.label,
        meaning=role.meaning,
        until=invitation.expires_at.date(),
        invitation_url=reverse("accounts:invitation-view", args=[key_of(invitation)]),
    )


@subscribe("person.reminded")
def send_reminder(event: Event) -> None:
    """Tell somebody how to confirm their mail address; the code itself they get when they sign in."""
    for person in Person.objects.filter(public_id=event.subject_id, is_active=True):
        send_letter(
            "accounts/letters/confirmation_waits",
            email=person.email,
            language=person.language,
            name=person.name,
            sign_in_url=reverse("account_login"),
        )
