"""Other sites that sign people in with the fair's accounts: registered, changed, renewed, removed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from allauth.idp.oidc.models import Client
from django.db.transaction import atomic

from everfair.accounts.access import can_manage_clients
from everfair.accounts.enums import SiteScope
from everfair.accounts.errors import AddressesMissing, AddressUnfit, SecretNotWanted, TooManyAddresses
from everfair.accounts.queries.grants import grants_of
from everfair.accounts.site_secrets import new_site_secret
from everfair.kernel.access import require
from everfair.kernel.errors import NotFound
from everfair.kernel.events import log_event

if TYPE_CHECKING:
    from everfair.accounts.models import Person

MOST_ADDRESSES = 10
LONGEST_ADDRESS = 500
LOCAL = {"localhost", "127.0.0.1", "::1"}
GRANTS = [Client.GrantType.AUTHORIZATION_CODE, Client.GrantType.REFRESH_TOKEN]


@dataclass(frozen=True, slots=True)
class SiteParticulars:
    """What an operator says of a site: where people are sent back to, after signing in and after signing out.

    `is_public`: it runs in the browser or on a phone and keeps no secret. `is_ours`: it belongs to the fair, so that
    people are not asked what it may learn.
    """

    name: str
    addresses: list[str]
    sign_out_addresses: list[str]
    scopes: list[str]
    is_public: bool
    is_ours: bool


def register_client(site: SiteParticulars, *, actor: Person) -> tuple[Client, str]:
    """Let a site sign people in; returns its row and its secret, which is kept nowhere ("" for a public one)."""
    require(can_manage_clients(grants_of(actor)))
    raw, kept = new_site_secret()
    client = Client(secret=kept, type=Client.Type.PUBLIC if site.is_public else Client.Type.CONFIDENTIAL)
    client.set_grant_types([grant.value for grant in GRANTS])
    _write(client, site)
    with atomic():
        client.save(force_insert=True)
        log_event("client.registered", actor=actor, subject=client, site=site.name, scopes=client.get_scopes())
    return client, "" if site.is_public else raw


def change_client(client_id: str, site: SiteParticulars, *, actor: Person) -> Client:
    """Change a site; its kind stays. What it may no longer learn, it no longer gets, by old tokens neither."""
    require(can_manage_clients(grants_of(actor)))
    with atomic():
        client = _locked(client_id)
        _write(client, site)
        client.save()
        log_event("client.changed", actor=actor, subject=client, site=site.name, scopes=client.get_scopes())
    return client


def renew_secret(client_id: str, *, actor: Person) -> tuple[Client, str]:
    """Give a site a new secret; the old one is void at once."""
    require(can_manage_clients(grants_of(actor)))
    raw, kept = new_site_secret()
    with atomic():
        client = _locked(client_id)
        if client.type == Client.Type.PUBLIC:
            raise SecretNotWanted
        client.secret = kept
        client.save(update_fields=["secret"])
        log_event("client.secret_renewed", actor=actor, subject=client, site=client.name)
    return client, raw


def remove_client(client_id: str, *, actor: Person) -> Client:
    """End a site's right to sign people in; its tokens, and what people let it know, go with it."""
    require(can_manage_clients(grants_of(actor)))
    with atomic():
        client = _locked(client_id)
        log_event("client.removed", actor=actor, subject=client, site=client.name)
        Client.objects.filter(pk=client.pk).delete()
    return client


def _locked(client_id: str) -> Client:
    client = Client.objects.select_for_update().filter(pk=client_id).first()
    if client is None:
        raise NotFound
    return client


def _write(client: Client, site: SiteParticulars) -> None:
    client.name = site.name
    client.skip_consent = site.is_ours
    client.set_scopes([scope.value for scope in SiteScope if scope in {SiteScope.OPENID, *site.scopes}])
    client.set_redirect_uris(_checked(site.addresses, field="addresses"))
    client.set_post_logout_redirect_uris(_checked(site.sign_out_addresses, field="sign_out_addresses"))
    if not site.addresses:
        raise AddressesMissing(field="addresses")
    public = client.type == Client.Type.PUBLIC
    client.set_cors_origins(sorted({_origin(address) for address in site.addresses}) if public else [])


def _checked(addresses: list[str], *, field: str) -> list[str]:
    """Return the addresses without repetition; they are compared letter by letter later on."""
    if len(addresses) > MOST_ADDRESSES:
        raise TooManyAddresses(field=field, limit=MOST_ADDRESSES)
    for address in addresses:
        if not is_fit_address(address):
            raise AddressUnfit(field=field, address=address[:LONGEST_ADDRESS])
    return list(dict.fromkeys(addresses))


def is_fit_address(address: str) -> bool:
    """Tell whether people may be sent there: https, or http on one's own computer; a plain address and no pattern."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and host in LOCAL)
    is_plain = address.isascii() and address.isprintable() and not set(address) & set(" #*\\<>\"'@")
    return is_safe and is_plain and bool(host) and len(address) <= LONGEST_ADDRESS


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
