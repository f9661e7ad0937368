"""For which organisation a request acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from everfair.accounts.enums import OrganisationState
from everfair.accounts.errors import NoOrganisation
from everfair.accounts.queries.members import memberships_of
from everfair.kernel.errors import Forbidden

if TYPE_CHECKING:
    from django.http import HttpRequest

    from everfair.accounts.member import Member
    from everfair.accounts.models import Organisation, Person

SESSION_KEY = "acting_for"


def acting_member(request: HttpRequest) -> Member | None:
    """Return whom the signed-in person acts for: the organisation switched to, else the first one."""
    return chosen_member(request, memberships(request)) if request.user.is_authenticated else None


def memberships(request: HttpRequest) -> list[Member]:
    """Return everything that the signed-in person may act for; looked up once a request."""
    known: list[Member] | None = getattr(request, "everfair_memberships", None)
    if known is None:
        known = memberships_of(person_of(request))
        request.everfair_memberships = known  # type: ignore[attr-defined]  # kept beside Django's own request.user
    return known


def acts_for(request: HttpRequest, organisation: Organisation) -> bool:
    """Tell whether this session acts for the organisation at the moment."""
    member = acting_member(request)
    return member is not None and member.organisation.pk == organisation.pk


def require_member(request: HttpRequest) -> Member:
    """Return the acting member; `NoOrganisation` leads a person without one to founding theirs."""
    member = acting_member(request)
    if member is None:
        raise NoOrganisation
    return member


def chosen_member(request: HttpRequest, members: list[Member]) -> Member | None:
    """Return the one of `members` that this session has switched to, else the first that was not refused."""
    chosen = request.session.get(SESSION_KEY)
    ranked = sorted(members, key=lambda member: _rank(member, chosen))
    return ranked[0] if ranked else None


def _rank(member: Member, chosen: str | None) -> tuple[bool, bool]:
    is_chosen = member.organisation.public_id == chosen
    return not is_chosen, member.organisation.state == OrganisationState.REFUSED


def act_for(request: HttpRequest, public_id: str) -> Member | None:
    """Switch this session to another of the person's organisations; None if it is not theirs."""
    member = next(
        (member for member in memberships_of(person_of(request)) if member.organisation.public_id == public_id), None
    )
    if member:
        request.session[SESSION_KEY] = public_id
    return member


def person_of(request: HttpRequest) -> Person:
    """Return the signed-in person; `Forbidden` for a stranger."""
    if not request.user.is_authenticated:
        raise Forbidden
    return request.user
