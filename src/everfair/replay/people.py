"""The people of the demo: one account for every kind of person, ready to sign in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils.translation import get_language

from everfair.accounts.models import Delegation, DelegationOfficer, Membership, Person, RoleGrant
from everfair.accounts.public import ConsentPurpose, give_consent
from everfair.fairs.models import Edition, Zone
from everfair.kernel.languages import DEFAULT_LANGUAGE
from everfair.kernel.text import Text
from everfair.replay.facts import read_data
from everfair.replay.words import words

if TYPE_CHECKING:
    from everfair.replay.organisations import Organisation

DOMAIN = "demo.everfair.example"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Somebody whom a visitor of the demo can sign in as."""

    kind: str
    name: str
    email: str
    password: str
    words: str

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


@cache
def cast() -> dict[str, Any]:
    return dict(read_data("cast.yaml"))


def demo_accounts() -> list[DemoAccount]:
    """Return the accounts of the demo, in the reader's language; the same whether a fair is loaded or not."""
    language = get_language() or DEFAULT_LANGUAGE
    return [
        DemoAccount(
            kind=entry["kind"],
            name=entry["name"],
            email=address(entry),
            password=cast()["password"],
            words=Text(words(entry["words"]).plain()).pick(language).value,
        )
        for entry in cast()["people"]
    ]


def address(entry: Mapping[str, Any]) -> str:
    return f"{entry['email']}@{DOMAIN}"


def make_people(edition: Edition, organisations: list[Organisation]) -> dict[str, Person]:
    """Write accounts with their roles and contacts, by kind; mail addresses count as proved."""
    from everfair.replay.draw import public_ids  # noqa: PLC0415 -- brings NumPy, which no page needs

    rows = {one.key: one.row for one in organisations if one.key}
    accounts, contacts = cast()["people"], cast()["contacts"]
    password, none = make_password(cast()["password"]), make_password(None)
    people = {}
    entries = [*accounts, *contacts]
    for entry, public_id in zip(entries, public_ids("people", len(entries)), strict=True):
        person = Person.objects.create(
            public_id=public_id,
            email=address(entry),
            name=entry["name"],
            password=password if entry in accounts else none,
            language=entry["language"],
            time_zone=entry["time_zone"],
            is_synthetic=True,
        )
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        give_consent(person, ConsentPurpose.TERMS)
        _give_roles(person, entry, edition, rows=rows)
        people[entry["kind"]] = person
    return people


def _give_roles(person: Person, entry: Mapping[str, Any], edition: Edition, *, rows: Mapping[str, int]) -> None:
    if "organisation" in entry:
        Membership.objects.create(person=person, organisation_id=rows[entry["organisation"]], role=entry["role"])
    if "grant" in entry:
        zone = Zone.objects.get(edition=edition, slug=entry["zone"]) if "zone" in entry else None
        RoleGrant.objects.create(person=person, role=entry["grant"], edition=edition, zone=zone)
    if "officer_of" in entry:
        delegation = Delegation.objects.get(edition=edition, slug=entry["officer_of"])
        DelegationOfficer.objects.create(delegation=delegation, person=person)
