"""One person of each kind, at one small fair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from everfair.accounts.enums import EditionRole, MemberRole
from everfair.accounts.models import RoleGrant
from everfair.exhibition.models import Project
from tests.factories.accounts import MembershipFactory, PersonFactory, make_operator
from tests.factories.delegations import DelegationFactory, DelegationOfficerFactory
from tests.factories.fairs import ZoneFactory
from tests.factories.negotiation import Talks, make_request

if TYPE_CHECKING:
    from everfair.accounts.models import Delegation, Organisation, Person
    from everfair.exhibition.models import Exhibitor
    from everfair.fairs.models import Edition, Zone

# The exhibitor is an owner; its colleagues have the other roles. `other_…` have the same right elsewhere.
COLLEAGUES = tuple(role.value for role in MemberRole if role != MemberRole.OWNER)
STAFF = tuple(role.value for role in EditionRole)
KINDS = (
    *("public", "newcomer", "buyer", "exhibitor", *COLLEAGUES, "stranger"),
    *(*STAFF, "other_operator", "other_section_lead", "officer", "other_officer"),
)


@dataclass(frozen=True)
class Cast:
    """Everybody by kind, and what they stand around: the buyer's request and the delegation."""

    people: dict[str, Person | None]
    talks: Talks
    exhibitor: Exhibitor
    delegation: Delegation

    @property
    def edition(self) -> Edition:
        return self.exhibitor.edition

    def person(self, kind: str) -> Person:
        person = self.people[kind]
        assert person is not None
        return person


def make_cast() -> Cast:
    talks = make_request()
    exhibitor = Project.objects.get(public_id=talks.project.public_id).exhibitor
    delegation, other = DelegationFactory.create_batch(2, edition=exhibitor.edition)
    people = {
        "public": None,
        "newcomer": PersonFactory.create(),
        "buyer": talks.buyer.person,
        "exhibitor": talks.seller.person,
        **_colleagues(talks.seller.organisation),
        "stranger": MembershipFactory.create().person,
        **_staff(exhibitor.zone),
        "officer": DelegationOfficerFactory.create(delegation=delegation).person,
        "other_officer": DelegationOfficerFactory.create(delegation=other).person,
    }
    return Cast({kind: people[kind] for kind in KINDS}, talks, exhibitor, delegation)


def _colleagues(organisation: Organisation) -> dict[str, Person]:
    return {role: MembershipFactory.create(organisation=organisation, role=role).person for role in COLLEAGUES}


def _staff(zone: Zone) -> dict[str, Person]:
    """Make everybody who runs this edition (a section lead: this zone), and their likes elsewhere."""
    people = {role: PersonFactory.create() for role in STAFF}
    for role, person in people.items():
        over = zone if role == EditionRole.SECTION_LEAD else None
        RoleGrant.objects.create(person=person, role=role, edition=zone.edition, zone=over)
    other_zone = ZoneFactory.create(edition=zone.edition)
    lead = PersonFactory.create()
    RoleGrant.objects.create(person=lead, role=EditionRole.SECTION_LEAD, edition=zone.edition, zone=other_zone)
    return {**people, "other_operator": make_operator(), "other_section_lead": lead}
