"""A person's ways in, and the sites that know them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import Q

from everfair.accounts.enums import SiteScope
from everfair.accounts.models import Person, SiteAuthorisation
from everfair.accounts.outside.provider import name_of_provider

if TYPE_CHECKING:
    from allauth.idp.oidc.models import Client


@dataclass(frozen=True, slots=True)
class Connection:
    """An account elsewhere that a person signs in with; `shown` is how they know it."""

    provider: str
    name: str
    shown: str
    since: datetime
    last_used: datetime


@dataclass(frozen=True, slots=True)
class KnownSite:
    """A site that a person let know who they are, and what it learns."""

    client_id: str
    name: str
    learns: list[str]
    since: datetime


def connections_of(person: Person) -> list[Connection]:
    """Return the person's accounts at outside providers, the oldest first; one query."""
    rows = SocialAccount.objects.filter(user=person).order_by("pk")
    return [
        Connection(row.provider, name_of_provider(row.provider), _shown(row), row.date_joined, row.last_login)
        for row in rows
    ]


def has_other_way_in(person: Person, *, without: str) -> bool:
    """Tell whether the person can still sign in without one provider: by password, passkey or another provider.

    Mail does not count: the address often belongs to the employer whose account is being taken off.
    """
    if person.has_usable_password():
        return True
    if SocialAccount.objects.filter(user=person).exclude(provider=without).exists():
        return True
    keys = Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN)
    return any(key.wrap().is_passwordless for key in keys)


def owner_of_proved(address: str) -> Person | None:
    """Return the person who proved here that a mail address is theirs."""
    found = EmailAddress.objects.filter(email__iexact=address, verified=True).select_related("user").first()
    return found.user if found else None


def is_mail_known(address: str) -> bool:
    """Tell whether any account has the address, proved or not."""
    if EmailAddress.objects.filter(email__iexact=address).exists():
        return True
    return Person.objects.filter(email__iexact=address).exists()


def sites_knowing(person: Person) -> list[KnownSite]:
    """Return the sites that the person let know who they are, the newest first; one query."""
    rows = SiteAuthorisation.objects.filter(person=person).select_related("client").order_by("-pk")
    return [KnownSite(row.client.id, row.client.name, learned(row.scopes), row.created_at) for row in rows]


def learned(scopes: list[str]) -> list[str]:
    """Say in words what scopes tell, in the order of the page that asks."""
    return [str(scope.label) for scope in SiteScope if scope in scopes]


def has_authorised(person: Person, client: Client, scopes: list[str]) -> bool:
    """Tell whether the person let the site learn all of this."""
    return SiteAuthorisation.objects.filter(person=person, client=client, scopes__contains=scopes).exists()


def person_for_site(client: Client, public_id: str) -> Person | None:
    """Return the active person of that id, if they let this site know them."""
    theirs = Q(public_id=public_id, is_active=True, erased_at=None, site_authorisations__client=client)
    return Person.objects.filter(theirs).first()


def _shown(row: SocialAccount) -> str:
    told = row.extra_data if isinstance(row.extra_data, dict) else {}
    return str(told.get("email") or told.get("name") or "")
