"""What an invited person answers: accepts, declines, or makes an account by the link that proves the mailbox."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.db.transaction import atomic

from everfair.accounts.access import can_answer_invitation
from everfair.accounts.domain.consents import give_consent
from everfair.accounts.domain.memberships import add_member, hold_members, tell_members
from everfair.accounts.domain.people import change_password, create_person
from everfair.accounts.enums import ConsentPurpose, InvitationState
from everfair.accounts.errors import InvitationClosed
from everfair.accounts.models import Invitation, Membership, Person
from everfair.accounts.queries.invitations import confirmed_addresses
from everfair.kernel.access import require
from everfair.kernel.clock import now
from everfair.kernel.events import log_event


def accept_invitation(invitation: Invitation, *, person: Person) -> Membership:
    """Let the person behind the invited address act for the organisation.

    Raises `InvitationClosed` if it was answered, taken back or grew too old meanwhile, or `AlreadyMember`.
    """
    require(can_answer_invitation(confirmed_addresses(person), invitation))
    with atomic():
        invitation = _held_open(invitation)
        membership = add_member(invitation.organisation, person, actor=person, role=invitation.role)
        invitation.accepted_by, invitation.accepted_at = person, now()
        invitation.save(update_fields=["accepted_by", "accepted_at"])
        _log("invitation.accepted", invitation, person, role=invitation.role)
    return membership


def decline_invitation(invitation: Invitation, *, person: Person | None) -> None:
    """Say no; the link alone is enough for that, so a stranger to the fair needs no account."""
    with atomic():
        invitation = _held_open(invitation)
        invitation.declined_at = now()
        invitation.save(update_fields=["declined_at"])
        _log("invitation.declined", invitation, person)
        tell_members(invitation.organisation)


def join_by_invitation(invitation: Invitation, *, name: str, password: str, language: str, time_zone: str) -> Person:
    """Make an account under the invited address, which the link has proved, agree to the terms, and accept.

    Raises `MailTaken` when the address belongs to an account that is in use, or `InvitationClosed`.
    """
    with atomic():
        person = _unproved(invitation.email)
        if person is None:
            person = create_person(
                email=invitation.email, name=name, password=password, language=language, time_zone=time_zone
            )
        else:
            _take_over(person, name=name, password=password)
        give_consent(person, ConsentPurpose.TERMS)
        accept_invitation(invitation, person=person)
    return person


def _unproved(email: str) -> Person | None:
    """Return an account that somebody made under this address, but never proved and never used."""
    unused = Person.objects.filter(email__iexact=email, last_login=None, is_active=True, memberships=None)
    return unused.exclude(emailaddress__verified=True).first()


def _take_over(person: Person, *, name: str, password: str) -> None:
    person.name = name
    person.save(update_fields=["name"])
    change_password(person, password)
    EmailAddress.objects.update_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})
    log_event("person.mail_confirmed", actor=person, subject=person)


def _held_open(invitation: Invitation) -> Invitation:
    hold_members(invitation.organisation)
    now_it_is = Invitation.objects.select_related("organisation").get(pk=invitation.pk)
    if now_it_is.state != InvitationState.OPEN or now_it_is.sha256 != invitation.sha256:
        raise InvitationClosed
    return now_it_is


def _log(name: str, invitation: Invitation, person: Person | None, **payload: Any) -> None:
    log_event(
        name,
        actor=person,
        subject=invitation.organisation,
        organisation=invitation.organisation,
        invitation=invitation.public_id,
        **payload,
    )
