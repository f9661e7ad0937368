"""People and organisations for tests."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from factory.django import DjangoModelFactory

from everfair.accounts.enums import EditionRole, MemberRole, OrganisationKind, OrganisationState
from everfair.accounts.member import Member
from everfair.accounts.middleware import SEEN, seen_now
from everfair.accounts.models import Membership, Organisation, Person, RoleGrant
from everfair.kernel.text import Text
from tests.factories.fairs import EditionFactory

if TYPE_CHECKING:
    from django.test import Client

    from everfair.fairs.models import Edition

PASSWORD = "a-lantern-in-the-rain"


@cache
def hashed_password() -> str:
    """Hash once a run: hashing is slow on purpose."""
    return make_password(PASSWORD)


class PersonFactory(DjangoModelFactory[Person]):
    """Somebody with a confirmed mail address; signs in with `PASSWORD`."""

    class Meta:
        model = Person
        skip_postgeneration_save = True

    name = factory.Sequence(lambda number: f"Person {number}")
    email = factory.Sequence(lambda number: f"person{number}@example.org")
    language = "en"
    time_zone = "Asia/Shanghai"
    password = factory.LazyFunction(hashed_password)

    @factory.post_generation
    def confirmed(self: Person, create: bool, extracted: bool | None, **_words: object) -> None:  # noqa: FBT001 -- factory-boy's signature; self is the person made
        """`confirmed=False` leaves the mail address unproved."""
        if create:
            EmailAddress.objects.create(user=self, email=self.email, primary=True, verified=extracted is not False)


class OrganisationFactory(DjangoModelFactory[Organisation]):
    """An approved company in China."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda number: Text({"zh-hans": f"第{number}服务公司", "en": f"Service Company {number}"}))
    kind = OrganisationKind.COMPANY
    state = OrganisationState.APPROVED
    country = "CN"


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = MemberRole.OWNER


def make_member(role: str = MemberRole.OWNER, **organisation: object) -> Member:
    """Make a person who acts for a new organisation."""
    made = MembershipFactory.create(role=role, organisation=OrganisationFactory.create(**organisation))
    return Member(made.person, made.organisation, made.role)


def sign_in(client: Client, person: Person) -> None:
    """Sign in without the password form, and as if the session had been noted just now."""
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session[SEEN] = seen_now(session)
    session.save()


def make_operator(*, edition: Edition | None = None, role: str = EditionRole.OPERATOR) -> Person:
    """Make a person with a role in an edition (a new one, if none is given)."""
    person = PersonFactory.create()
    RoleGrant.objects.create(person=person, role=role, edition=edition or EditionFactory.create())
    return person
