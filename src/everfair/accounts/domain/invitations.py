"""Invitations to act for an organisation: sent, sent again, taken back.

The key of a letter is not kept: it is drawn from the fair's secret, the invitation and the number of the letter,
so that the job that writes the letter can draw it again. The row holds its SHA-256, the log nothing of it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.transaction import atomic

from everfair.accounts.access import can_give_role, can_invite
from everfair.accounts.domain.memberships import held_actor, tell_members
from everfair.accounts.enums import InvitationState, MemberRole, OrganisationState
from everfair.accounts.errors import AlreadyInvited, AlreadyMember, InvitationClosed, TooManyInvitations
from everfair.accounts.member import Member
from everfair.accounts.models import Invitation, Membership, Organisation, Person
from everfair.accounts.queries.tokens import digest
from everfair.kernel.access import require
from everfair.kernel.clock import now
from everfair.kernel.events import Told, log_event, log_events
from everfair.kernel.models import Event

UNVETTED_PER_DAY = 5
DAY = timedelta(days=1)
_OPEN = {"accepted_at": None, "declined_at": None, "revoked_at": None}


def key_of(invitation: Invitation) -> str:
    """Return what stands in the newest letter's link."""
    secret = f"everfair.invitation:{settings.SECRET_KEY}".encode()
    drawn = hmac.new(secret, f"{invitation.public_id}:{invitation.letter}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(drawn).decode().rstrip("=")


def invite(*, actor: Member, email: str, role: str) -> Invitation:
    """Invite the person behind an address; the letter goes out after the transaction.

    Raises `AlreadyMember`, `AlreadyInvited` or `TooManyInvitations`.
    """
    email = email.strip().lower()
    with atomic():
        actor = held_actor(actor)
        require(can_invite(actor, role))
        _ensure_no_member(actor.organisation, email)
        _close_expired(email, actor=actor)
        if Invitation.objects.filter(organisation=actor.organisation, email__iexact=email, **_OPEN).exists():
            raise AlreadyInvited(field="email")
        invitation = Invitation(organisation=actor.organisation, email=email, role=role, invited_by=actor.person)
        _send(invitation, actor=actor)
    return invitation


def invite_first_owner(organisation: Organisation, *, actor: Person, email: str) -> Invitation:
    """Invite somebody to own an organisation that nobody acts for yet, as a delegation's officer registers them.

    The caller has checked that the actor may, and that nobody acts for it. Raises `AlreadyInvited` or
    `TooManyInvitations`.
    """
    sender = Member(actor, organisation, MemberRole.OWNER)
    with atomic():
        _close_expired(email, actor=sender)
        if Invitation.objects.filter(organisation=organisation, email__iexact=email, **_OPEN).exists():
            raise AlreadyInvited(field="email")
        invitation = Invitation(organisation=organisation, email=email, role=MemberRole.OWNER, invited_by=actor)
        _send(invitation, actor=sender)
    return invitation


def invite_first_owners(contacts: Iterable[tuple[Organisation, str]], *, actor: Person) -> None:
    """Do what `invite_first_owner` does for organisations that were registered in this very transaction."""
    invitations = [
        _drawn(Invitation(organisation=organisation, email=email, role=MemberRole.OWNER, invited_by=actor))
        for organisation, email in contacts
    ]
    Invitation.objects.bulk_create(invitations)
    told = (
        Told(
            one.organisation,
            one.organisation,
            {"invitation": one.public_id, "role": one.role, "letter": one.letter},
        )
        for one in invitations
    )
    log_events("invitation.sent", told, actor=actor)


def resend_invitation(invitation: Invitation, *, actor: Member) -> Invitation:
    """Send a new letter; the links of earlier ones are dead, and the days count anew."""
    with atomic():
        actor, invitation = _held(invitation, actor=actor)
        require(can_invite(actor, invitation.role))
        if invitation.state not in {InvitationState.OPEN, InvitationState.EXPIRED}:
            raise InvitationClosed
        invitation.letter += 1
        _send(invitation, actor=actor)
    return invitation


def revoke_invitation(invitation: Invitation, *, actor: Member) -> None:
    """Take an invitation back; its link is dead at once."""
    with atomic():
        actor, invitation = _held(invitation, actor=actor)
        require(can_give_role(actor, invitation.role))
        if invitation.state not in {InvitationState.OPEN, InvitationState.EXPIRED}:
            raise InvitationClosed
        _revoke(invitation, actor=actor)


def revoke_beyond_rights(inviter: Member, *, actor: Member, left: bool = False) -> None:
    """Take back what a person has invited to and could not invite to any more; the caller holds the members."""
    sent = Invitation.objects.filter(organisation=inviter.organisation, invited_by=inviter.person, **_OPEN)
    for invitation in sent:
        if left or not can_give_role(inviter, invitation.role):
            _revoke(invitation, actor=actor)


def _held(invitation: Invitation, *, actor: Member) -> tuple[Member, Invitation]:
    actor = held_actor(actor)
    return actor, Invitation.objects.get(pk=invitation.pk, organisation=actor.organisation)


def _send(invitation: Invitation, *, actor: Member) -> None:
    _ensure_few(actor.organisation)
    _drawn(invitation).save()
    _log("invitation.sent", invitation, actor=actor, role=invitation.role, letter=invitation.letter)
    tell_members(actor.organisation)


def _drawn(invitation: Invitation) -> Invitation:
    """Let the days of an unsaved invitation begin, and draw the key of its letter."""
    invitation.expires_at = now() + timedelta(days=settings.OPTIONS.invitation_days)
    invitation.sha256 = digest(key_of(invitation))
    return invitation


def _revoke(invitation: Invitation, *, actor: Member) -> None:
    expired = invitation.state == InvitationState.EXPIRED
    invitation.revoked_at = now()
    invitation.save(update_fields=["revoked_at"])
    _log("invitation.revoked", invitation, actor=actor, expired=expired)
    tell_members(actor.organisation)


def _ensure_no_member(organisation: Organisation, email: str) -> None:
    confirmed = {"person__emailaddress__email__iexact": email, "person__emailaddress__verified": True}
    if Membership.objects.filter(organisation=organisation, **confirmed).exists():
        raise AlreadyMember(field="email")


def _close_expired(email: str, *, actor: Member) -> None:
    """Make room for a new invitation where an old one has run out."""
    rows = Invitation.objects.filter(organisation=actor.organisation, email__iexact=email, expires_at__lte=now())
    for invitation in rows.filter(**_OPEN):
        _revoke(invitation, actor=actor)


def _ensure_few(organisation: Organisation) -> None:
    """Count the letters of the last day in the event log; the caller holds the members, so no two count at once."""
    is_approved = organisation.state == OrganisationState.APPROVED
    most = settings.OPTIONS.invitations_per_day if is_approved else UNVETTED_PER_DAY
    sent = Event.objects.filter(
        subject_kind=organisation._meta.label_lower,  # noqa: SLF001 -- Django's documented model API
        subject_id=organisation.public_id,
        name="invitation.sent",
        occurred_at__gt=now() - DAY,
    )
    if sent.count() >= most:
        raise TooManyInvitations(limit=most)


def _log(name: str, invitation: Invitation, *, actor: Member, **payload: Any) -> None:
    log_event(
        name,
        actor=actor.person,
        subject=actor.organisation,
        organisation=actor.organisation,
        invitation=invitation.public_id,
        **payload,
    )
