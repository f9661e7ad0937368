"""Who may do what with people and organisations: one predicate per action, no database."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Protocol

from everfair.accounts.enums import EditionRole, MemberRole, OrganisationState

if TYPE_CHECKING:
    from everfair.accounts.member import Member
    from everfair.accounts.models import ApiToken, DataExport, Invitation, Organisation, Person
    from everfair.accounts.officer import Officer


class Granted(Protocol):
    """What a predicate reads of a role grant; `zone_id` is set where it reaches over one zone only."""

    @property
    def role(self) -> str: ...

    @property
    def zone_id(self) -> int | None: ...


class OwnSession(Protocol):
    """What a predicate reads of a session."""

    @property
    def user_id(self) -> int: ...


class EditionGranted(Granted, Protocol):
    """What a predicate reads of a role grant, with where it holds."""

    @property
    def edition_id(self) -> int: ...


_MANAGERS = frozenset({MemberRole.OWNER, MemberRole.ADMIN})
_DEALERS = _MANAGERS | {MemberRole.SALES, MemberRole.DUTY, MemberRole.SIGNATORY}
_SIGNERS = frozenset({MemberRole.OWNER, MemberRole.SIGNATORY})
_CARERS = frozenset({EditionRole.OPERATOR, EditionRole.MODERATOR, EditionRole.SUPPORT})
_AUDITORS = frozenset({EditionRole.OPERATOR, EditionRole.AUDITOR})
_RIGHTS = {"own": frozenset({MemberRole.OWNER}), "manage": _MANAGERS, "deal": _DEALERS, "sign": _SIGNERS}


def can_manage(member: Member) -> bool:
    """Change the organisation itself and who belongs to it."""
    return member.role in _MANAGERS


def can_exhibit(member: Member) -> bool:
    """Open a booth and publish projects: the organisation must be approved."""
    return can_manage(member) and member.organisation.state == OrganisationState.APPROVED


def can_negotiate(member: Member) -> bool:
    """Request, answer and lead negotiations; an organisation that still waits for approval may."""
    return member.role in _DEALERS and member.organisation.state != OrganisationState.REFUSED


def can_sign(member: Member) -> bool:
    """Bind the organisation by a signature."""
    return member.role in _SIGNERS and member.organisation.state != OrganisationState.REFUSED


def can_follow_negotiations(member: Member) -> bool:
    """Read what is negotiated; the statistics role sees figures only."""
    return member.role in _DEALERS


def can_see_members(member: Member) -> bool:
    """Read who else acts for the organisation, and their addresses."""
    return member.role in _DEALERS


def can_give_role(actor: Member, role: str) -> bool:
    """Make somebody something: nobody gives a right that they don't have themselves."""
    rights = [holders for holders in _RIGHTS.values() if role in holders]
    return can_manage(actor) and role in MemberRole.values and all(actor.role in holders for holders in rights)


def can_invite(actor: Member, role: str) -> bool:
    """Invite somebody by mail; a refused organisation invites nobody."""
    return can_give_role(actor, role) and actor.organisation.state != OrganisationState.REFUSED


def can_touch(actor: Member, target: Member) -> bool:
    """Manage this colleague: only an owner touches an owner."""
    is_colleague = actor.organisation.pk == target.organisation.pk
    return is_colleague and can_manage(actor) and (actor.role == MemberRole.OWNER or target.role != MemberRole.OWNER)


def can_change_role(actor: Member, target: Member, role: str) -> bool:
    """Give a colleague another role; one's own can only lose rights."""
    return can_touch(actor, target) and can_give_role(actor, role)


def can_remove(actor: Member, target: Member) -> bool:
    """End a membership or hand its work over: one's own, or that of a colleague whom one may manage."""
    is_own = actor.person.pk == target.person.pk and actor.organisation.pk == target.organisation.pk
    return is_own or can_touch(actor, target)


def can_answer_invitation(addresses: Iterable[str], invitation: Invitation) -> bool:
    """Accept what was sent to one of one's confirmed mail addresses (in small letters)."""
    return invitation.email.lower() in set(addresses)


def can_vet_organisations(grants: Iterable[Granted]) -> bool:
    """Open the vetting desk: whoever operates an edition or leads a zone."""
    return any(grant.role == EditionRole.OPERATOR or _leads(grant, grant.zone_id) for grant in grants)


def can_vet(grants: Iterable[Granted], organisation: Organisation) -> bool:
    """Answer one application and set its level: operators any, a section lead those to its zone."""
    return any(grant.role == EditionRole.OPERATOR or _leads(grant, organisation.applies_to_id) for grant in grants)


def can_read_papers(member: Member | None, grants: Iterable[Granted], organisation: Organisation) -> bool:
    """Open the documents of an organisation: its own managers, and who vets it."""
    is_manager = member is not None and member.organisation.pk == organisation.pk and can_manage(member)
    return is_manager or can_vet(grants, organisation)


def _leads(grant: Granted, zone_id: int | None) -> bool:
    return grant.role == EditionRole.SECTION_LEAD and zone_id is not None and grant.zone_id == zone_id


def can_enter_desk(grants: Iterable[Granted]) -> bool:
    """Open the operators' desk: whoever has a role in any edition."""
    return any(grant.role in EditionRole.values for grant in grants)


def can_grant_roles(grants: Iterable[EditionGranted], edition_id: int) -> bool:
    """Give and take roles in an edition: whoever operates that one."""
    return any(grant.role == EditionRole.OPERATOR and grant.edition_id == edition_id for grant in grants)


def can_search_people(grants: Iterable[Granted]) -> bool:
    """Find people by name or mail address, and see whom they act for."""
    return any(grant.role in _CARERS for grant in grants)


def can_remind(grants: Iterable[Granted]) -> bool:
    """Write to somebody who has not confirmed their mail address."""
    return any(grant.role in (EditionRole.OPERATOR, EditionRole.SUPPORT) for grant in grants)


def can_close_account(grants: Collection[EditionGranted], theirs: Collection[EditionGranted]) -> bool:
    """Lock somebody out and let them in again; who has a role only by operators of all editions where they have it."""
    if any(grant.role == EditionRole.MODERATOR for grant in grants) and not theirs:
        return True
    is_operator = any(grant.role == EditionRole.OPERATOR for grant in grants)
    return is_operator and all(can_grant_roles(grants, grant.edition_id) for grant in theirs)


def can_look_as(grants: Iterable[Granted], theirs: Collection[Granted]) -> bool:
    """See the fair as somebody does: support, and never as a person who has a role themselves."""
    return any(grant.role == EditionRole.SUPPORT for grant in grants) and not theirs


def can_audit(grants: Iterable[EditionGranted], edition_id: int | None) -> bool:
    """Read the event log of an edition; what belongs to no edition, every auditor and operator may."""
    return any(grant.role in _AUDITORS and edition_id in (None, grant.edition_id) for grant in grants)


def can_read_history(member: Member) -> bool:
    """Read the event log of one's own organisation."""
    return can_manage(member)


def can_revoke_token(person: Person, token: ApiToken) -> bool:
    return token.person_id == person.pk


def can_end_session(person: Person, session: OwnSession) -> bool:
    return session.user_id == person.pk


def can_run_delegation(officer: Officer) -> bool:
    """See a delegation, register members, name officers: whoever is an officer of it or operates its edition."""
    return officer.is_named or officer.is_operator


def can_vouch(officer: Officer) -> bool:
    """Register organisations that need no vetting: whoever could approve them."""
    return officer.is_operator


def can_dismiss_officer(officer: Officer, dismissed: Person) -> bool:
    """End somebody's office: operators anybody's, officers their own."""
    return officer.is_operator or (officer.is_named and officer.person.pk == dismissed.pk)


def can_open_delegations(grants: Iterable[EditionGranted], edition_id: int) -> bool:
    """Open a delegation to an edition: whoever operates that one."""
    return any(grant.role == EditionRole.OPERATOR and grant.edition_id == edition_id for grant in grants)


def can_answer_delegation(member: Member) -> bool:
    """Join a delegation, decline, or leave it."""
    return can_manage(member) and member.organisation.state != OrganisationState.REFUSED


def can_manage_clients(grants: Iterable[Granted]) -> bool:
    """Let other sites sign people in with the fair's accounts: whoever operates an edition."""
    return any(grant.role == EditionRole.OPERATOR for grant in grants)


def can_fetch_export(person: Person, export: DataExport) -> bool:
    """Download everything about somebody: that somebody alone."""
    return export.person_id == person.pk
