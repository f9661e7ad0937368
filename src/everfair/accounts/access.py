"""Who may do what with people and organisations: one predicate per action, no database."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from everfair.accounts.enums import EditionRole, MemberRole, OrganisationState

if TYPE_CHECKING:
    from everfair.accounts.member import Member
    from everfair.accounts.models import ApiToken, Person


class Granted(Protocol):
    """What a predicate reads of a role grant."""

    @property
    def role(self) -> str: ...


_MANAGERS = frozenset({MemberRole.OWNER, MemberRole.ADMIN})
_DEALERS = _MANAGERS | {MemberRole.SALES, MemberRole.DUTY, MemberRole.SIGNATORY}
_SIGNERS = frozenset({MemberRole.OWNER, MemberRole.SIGNATORY})


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


def can_vet_organisations(grants: Iterable[Granted]) -> bool:
    """Approve or refuse applications: whoever operates an edition."""
    return any(grant.role == EditionRole.OPERATOR for grant in grants)


def can_grant_roles(grants: Iterable[Granted]) -> bool:
    return any(grant.role == EditionRole.OPERATOR for grant in grants)


def can_revoke_token(person: Person, token: ApiToken) -> bool:
    return token.person_id == person.pk
