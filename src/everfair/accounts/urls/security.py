"""How one signs in: passkeys, codes, phone, sessions."""

from __future__ import annotations

from django.urls import path

from everfair.accounts.views import security, security_factors

urlpatterns = [
    path("me/security", security.security, name="security"),
    path("me/security/sessions/others/end", security.end_other_sessions, name="session-end-others"),
    path("me/security/sessions/<slug:ref>/end", security.end_session, name="session-end"),
    path("me/security/passkeys/<slug:ref>/remove", security_factors.remove_passkey, name="passkey-remove"),
    path("me/security/phone/remove", security.forget_phone, name="phone-remove"),
]
