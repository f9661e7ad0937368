"""My account, and the operator's desk for organisations."""

from __future__ import annotations

from django.urls import path

from everfair.accounts.views import acting, me, nav, organisations, tokens, vetting

app_name = "accounts"
urlpatterns = [
    path("me", me.me, name="me"),
    path("me/nav", nav.nav, name="nav"),
    path("me/acting", acting.switch, name="acting"),
    path("me/organisations/new", organisations.new, name="organisation-new"),
    path("me/tokens", tokens.tokens, name="token-list"),
    path("me/tokens/<slug:public_id>/revoke", tokens.revoke, name="token-revoke"),
    path("operate/organisations/", vetting.waiting, name="organisation-vetting"),
    path("operate/organisations/<slug:public_id>/approve", vetting.approve, name="organisation-approve"),
    path("operate/organisations/<slug:public_id>/refuse", vetting.refuse, name="organisation-refuse"),
]
