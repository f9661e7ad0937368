"""Colleagues and invitations for tests, made by the same functions that make them in the fair."""

from __future__ import annotations

from everfair.accounts.domain.invitations import invite
from everfair.accounts.enums import MemberRole
from everfair.accounts.member import Member
from everfair.accounts.models import Invitation, Membership
from tests.factories.accounts import make_member


def make_invitation(
    actor: Member | None = None, *, email: str = "nok@siamcare.example", role: str = MemberRole.SALES
) -> Invitation:
    """Invite somebody; by default by the owner of a new organisation."""
    return invite(actor=actor or make_member(), email=email, role=role)


def roles_of(member: Member) -> dict[str, str]:
    """Return who acts for the member's organisation, and as what, as the database has it now."""
    rows = Membership.objects.filter(organisation=member.organisation)
    return dict(rows.values_list("person__public_id", "role"))
