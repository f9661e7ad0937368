"""How somebody comes in: mail addresses, passkeys and codes, sessions, outside accounts, tokens. Never a secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from allauth.idp.oidc.models import Client, Token
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from everfair.accounts.models import ApiToken, SiteAuthorisation
from everfair.kernel.personal_data import Held, Holder, hold, told

if TYPE_CHECKING:
    from everfair.accounts.models import Person


def tell_addresses(person: Person) -> Held:
    return Held(told(EmailAddress.objects.filter(user=person), "email", "verified", "primary"))


def forget_addresses(person: Person) -> None:
    EmailAddress.objects.filter(user=person).delete()


def tell_authenticators(person: Person) -> Held:
    rows = Authenticator.objects.filter(user=person)
    return Held(told(rows, "type", "created_at", "last_used_at", name="data__name"))


def forget_authenticators(person: Person) -> None:
    Authenticator.objects.filter(user=person).delete()


def tell_outside_accounts(person: Person) -> Held:
    rows = SocialAccount.objects.filter(user=person)
    return Held(told(rows, "provider", "uid", "date_joined", "last_login", told_by_provider="extra_data"))


def forget_outside_accounts(person: Person) -> None:
    SocialAccount.objects.filter(user=person).delete()


def tell_sessions(person: Person) -> Held:
    return Held(told(UserSession.objects.filter(user=person), "created_at", "last_seen_at", "ip", "user_agent"))


def forget_sessions(person: Person) -> None:
    """End them all; those that are not listed here end with the password, which they carry a hash of."""
    for session in UserSession.objects.filter(user=person):
        session.end()


def tell_tokens(person: Person) -> Held:
    return Held(told(ApiToken.objects.filter(person=person), "label", "created_at", "last_used_at", "revoked_at"))


def forget_tokens(person: Person) -> None:
    ApiToken.objects.filter(person=person).delete()


def tell_guest_tokens(person: Person) -> Held:
    """Tell where the person signed in with the account of this fair."""
    rows = Token.objects.filter(user=person)
    return Held(told(rows, "type", "scopes", "created_at", "expires_at", system="client__name"))


def forget_guest_tokens(person: Person) -> None:
    Token.objects.filter(user=person).delete()


def tell_sites(person: Person) -> Held:
    """Tell which systems the person let know who they are."""
    rows = SiteAuthorisation.objects.filter(person=person)
    return Held(told(rows, "scopes", "created_at", system="client__name"))


def forget_sites(person: Person) -> None:
    SiteAuthorisation.objects.filter(person=person).delete()


def tell_clients(person: Person) -> Held:
    return Held(told(Client.objects.filter(owner=person), "name", "created_at"))


def forget_clients(person: Person) -> None:
    """The fair's other systems stay; nobody owns them in person any more."""
    Client.objects.filter(owner=person).update(owner=None)


hold(Holder("sign_in.addresses", tell_addresses, forget_addresses, models=("account.EmailAddress",)))
hold(Holder("sign_in.authenticators", tell_authenticators, forget_authenticators, models=("mfa.Authenticator",)))
hold(
    Holder(
        "sign_in.outside_accounts",
        tell_outside_accounts,
        forget_outside_accounts,
        models=("socialaccount.SocialAccount",),
    )
)
hold(Holder("sign_in.sessions", tell_sessions, forget_sessions, models=("usersessions.UserSession",)))
hold(Holder("sign_in.api_tokens", tell_tokens, forget_tokens, models=("accounts.ApiToken",)))
hold(Holder("sign_in.elsewhere", tell_guest_tokens, forget_guest_tokens, models=("allauth_idp_oidc.Token",)))
hold(Holder("sign_in.sites", tell_sites, forget_sites, models=("accounts.SiteAuthorisation",)))
hold(Holder("sign_in.systems", tell_clients, forget_clients, models=("allauth_idp_oidc.Client",)))
