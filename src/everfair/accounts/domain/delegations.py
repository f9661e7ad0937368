"""Trade delegations: opened, run, joined and left."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError
from django.db.transaction import atomic
from django.utils.text import slugify

from everfair.accounts.access import (
    can_answer_delegation,
    can_dismiss_officer,
    can_open_delegations,
    can_run_delegation,
)
from everfair.accounts.enums import DelegationMemberState, OrganisationState
from everfair.accounts.errors import AccountUnknown, AlreadyInDelegation, DelegationTaken, NotInDelegation
from everfair.accounts.models import Delegation, DelegationMember, DelegationOfficer, Organisation, Person
from everfair.accounts.queries.grants import grants_of
from everfair.kernel.access import require
from everfair.kernel.errors import NotFound
from everfair.kernel.events import Told, log_event, log_events
from everfair.kernel.realtime import publish

if TYPE_CHECKING:
    from everfair.accounts.member import Member
    from everfair.accounts.officer import Officer
    from everfair.fairs.models import Edition
    from everfair.kernel.text import Text

LONGEST_SLUG = 60


def open_delegation(edition: Edition, *, actor: Person, kind: str, name: Text) -> Delegation:
    """Open a delegation to an edition; `DelegationTaken` if it has one of this name."""
    require(can_open_delegations(grants_of(actor), edition.pk))
    slug = slugify(name.pick("en").value, allow_unicode=True)[:LONGEST_SLUG].strip("-")
    try:
        with atomic():
            delegation = Delegation.objects.create(edition=edition, kind=kind, name=name, slug=slug)
            _log("delegation.created", delegation, actor, kind=kind)
    except IntegrityError as error:
        raise DelegationTaken(field="name_zh") from error
    return delegation


def name_officer(officer: Officer, *, email: str) -> Person:
    """Let the person behind a mail address run the delegation; `AccountUnknown` if there is none."""
    require(can_run_delegation(officer))
    person = Person.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if person is None:
        raise AccountUnknown(field="email")
    with atomic():
        _, is_new = DelegationOfficer.objects.get_or_create(delegation=officer.delegation, person=person)
        if is_new:
            _log("delegation.officer_named", officer.delegation, officer.person, person=person.public_id)
    return person


def dismiss_officer(officer: Officer, *, person_id: str) -> None:
    """End somebody's office (by public id); `NotFound` if they have none. A second time changes nothing."""
    office = officer.delegation.officers.filter(person__public_id=person_id).select_related("person").first()
    if office is None:
        raise NotFound
    require(can_dismiss_officer(officer, office.person))
    with atomic():
        ended, _ = DelegationOfficer.objects.filter(pk=office.pk).delete()
        if ended:
            _log("delegation.officer_dismissed", officer.delegation, officer.person, person=person_id)


def invite_member(officer: Officer, organisation: Organisation) -> DelegationMember:
    """Ask an organisation to come with the delegation; `AlreadyInDelegation` if it does or has been asked."""
    require(can_run_delegation(officer))
    if organisation.state == OrganisationState.REFUSED:
        raise NotFound
    with atomic():
        member = enter_member(officer, organisation, DelegationMemberState.INVITED)
        if member is None:
            raise AlreadyInDelegation(name=organisation.name)
    return member


def enter_member(officer: Officer, organisation: Organisation, state: DelegationMemberState) -> DelegationMember | None:
    """Enter an organisation as a member or as invited; None if it is one of both already.

    Who left may be asked again. The caller has checked the officer and holds a transaction.
    """
    member, is_new = DelegationMember.objects.select_for_update(of=("self",)).get_or_create(
        delegation=officer.delegation,
        organisation=organisation,
        defaults={"state": state, "added_by": officer.person},
    )
    if not is_new and member.state != DelegationMemberState.LEFT:
        return None
    if not is_new:
        member.state, member.added_by = state, officer.person
        member.save(update_fields=["state", "added_by"])
    if state == DelegationMemberState.JOINED:
        _log("delegation.member_joined", member, officer.person, registered=True)
    else:
        _log("delegation.member_invited", member, officer.person)
        _tell(member)
    return member


def enter_new_members(officer: Officer, organisations: Iterable[Organisation]) -> None:
    """Enter organisations that were registered in this very transaction as members."""
    delegation, joined = officer.delegation, DelegationMemberState.JOINED
    members = DelegationMember.objects.bulk_create(
        DelegationMember(delegation=delegation, organisation=organisation, state=joined, added_by=officer.person)
        for organisation in organisations
    )
    told = (Told(delegation, member.organisation, {"registered": True}) for member in members)
    log_events("delegation.member_joined", told, actor=officer.person, edition=delegation.edition_id)


def join_delegation(actor: Member, delegation_id: str) -> DelegationMember:
    """Accept an invitation; `NotInDelegation` if it was taken back."""
    return _answer(actor, delegation_id, DelegationMemberState.JOINED)


def decline_delegation(actor: Member, delegation_id: str) -> DelegationMember:
    """Decline an invitation, or leave; `NotInDelegation` if there is nothing to leave."""
    return _answer(actor, delegation_id, DelegationMemberState.LEFT)


def remove_member(officer: Officer, organisation_id: str) -> None:
    """Take an organisation (by public id) out of the delegation, or its invitation back."""
    require(can_run_delegation(officer))
    with atomic():
        member = _held(officer.delegation.public_id, organisation__public_id=organisation_id)
        _leave(member, officer.person, removed=True)


def _answer(actor: Member, delegation_id: str, answer: DelegationMemberState) -> DelegationMember:
    require(can_answer_delegation(actor))
    with atomic():
        member = _held(delegation_id, organisation=actor.organisation)
        if answer == DelegationMemberState.LEFT:
            _leave(member, actor.person, removed=False)
        elif member.state == DelegationMemberState.INVITED:
            member.state = DelegationMemberState.JOINED
            member.save(update_fields=["state"])
            _log("delegation.member_joined", member, actor.person, registered=False)
    return member


def _leave(member: DelegationMember, person: Person, *, removed: bool) -> None:
    was_asked = member.state == DelegationMemberState.INVITED
    member.state = DelegationMemberState.LEFT
    member.save(update_fields=["state"])
    if was_asked and not removed:
        _log("delegation.member_declined", member, person)
    else:
        _log("delegation.member_left", member, person, removed=removed)
    _tell(member)


def _held(delegation_id: str, **organisation: object) -> DelegationMember:
    """Return an invitation or membership that still holds, locked."""
    member = (
        DelegationMember.objects.select_for_update(of=("self",))
        .select_related("delegation", "organisation")
        .filter(delegation__public_id=delegation_id, **organisation)
        .exclude(state=DelegationMemberState.LEFT)
        .first()
    )
    if member is None:
        raise NotInDelegation
    return member


def _tell(member: DelegationMember) -> None:
    """Let the organisation's open pages look again."""
    publish(f"organisation.{member.organisation.public_id}", "delegations", {})


def _log(name: str, about: Delegation | DelegationMember, actor: Person, **payload: Any) -> None:
    delegation = about if isinstance(about, Delegation) else about.delegation
    organisation = None if isinstance(about, Delegation) else about.organisation
    log_event(
        name,
        actor=actor,
        subject=delegation,
        organisation=organisation,
        edition=delegation.edition_id,
        **payload,
    )
