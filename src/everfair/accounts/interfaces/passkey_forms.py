"""Forms that carry what a browser says about a passkey."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.mfa.webauthn import forms as allauth
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from everfair.kernel.text import validate_readable

LONGEST_CREDENTIAL = 20_000
LONGEST_NAME = 60
NOT_USABLE = _("This passkey could not be used. Try once more, or take another way.")
# What allauth and fido2 raise for answers that no browser gives.
_NONSENSE = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, struct.error, RecursionError)


class CredentialField(forms.JSONField):
    """JSON that was made by our own script; anything else is refused in one sentence."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(error_messages={"required": NOT_USABLE, "invalid": NOT_USABLE})

    def to_python(self, value: Any) -> Any:
        if len(value or "") > LONGEST_CREDENTIAL:
            raise _nonsense()
        with _in_one_sentence():
            return super().to_python(value)

    def bound_data(self, data: Any, initial: Any) -> None:
        """Show nothing of it again: an answer is good for one challenge."""

    def prepare_value(self, value: Any) -> str:
        del value
        return ""


class _UsesPasskey:
    """Refuses nonsense in one sentence, instead of failing on it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"] = CredentialField()  # type: ignore[attr-defined]  # mixed into forms

    def clean_credential(self) -> Any:
        with _in_one_sentence():
            return super().clean_credential()  # type: ignore[misc]  # mixed into forms


class SignInWithPasskeyForm(_UsesPasskey, allauth.LoginWebAuthnForm):
    pass


class SecondStepPasskeyForm(_UsesPasskey, allauth.AuthenticateWebAuthnForm):
    pass


class ProveByPasskeyForm(_UsesPasskey, allauth.ReauthenticateWebAuthnForm):
    pass


class NewPasskeyForm(allauth.SignupWebAuthnForm):
    """A passkey proper: kept by the device, opened by finger, face or PIN, so that it is enough to sign in."""

    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST_NAME,
        required=False,
        validators=[validate_readable],
        help_text=_("By which you will know the device."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"] = CredentialField()

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["passwordless"] = True
        with _in_one_sentence():
            return dict(super().clean())


@contextmanager
def _in_one_sentence() -> Iterator[None]:
    """Say the same whatever is wrong, but let a throttle say that it is one."""
    try:
        yield
    except ValidationError as error:
        if error.code != "incorrect_code":
            raise
        raise _nonsense() from error
    except _NONSENSE as error:
        raise _nonsense() from error


def _nonsense() -> ValidationError:
    return ValidationError(NOT_USABLE, "nonsense")
