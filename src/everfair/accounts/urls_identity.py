"""Signing in from outside, and the fair as identity provider; only what we use of allauth is mounted."""

from __future__ import annotations

from django.urls import path

from everfair.accounts.views import authorise, identity, outside

urlpatterns = [
    path("accounts/outside/new/", outside.sign_up, name="socialaccount_signup"),
    path("accounts/outside/<slug:provider>/", outside.start, name="identity_start"),
    path("accounts/outside/<slug:provider>/back/", outside.back, name="identity_back"),
    path(".well-known/openid-configuration", identity.discovery, name="identity_discovery"),
    path(".well-known/jwks.json", identity.keys, name="identity_keys"),
    path("identity/authorise", authorise.authorise, name="identity_authorise"),
    path("identity/token", identity.token, name="identity_token"),
    path("identity/userinfo", identity.user_info, name="identity_userinfo"),
    path("identity/revoke", identity.revoke, name="identity_revoke"),
    path("identity/sign-out", identity.sign_out, name="identity_sign_out"),
]
