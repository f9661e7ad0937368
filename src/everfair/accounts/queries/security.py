"""How a person signs in, and where they are signed in, for one page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from everfair.accounts.devices import device_words
from everfair.accounts.domain.factors import factor_ref
from everfair.accounts.domain.sessions import session_ref
from everfair.kernel.clock import now

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from everfair.accounts.models import Person


@dataclass(frozen=True, slots=True)
class Passkey:
    ref: str
    name: str
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Device:
    ref: str
    words: str
    ip: str
    seen_at: datetime
    is_here: bool


@dataclass(frozen=True, slots=True)
class Factors:
    """`codes_left` is None without recovery codes."""

    passkeys: list[Passkey]
    app_since: datetime | None
    codes_left: int | None


def factors_of(person: Person) -> Factors:
    kinds = Authenticator.Type
    found = list(Authenticator.objects.filter(user=person).order_by("created_at"))
    app = next((factor for factor in found if factor.type == kinds.TOTP), None)
    codes = next((factor for factor in found if factor.type == kinds.RECOVERY_CODES), None)
    passkeys = [
        Passkey(factor_ref(factor), factor.wrap().name, factor.created_at, factor.last_used_at)
        for factor in found
        if factor.type == kinds.WEBAUTHN
    ]
    return Factors(passkeys, app.created_at if app else None, _left(codes) if codes else None)


def _left(codes: Authenticator) -> int:
    return int(app_settings.RECOVERY_CODE_COUNT - codes.data["used_mask"].bit_count())


def sessions_of(person: Person) -> QuerySet[UserSession]:
    """Return where the person is still signed in, the latest first."""
    living = Session.objects.filter(expire_date__gt=now()).values("session_key")
    own: QuerySet[UserSession] = UserSession.objects.filter(user=person, session_key__in=living)
    return own.order_by("-last_seen_at")


def devices_of(person: Person, *, here: str | None) -> list[Device]:
    return [
        Device(
            ref=session_ref(session.session_key),
            words=device_words(session.user_agent),
            ip=session.ip,
            seen_at=session.last_seen_at,
            is_here=session.session_key == here,
        )
        for session in sessions_of(person)
    ]
