"""The fair as client of an outside provider: allauth's steps, with every answer checked before it is believed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.socialaccount.models import SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.urls import reverse
from requests import RequestException
from requests.exceptions import InvalidJSONError

from everfair.accounts.errors import OutsideDown, OutsideUnfit
from everfair.accounts.outside.discovery import discover, fetch
from everfair.accounts.outside.id_token import nonce_for, read_id_token

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialApp, SocialLogin
    from django.http import HttpRequest


class OutsideClient(OpenIDConnectOAuth2Adapter):
    @property
    def openid_config(self) -> dict[str, str]:
        return discover(self.get_provider().app.settings["server_url"])

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        path = reverse("identity_back", args=[app.provider_id])
        public: str | None = settings.OPTIONS.public_url
        return public.rstrip("/") + path if public else request.build_absolute_uri(path)

    def get_access_token_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = super().get_access_token_data(*args, **kwargs)
        except (OAuth2Error, KeyError, InvalidJSONError) as error:
            raise OutsideUnfit from error
        except RequestException as error:
            raise OutsideDown from error
        return answer

    def parse_token(self, data: dict[str, Any]) -> SocialToken:
        """The token is used once and kept nowhere."""
        return SocialToken(token=str(data["access_token"]))

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> SocialLogin:
        config = self.openid_config
        claims = read_id_token(
            kwargs["response"].get("id_token"),
            client_id=app.client_id,
            config=config,
            nonce=nonce_for(request.GET.get("state", "")),
        )
        if "userinfo_endpoint" in config:
            told = fetch(config["userinfo_endpoint"], bearer=token.token)
            if told.get("sub") != claims["sub"]:
                raise OutsideUnfit
            claims = {**claims, **told}
        return self.get_provider().sociallogin_from_response(request, claims)
