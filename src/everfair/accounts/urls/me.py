"""My account."""

from __future__ import annotations

from django.urls import path

from everfair.accounts.views import acting, avatar, me, nav, tokens

urlpatterns = [
    path("me", me.me, name="me"),
    path("me/avatar", avatar.change, name="avatar-change"),
    path("me/avatar/remove", avatar.remove, name="avatar-remove"),
    path("people/<slug:public_id>/avatar", avatar.show, name="person-avatar"),
    path("me/nav", nav.nav, name="nav"),
    path("me/acting", acting.switch, name="acting"),
    path("me/tokens", tokens.tokens, name="token-list"),
    path("me/tokens/<slug:public_id>/revoke", tokens.revoke, name="token-revoke"),
]
