"""How long somebody has to wait who was too fast."""

from __future__ import annotations

import time
from math import ceil
from typing import TYPE_CHECKING

from allauth.core.internal import ratelimit
from django.core.cache import cache

if TYPE_CHECKING:
    from django.http import HttpRequest

# What allauth counts on which page.
ACTIONS = {
    "account_login": ("login", "login_failed"),
    "account_signup": ("signup", "confirm_email"),
    "account_signup_by_passkey": ("signup", "confirm_email"),
    "account_request_login_code": ("request_login_code", "request_sms_code"),
    "account_email_verification_sent": ("confirm_email",),
    "account_reset_password": ("reset_password",),
    "account_reset_password_from_key": ("reset_password_from_key",),
    "account_change_password": ("change_password",),
    "account_set_password": ("change_password",),
    "account_email": ("manage_email", "confirm_email"),
    "account_change_phone": ("change_phone", "verify_phone"),
    "account_verify_phone": ("verify_phone",),
    "account_reauthenticate": ("reauthenticate", "login_failed"),
    "mfa_reauthenticate": ("reauthenticate",),
    "mfa_reauthenticate_webauthn": ("reauthenticate",),
}


def seconds_held_back(request: HttpRequest, *keys: str) -> int:
    """Return after how many seconds this page takes a form again, 0 if nothing is known to hold it back.

    `keys` are what is counted beside the network address and the person: a mail address, a number.
    """
    route = request.resolver_match.url_name if request.resolver_match else ""
    waits = [
        _wait(request, action, rate=rate, key=key)
        for action in ACTIONS.get(route or "", ())
        for rate in ratelimit.get_rates(app="allauth.account", action=action)
        for key in _counted(request, rate, keys)
    ]
    return max(waits, default=0)


def _counted(request: HttpRequest, rate: ratelimit.Rate, keys: tuple[str, ...]) -> tuple[str, ...]:
    if rate.per == "key":
        return keys
    return ("",) if rate.per == "ip" or request.user.is_authenticated else ()


def _wait(request: HttpRequest, action: str, *, rate: ratelimit.Rate, key: str) -> int:
    """Return when the oldest try that still counts stops counting; allauth keeps them newest first."""
    kept = ratelimit.get_cache_key(request, app="allauth.account", action=action, rate=rate, key=key)
    tries: list[float] = cache.get(kept, [])
    if len(tries) < rate.amount:
        return 0
    return max(0, ceil(float(tries[rate.amount - 1] + rate.duration) - time.time()))
