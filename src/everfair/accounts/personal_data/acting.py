"""Whom somebody acts for: organisations, editions, delegations, and the invitations that led there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from everfair.accounts.domain.handover import open_work
from everfair.accounts.domain.invitations import revoke_beyond_rights
from everfair.accounts.domain.memberships import tell_members
from everfair.accounts.enums import EditionRole, MemberRole
from everfair.accounts.models import (
    DelegationImport,
    DelegationMember,
    DelegationOfficer,
    Invitation,
    Membership,
    OrganisationDocument,
    RoleGrant,
    Vetting,
)
from everfair.accounts.queries.members import memberships_of
from everfair.accounts.queries.privacy import organisations_left_alone
from everfair.kernel.clock import now
from everfair.kernel.events import log_event
from everfair.kernel.personal_data import Held, Holder, Tie, hold, keep, told
from everfair.kernel.uploads import forget_upload

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from everfair.accounts.member import Member
    from everfair.accounts.models import Person


def tell_memberships(person: Person) -> Held:
    rows = Membership.objects.filter(person=person)
    return Held(told(rows, "role", "created_at", organisation="organisation__name"))


def forget_memberships(person: Person) -> None:
    """End them as if the person left each; whom nobody else acts for stays, for what others have of it."""
    for member in memberships_of(person):
        Membership.objects.filter(person=person, organisation=member.organisation).delete()
        log_event(
            "membership.ended",
            actor=person,
            subject=member.organisation,
            organisation=member.organisation,
            person=person.public_id,
            role=member.role,
            left=True,
        )
        revoke_beyond_rights(member, actor=member, left=True)
        tell_members(member.organisation)


def membership_ties(person: Person) -> list[Tie]:
    """Colleagues need an owner, and somebody who goes on with what is open."""
    alone = set(organisations_left_alone(person))
    members = [member for member in memberships_of(person) if member.organisation.pk not in alone]
    return [tie for member in members for tie in (*_ownership(member), *_open_work(member))]


def _ownership(member: Member) -> Iterator[Tie]:
    owners = Membership.objects.filter(organisation=member.organisation, role=MemberRole.OWNER, person__is_active=True)
    if member.role == MemberRole.OWNER and not owners.exclude(person=member.person).exists():
        yield Tie(
            _("You are the only owner of %(name)s, and others act for it: make one of them an owner.")
            % {"name": member.organisation.name},
            reverse("accounts:member-list", args=[member.organisation.public_id]),
            _("Choose an owner"),
        )


def _open_work(member: Member) -> Iterator[Tie]:
    for words in open_work(member):
        yield Tie(
            _("For %(name)s you lead %(work)s: hand them over to a colleague.")
            % {"name": member.organisation.name, "work": words},
            reverse("accounts:member-hand-over", args=[member.organisation.public_id, member.person.public_id]),
            _("Hand over"),
        )


def tell_grants(person: Person) -> Held:
    rows = RoleGrant.objects.filter(person=person)
    return Held(told(rows, "role", "created_at", edition="edition__name", zone="zone__name"))


def forget_grants(person: Person) -> None:
    RoleGrant.objects.filter(person=person).delete()


def last_operator_ties(person: Person) -> list[Tie]:
    """An edition without an operator could not be run any more."""
    run = RoleGrant.objects.filter(person=person, role=EditionRole.OPERATOR).select_related("edition")
    others = RoleGrant.objects.filter(role=EditionRole.OPERATOR, person__is_active=True).exclude(person=person)
    run_by_others = set(others.values_list("edition_id", flat=True))
    return [
        Tie(
            _("You are the only operator of %(edition)s. Give this role to somebody else.")
            % {"edition": grant.edition.name},
            reverse("accounts:person-list"),
            _("To the people of the fair"),
        )
        for grant in run
        if grant.edition_id not in run_by_others
    ]


def invitations_of(person: Person) -> QuerySet[Invitation]:
    """Return the invitations that went to the person."""
    return Invitation.objects.filter(Q(accepted_by=person) | Q(email__iexact=person.email))


def tell_invitations(person: Person) -> Held:
    rows = invitations_of(person)
    fields = ("email", "role", "invited_at", "expires_at", "accepted_at", "revoked_at")
    return Held(told(rows, *fields, organisation="organisation__name"))


def forget_invitations(person: Person) -> None:
    """The organisation keeps that it invited somebody; open ones end, the address goes."""
    sent = list(invitations_of(person).values_list("pk", flat=True))
    rows = Invitation.objects.filter(pk__in=sent)
    rows.filter(accepted_at=None, declined_at=None, revoked_at=None).update(revoked_at=now())
    rows.update(email=f"erased-{person.public_id}@invalid")


def tell_invitations_sent(person: Person) -> Held:
    rows = Invitation.objects.filter(invited_by=person)
    return Held(told(rows, "email", "role", "invited_at", organisation="organisation__name"))


def tell_delegations(person: Person) -> Held:
    return Held(told(DelegationOfficer.objects.filter(person=person), "since", delegation="delegation__name"))


def forget_delegations(person: Person) -> None:
    DelegationOfficer.objects.filter(person=person).delete()


def tell_delegation_work(person: Person) -> Held:
    added = DelegationMember.objects.filter(added_by=person)
    imports = DelegationImport.objects.filter(person=person)
    return Held(
        [
            *told(added, "since", delegation="delegation__name", added="organisation__name"),
            *told(imports, "at", "total", delegation="delegation__name", spreadsheet="upload__name"),
        ]
    )


def forget_drafts(person: Person) -> None:
    """Papers that were sent for an organisation are its own; those that never came so far go."""
    for paper in OrganisationDocument.objects.filter(added_by=person, organisation=None).select_related("upload"):
        paper.delete()
        forget_upload(paper.upload)


def tell_vetting(person: Person) -> Held:
    steps = Vetting.objects.filter(person=person)
    papers = OrganisationDocument.objects.filter(added_by=person)
    return Held(
        [
            *told(steps, "step", "words", "at", organisation="organisation__name"),
            *told(papers, "kind", "added_at", organisation="organisation__name", file="upload__name"),
        ]
    )


hold(
    Holder(
        "accounts.memberships",
        tell_memberships,
        forget_memberships,
        models=("accounts.Membership",),
        ties=membership_ties,
    )
)
hold(Holder("accounts.roles", tell_grants, forget_grants, models=("accounts.RoleGrant",), ties=last_operator_ties))
hold(Holder("accounts.invitations", tell_invitations, forget_invitations, models=("accounts.Invitation",)))
hold(Holder("accounts.invitations_sent", tell_invitations_sent, keep, models=("accounts.Invitation",)))
hold(Holder("accounts.delegations", tell_delegations, forget_delegations, models=("accounts.DelegationOfficer",)))
# What follows belongs to organisations and delegations: it stays, under a pseudonym.
hold(
    Holder(
        "accounts.delegation_work",
        tell_delegation_work,
        keep,
        models=("accounts.DelegationMember", "accounts.DelegationImport"),
    )
)
hold(
    Holder(
        "accounts.vetting", tell_vetting, forget_drafts, models=("accounts.Vetting", "accounts.OrganisationDocument")
    )
)
