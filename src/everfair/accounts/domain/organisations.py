"""Organisations: founded, vetted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.transaction import atomic

from everfair.accounts.access import can_vet_organisations
from everfair.accounts.countries import is_country
from everfair.accounts.domain.memberships import add_member
from everfair.accounts.enums import MemberRole, OrganisationKind, OrganisationState
from everfair.accounts.errors import (
    AlreadyVetted,
    CountryMissing,
    CountryNotWanted,
    NameMissing,
    ReasonMissing,
    TooManyApplications,
)
from everfair.accounts.models import Organisation, Person
from everfair.accounts.queries.grants import grants_of
from everfair.kernel.access import require
from everfair.kernel.events import log_event

if TYPE_CHECKING:
    from everfair.kernel.text import Text

MOST_APPLICATIONS = 5

# An answer is final; whoever was refused applies anew with better particulars.
MOVES = {
    OrganisationState.APPLIED: {OrganisationState.APPROVED, OrganisationState.REFUSED},
    OrganisationState.APPROVED: set(),
    OrganisationState.REFUSED: set(),
}


def found_organisation(
    actor: Person, *, name: Text, kind: str, country: str | None, place: str = "", website: str = ""
) -> Organisation:
    """Found an organisation that waits for approval; the founder becomes its owner.

    Raises `NameMissing`, `CountryMissing`, `CountryNotWanted` or `TooManyApplications`.
    """
    _check_particulars(name, kind, country)
    with atomic():
        _check_applications(actor)
        organisation = Organisation.objects.create(
            name=name, kind=kind, country=country or None, place=place, website=website
        )
        log_event(
            "organisation.founded",
            actor=actor,
            subject=organisation,
            organisation=organisation,
            kind=kind,
            country=organisation.country,
        )
        add_member(organisation, actor, actor=actor, role=MemberRole.OWNER)
    return organisation


def approve_organisation(organisation: Organisation, *, actor: Person) -> Organisation:
    """Let an organisation exhibit; `AlreadyVetted` if somebody answered before."""
    require(can_vet_organisations(grants_of(actor)))
    with atomic():
        organisation = _answer(organisation, OrganisationState.APPROVED)
        log_event("organisation.approved", actor=actor, subject=organisation, organisation=organisation)
    return organisation


def refuse_organisation(organisation: Organisation, *, actor: Person, reason: str) -> Organisation:
    """Turn an application down; the applicant reads the reason."""
    require(can_vet_organisations(grants_of(actor)))
    if not reason.strip():
        raise ReasonMissing(field="reason")
    with atomic():
        organisation = _answer(organisation, OrganisationState.REFUSED)
        log_event(
            "organisation.refused", actor=actor, subject=organisation, organisation=organisation, reason=reason.strip()
        )
    return organisation


def _answer(organisation: Organisation, state: OrganisationState) -> Organisation:
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    now = OrganisationState(organisation.state)
    if state not in MOVES[now]:
        raise AlreadyVetted(state=now.label)
    organisation.state = state
    organisation.save(update_fields=["state"])
    return organisation


def _check_particulars(name: Text, kind: str, country: str | None) -> None:
    if not name:
        raise NameMissing(field="name_zh")
    if kind == OrganisationKind.INTERNATIONAL:
        if country:
            raise CountryNotWanted(field="country")
    elif not country or not is_country(country):
        raise CountryMissing(field="country")


def _check_applications(actor: Person) -> None:
    """The caller's transaction locks the person, so that two applications at once are counted one after the other."""
    Person.objects.select_for_update().get(pk=actor.pk)
    waiting = actor.memberships.filter(role=MemberRole.OWNER, organisation__state=OrganisationState.APPLIED).count()
    if waiting >= MOST_APPLICATIONS:
        raise TooManyApplications(limit=MOST_APPLICATIONS)
