"""An outside provider of the settings, and what is taken from its claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from allauth.account.models import EmailAddress
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.conf import settings
from django.utils.crypto import get_random_string
from django.utils.translation import get_language

from everfair.accounts.outside.client import OutsideClient
from everfair.accounts.outside.id_token import nonce_for
from everfair.kernel.languages import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LONGEST_NAME = 120
LONGEST_ADDRESS = 254


class OutsideProvider(OpenIDConnectProvider):
    oauth2_adapter_class = OutsideClient

    def redirect(self, request: HttpRequest, process: str, next_url: str | None = None, **_more: Any) -> HttpResponse:
        """Lead to the provider, with a nonce that only this sign-in's token may carry."""
        state_id = get_random_string(32)
        answer: HttpResponse = super().redirect(
            request, process, next_url, state_id=state_id, auth_params={"nonce": nonce_for(state_id)}
        )
        return answer

    def serialize(self) -> dict[str, str]:
        """Two providers may know the fair under the same client id, so a sign-up under way names the provider."""
        return {"id": self.sub_id}

    def extract_uid(self, data: dict[str, Any]) -> str:
        return str(data["sub"])

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {"email": _words(data, "email", LONGEST_ADDRESS)}

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Keep what the person needs to recognise the account, and nothing else."""
        return {"name": _words(data, "name", LONGEST_NAME), "email": _words(data, "email", LONGEST_ADDRESS)}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """A provider that does not say `true`, and nothing else, has proved nothing."""
        address = _words(data, "email", LONGEST_ADDRESS)
        is_proved = data.get("email_verified") is True
        return [EmailAddress(email=address, verified=is_proved, primary=True)] if address else []


def listed_providers() -> dict[str, str]:
    """Return the names of the configured providers in the reader's language, by id."""
    apps = cast("dict[str, Any]", settings.SOCIALACCOUNT_PROVIDERS)["openid_connect"]["APPS"]
    language = get_language() or DEFAULT_LANGUAGE
    return {app["provider_id"]: app["settings"]["names"].get(language, app["name"]) for app in apps}


def name_of_provider(provider: str) -> str:
    """Return its name, or its id once the administrator has taken it out of the settings."""
    return listed_providers().get(provider, provider)


def _words(data: dict[str, Any], claim: str, longest: int) -> str:
    """Return a claim that is readable text, "" for anything else."""
    found = data.get(claim)
    return found.strip() if isinstance(found, str) and found.isprintable() and len(found) <= longest else ""
