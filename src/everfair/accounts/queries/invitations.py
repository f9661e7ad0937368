"""Invitations, looked up by who sent them, by whom they are for, and by the key in a letter."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.db.models import Q

from everfair.accounts.models import Invitation
from everfair.accounts.queries.tokens import digest
from everfair.kernel.clock import now
from everfair.kernel.errors import NotFound

if TYPE_CHECKING:
    from everfair.accounts.member import Member
    from everfair.accounts.models import Organisation, Person

MOST_SHOWN = 200
SHOWN_AFTER_NO = timedelta(days=14)


def invitation_by_key(key: str) -> Invitation | None:
    """Return what a link in a letter is about, whatever became of it; None for a key that is not (any more) one."""
    rows = Invitation.objects.select_related("organisation", "invited_by", "accepted_by")
    return rows.filter(sha256=digest(key)).first()


def unanswered_invitations(organisation: Organisation) -> list[Invitation]:
    """Return those that are open or too old, and the refusals of the last days, the newest first; one query."""
    fresh_no = Q(declined_at__gt=now() - SHOWN_AFTER_NO)
    rows = Invitation.objects.filter(fresh_no | Q(declined_at=None), organisation=organisation)
    rows = rows.filter(accepted_at=None, revoked_at=None)
    return list(rows.select_related("invited_by").order_by("-id")[:MOST_SHOWN])


def own_invitation(member: Member, public_id: str) -> Invitation:
    """Return one that the member's organisation has sent; `NotFound` for any other."""
    found = Invitation.objects.filter(organisation=member.organisation, public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def invitations_for(person: Person) -> list[Invitation]:
    """Return the open invitations to the person's confirmed mail addresses; two queries."""
    rows = Invitation.objects.filter(
        email__in=confirmed_addresses(person),
        accepted_at=None,
        declined_at=None,
        revoked_at=None,
        expires_at__gt=now(),
    )
    return list(rows.select_related("organisation", "invited_by").order_by("id"))


def confirmed_addresses(person: Person) -> set[str]:
    """Return the mail addresses that the person has proved, in small letters; one query."""
    rows = EmailAddress.objects.filter(user=person, verified=True)
    return {email.lower() for email in rows.values_list("email", flat=True)}


def is_taken(email: str) -> bool:
    """Tell whether somebody who can sign in has proved this address; one query."""
    return bool(EmailAddress.objects.filter(email__iexact=email, verified=True).exists())
