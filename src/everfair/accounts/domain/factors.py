"""What a person signs in with beside the password: passkeys, an authenticator app, recovery codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.db.transaction import atomic
from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from everfair.accounts.models import Person


def factor_ref(factor: Authenticator) -> str:
    """Name a factor in an address."""
    return salted_hmac("everfair.factor", str(factor.pk)).hexdigest()[:16]


def passkeys_of(person: Person) -> list[Authenticator]:
    return list(Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN).order_by("created_at"))


def has_recovery_codes(person: Person) -> bool:
    return bool(Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).exists())


def spend_app_code(factor: Authenticator, code: str) -> bool:
    """Note that this right code was used; False if it or a later one was used before (RFC 6238, section 5.2)."""
    with atomic():
        factor = Authenticator.objects.select_for_update().get(pk=factor.pk)
        step = _step_of(decrypt(factor.data["secret"]), code)
        if step is None or step <= factor.data.get("spent", -1):
            return False
        factor.data["spent"] = step
        factor.save(update_fields=["data"])
    return True


def _step_of(secret: str, code: str) -> int | None:
    """Return the time step that a code belongs to, of those that count as now."""
    for step in yield_hotp_counters_from_time():
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step))):
            return int(step)
    return None
