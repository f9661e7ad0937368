"""Who else may vouch for people: the outside identity providers of the settings, checked before anything starts."""

from __future__ import annotations

import json
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

LOCAL = {"localhost", "127.0.0.1", "::1"}


def _issuer(address: str) -> str:
    """Take https, and http on this machine; nobody else can see what goes over the wire there."""
    parts = urlsplit(address)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOCAL)
    if not is_safe or not parts.hostname or parts.query or parts.fragment:
        raise PydanticCustomError("issuer", "must be an https address without ? and #")
    return address.rstrip("/")


def _scopes(scopes: tuple[str, ...]) -> tuple[str, ...]:
    if "openid" not in scopes:
        raise PydanticCustomError("scopes", "must contain openid")
    return scopes


class ProviderName(BaseModel):
    """What the button says after “Continue with”."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    zh: str = Field(min_length=1, max_length=40)
    en: str = Field(min_length=1, max_length=40)


class IdentityProvider(BaseModel):
    """One provider; `id` is part of the address that it sends people back to."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,29}$")
    name: ProviderName
    issuer: Annotated[str, AfterValidator(_issuer)]
    client_id: str = Field(min_length=1, max_length=190)
    client_secret: SecretStr = SecretStr("")
    scopes: Annotated[tuple[str, ...], AfterValidator(_scopes)] = ("openid", "profile", "email")
    pkce: bool = True

    def as_app(self) -> dict[str, Any]:
        """Return the provider as allauth's settings want it."""
        return {
            "provider_id": self.id,
            "name": self.name.en,
            "client_id": self.client_id,
            "secret": self.client_secret.get_secret_value(),
            "settings": {
                "server_url": self.issuer,
                "names": {"zh-hans": self.name.zh, "en": self.name.en},
                "scope": list(self.scopes),
                "oauth_pkce_enabled": self.pkce,
            },
        }


_LIST = TypeAdapter(tuple[IdentityProvider, ...])


def read_providers(written: object) -> object:
    """Read the JSON of the setting; whatever is wrong is said in one sentence that names the entry and the field."""
    try:
        providers = _LIST.validate_python(json.loads(written) if isinstance(written, str) else written)
    except ValueError as error:
        raise PydanticCustomError("providers", "{words}", {"words": _words(error)}) from None
    ids = [provider.id for provider in providers]
    if len(set(ids)) < len(ids):
        raise PydanticCustomError("providers", "two entries have the same id")
    return providers


def _words(error: ValueError) -> str:
    if isinstance(error, ValidationError):
        wrong = error.errors(include_input=False, include_url=False)[0]
        place = [f"entry {part + 1}" if isinstance(part, int) else str(part) for part in wrong["loc"]]
        return ": ".join([*place, wrong["msg"]])
    return f"it is not JSON ({error})"
