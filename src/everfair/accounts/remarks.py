"""What the entrance says, where allauth would say it in its own words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

# Beside a field, or on top of a form.
ERRORS = {
    "email_password_mismatch": _(
        "E-mail address and password do not go together. Check both, or ask for a new password."
    ),
    "too_many_login_attempts": _("Too many tries. Wait some minutes, or come in another way."),
    "rate_limited": _("Too many tries. Wait some minutes."),
    "enter_current_password": _("This is not your current password."),
    "incorrect_password": _("This is not your password."),
    "incorrect_code": _("This code is not right. Look into the newest message, or ask for a new code."),
    "account_inactive": _("This account is closed."),
    "duplicate_email": _("This is your address already."),
    "email_taken": _("This e-mail address belongs to another account by now."),
    "phone_taken": _("This number belongs to another account by now. Sign in there, or use another number."),
    "same_as_current": _("This is your number already."),
}

# What is said on the next page; about the rest of allauth's remarks the page itself is clear enough.
REMARKS = {
    "account/messages/email_confirmed.txt": _("Your e-mail address is confirmed."),
    "account/messages/email_confirmation_failed.txt": _("This e-mail address belongs to another account by now."),
    "account/messages/password_changed.txt": _("Your new password is set."),
    "account/messages/password_set.txt": _("Your new password is set."),
    "account/messages/phone_verified.txt": _("Your phone number is confirmed."),
    "mfa/messages/totp_activated.txt": _("The authenticator app is set up. Keep the recovery codes."),
    "mfa/messages/totp_deactivated.txt": _("The authenticator app is no longer asked for."),
    "mfa/messages/webauthn_added.txt": _("Your passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
}
