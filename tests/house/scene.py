"""A small fair with one of everything, and one person of each kind, for the access matrix."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.test import Client

from everfair.accounts.domain.tokens import create_token
from everfair.accounts.enums import DelegationKind, EditionRole, MemberRole
from everfair.accounts.models import Delegation, DelegationOfficer, RoleGrant
from everfair.kernel.addresses import slug_of
from everfair.kernel.text import Text
from tests.factories.accounts import MembershipFactory, OrganisationFactory, PersonFactory, make_operator, sign_in
from tests.factories.agreements import make_draft
from tests.factories.exhibition import BoothFactory, ProjectFactory
from tests.factories.fairs import ZoneFactory
from tests.factories.negotiation import make_request, make_talks
from tests.factories.programme import SessionFactory

if TYPE_CHECKING:
    from everfair.accounts.models import Organisation, Person
    from everfair.fairs.models import Edition, Zone

# The exhibitor is an owner; its colleagues have the other roles. `other_…` have the same right elsewhere.
COLLEAGUES = tuple(role.value for role in MemberRole if role != MemberRole.OWNER)
STAFF = tuple(role.value for role in EditionRole)
KINDS = (
    *("public", "newcomer", "buyer", "exhibitor", *COLLEAGUES, "stranger"),
    *(*STAFF, "other_operator", "other_section_lead", "officer", "other_officer"),
)


@dataclass(frozen=True)
class Scene:
    """Everybody's client, and the values that stand in the addresses."""

    clients: dict[str, Client]
    values: dict[str, str]
    queries: dict[str, str]

    def address(self, route: str, path: str) -> str:
        """Fill the placeholders of a path; `app.noun.name` is looked up before `app.name` and `name`."""
        app, _, name = route.rpartition(":")
        noun = name.split("-")[0].removeprefix("get_")

        def value(match: re.Match[str]) -> str:
            placeholder = match.group(1).split(":")[-1]
            keys = (f"{app}.{noun}.{placeholder}", f"{app}.{placeholder}", placeholder)
            return next(self.values[key] for key in keys if key in self.values)

        query = self.queries.get(route, "")
        plain = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", path).replace("^", "").rstrip("$")
        return "/" + re.sub(r"<([\w:]+)>", value, plain) + query


def set_scene() -> Scene:
    """Build the fair: an exhibitor with booth and project, a buyer who asked for a negotiation, an operator."""
    talks = make_request()
    exhibitor = ProjectFactory._meta.model.objects.get(public_id=talks.project.public_id).exhibitor
    edition = exhibitor.edition
    project, booth = exhibitor.projects.get(), BoothFactory.create(exhibitor=exhibitor)
    deal = make_draft(make_talks(buyer=talks.buyer, seller=talks.seller, subject="Second talks"))
    event = SessionFactory.create(event__edition=edition).event
    delegation = _delegation(edition)
    token, _ = create_token(talks.seller.person, label="script")
    people = {
        "public": None,
        "newcomer": PersonFactory.create(),
        "buyer": talks.buyer.person,
        "exhibitor": talks.seller.person,
        **_colleagues(talks.seller.organisation),
        "stranger": MembershipFactory.create().person,
        **_staff(exhibitor.zone),
        "officer": _officer(delegation),
        "other_officer": _officer(_delegation(edition)),
    }
    values = {
        "edition": edition.slug,
        "zone": ZoneFactory.create(edition=edition).slug,
        "figure": "events.total",
        "key": "not-a-key",
        "uidb36": "1",
        "rest": "nowhere",
        "exhibition.project.slug": slug_of(project.title, project.public_id),
        "exhibition.booth.slug": slug_of(exhibitor.organisation.name, booth.public_id),
        "exhibition.booth.public_id": booth.public_id,
        "exhibition.project.public_id": project.public_id,
        "programme.slug": slug_of(event.title, event.public_id),
        "signing.public_id": deal.agreement.public_id,
        "signing.key": deal.agreement.public_id,
        "negotiation.public_id": talks.negotiation.public_id,
        "negotiation.intent_id": "nothing",
        "accounts.organisation.public_id": OrganisationFactory.create(state="applied").public_id,
        "accounts.token.public_id": token.public_id,
        "api.event.public_id": event.public_id,
        "api.exhibitor.public_id": exhibitor.public_id,
        "api.project.public_id": project.public_id,
    }
    queries = {
        "negotiation:negotiation-new": f"?project={project.public_id}",
        "signing:agreement-new": f"?negotiation={talks.negotiation.public_id}",
    }
    return Scene({kind: _client(people[kind]) for kind in KINDS}, values, queries)


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


def _delegation(edition: Edition) -> Delegation:
    slug = f"delegation-{Delegation.objects.count()}"
    return Delegation.objects.create(
        edition=edition, kind=DelegationKind.PROVINCE, slug=slug, name=Text({"zh-hans": "交易团", "en": "Delegation"})
    )


def _officer(delegation: Delegation) -> Person:
    person = PersonFactory.create()
    DelegationOfficer.objects.create(delegation=delegation, person=person)
    return person


def _client(person: Person | None) -> Client:
    client = Client(raise_request_exception=False)
    if person is not None:
        sign_in(client, person)
    return client
