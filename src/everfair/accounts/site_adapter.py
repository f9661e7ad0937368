"""Where allauth's identity provider asks the house: who the fair is, and what a site learns of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from django.conf import settings
from oauthlib.oauth2.rfc6749.errors import InvalidTokenError

from everfair.accounts.enums import OrganisationState, SiteScope
from everfair.accounts.models import Person
from everfair.accounts.queries.connections import has_authorised, person_for_site
from everfair.accounts.queries.members import memberships_of
from everfair.kernel.ids import new_public_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from allauth.idp.oidc.models import Client
    from django.contrib.auth.models import AnonymousUser

LOCALES = {"zh-hans": "zh-Hans", "en": "en"}


class SiteAdapter(DefaultOIDCAdapter):
    def generate_client_id(self) -> str:
        return new_public_id()

    def get_issuer(self) -> str:
        """Return the fair's public address; without one, the address that this request came in by."""
        public: str | None = settings.OPTIONS.public_url
        return public.rstrip("/") if public else str(super().get_issuer())

    def get_user_sub(self, client: Client, user: Person | AnonymousUser) -> str:
        """Row numbers stay in the database; a stranger is nobody."""
        del client
        return user.public_id if isinstance(user, Person) else ""

    def get_user_by_sub(self, client: Client, sub: str) -> Person | None:
        """A code is worth nothing once the person took back what the site may know, or was closed or erased."""
        return person_for_site(client, sub)

    def get_claims(  # noqa: PLR0917 -- allauth's signature
        self,
        purpose: str,
        user: Person,
        client: Client,
        scopes: Iterable[str],
        email: str | None = None,
        **_more: Any,
    ) -> dict[str, Any]:
        """Tell what the person let the site know, as far as the site may still learn it."""
        if not user.is_active or user.erased_at or not has_authorised(user, client, [SiteScope.OPENID]):
            raise InvalidTokenError
        told = set(scopes) & set(client.get_scopes())
        asked = told & {SiteScope.OPENID, SiteScope.EMAIL}
        claims: dict[str, Any] = super().get_claims(purpose, user, client, asked, email=email)
        if SiteScope.PROFILE in told:
            claims |= {"name": user.name, "locale": LOCALES.get(user.language, "en"), "zoneinfo": user.time_zone}
        if SiteScope.ORGANISATIONS in told and purpose == "userinfo":
            claims["organisations"] = organisations_of(user)
        return claims


def organisations_of(person: Person) -> list[dict[str, Any]]:
    """Return whom the person acts for; an organisation that was refused is none of the fair's."""
    return [
        {
            "id": member.organisation.public_id,
            "name": {LOCALES[language]: words for language, words in member.organisation.name.items()},
            "role": member.role,
            "approved": member.organisation.state == OrganisationState.APPROVED,
        }
        for member in memberships_of(person)
        if member.organisation.state != OrganisationState.REFUSED
    ]
