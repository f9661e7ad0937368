"""What allauth does, told to the event log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import signals as account
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_used
from django.contrib import messages
from django.db.models.signals import post_delete, post_save
from django.db.transaction import atomic
from django.dispatch import receiver
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import override

from everfair.accounts.domain.sessions import forget_sessions
from everfair.accounts.enums import ConsentPurpose
from everfair.accounts.queries.consents import has_consent
from everfair.kernel.events import log_event

if TYPE_CHECKING:
    from allauth.account.models import EmailAddress
    from django.http import HttpRequest

    from everfair.accounts.models import Person

Kind = Authenticator.Type

_ADDED = {
    Kind.WEBAUTHN: "person.passkey_added",
    Kind.TOTP: "person.app_codes_switched_on",
    Kind.RECOVERY_CODES: "person.recovery_codes_made",
}
_REMOVED = {
    Kind.WEBAUTHN: "person.passkey_removed",
    Kind.TOTP: "person.app_codes_switched_off",
}


# The model's own signals, not allauth's: those of the authenticator app come only after the commit.
@receiver(post_save, sender=Authenticator)
def log_added_factor(instance: Authenticator, *, created: bool, **_signal: Any) -> None:
    if created:
        _log(_ADDED[instance.type], instance)


@receiver(post_delete, sender=Authenticator)
def log_removed_factor(instance: Authenticator, **_signal: Any) -> None:
    if instance.type in _REMOVED:
        _log(_REMOVED[instance.type], instance)


@receiver(authenticator_used)
def log_spent_code(authenticator: Authenticator, **_signal: Any) -> None:
    if authenticator.type == Kind.RECOVERY_CODES:
        _log("person.recovery_code_used", authenticator)


@receiver(account.email_changed)
def log_new_address(user: Person, from_email_address: EmailAddress | None, **_signal: Any) -> None:
    """A first address that is confirmed is not a change; the adapter tells of that one."""
    if from_email_address is not None:
        log_event("person.mail_changed", actor=user, subject=user)


@receiver(account.password_changed)
@receiver(account.password_set)
@receiver(account.password_reset)
def sign_out_elsewhere(request: HttpRequest, user: Person, **_signal: Any) -> None:
    """A new password has made all other sessions void; keep no list of them."""
    forget_sessions(user, but=request.session.session_key)


@receiver(account.user_logged_in)
def ask_for_terms(request: HttpRequest, user: Person, **_signal: Any) -> None:
    """Show who has not agreed to the present terms where they stand; the demo's own people are not asked."""
    if not user.is_synthetic and not has_consent(user, ConsentPurpose.TERMS):
        with override(user.language):
            words = _("Please read the terms of the fair and agree to them:"), reverse("accounts:privacy"), _("Privacy")
        messages.info(request, format_html('{} <a href="{}">{}</a>', *words))


def _log(name: str, factor: Authenticator) -> None:
    named = {"label": factor.wrap().name} if factor.type == Kind.WEBAUTHN else {}
    with atomic():
        log_event(name, actor=factor.user, subject=factor.user, **named)
