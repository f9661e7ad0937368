"""Forms that ask for a code, and those that it is typed into."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit
from allauth.mfa.adapter import get_adapter as get_factors_adapter
from allauth.mfa.base import forms as steps
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from everfair.accounts.domain.factors import spend_app_code
from everfair.accounts.domain.phones import person_by_phone, read_phone
from everfair.accounts.interfaces.forms import LONGEST_ADDRESS, limit, word

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LONGEST_CODE = 20


def expect_code(form: forms.Form, label: _StrPromise, *, hint: str | _StrPromise = "") -> None:
    """Let the keyboard show digits, and the phone offer the code that it has just received."""
    word(form, "code", label, hint=hint)
    limit(form, "code", LONGEST_CODE)
    form.fields["code"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}


class AskForCodeForm(account.RequestLoginCodeForm):
    """One field for both: a code goes to a mail address, or to a number that its owner has confirmed here."""

    field_order = ("login", "remember")

    login = forms.CharField(
        label=_("E-mail address or mobile number"),
        max_length=LONGEST_ADDRESS,
        widget=forms.TextInput({"autocomplete": "username"}),
        help_text=_("A number must be confirmed in your account before."),
    )
    remember = forms.BooleanField(label=_("Keep me signed in on this device"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["email"]

    def clean_login(self) -> str:
        login: str = self.cleaned_data["login"].strip().lower()
        if "@" in login:
            validate_email(login)
            self.cleaned_data["email"] = login
            self.cleaned_data["email"] = self.clean_email()
        else:
            self.cleaned_data["phone"] = self._clean_number(login)
        return login

    def clean(self) -> None:
        """Nothing is left to compare: there is one field, not two."""

    def _clean_number(self, typed: str) -> str:
        phone = read_phone(typed)
        if phone is None:
            raise ValidationError(_("Write an e-mail address, or a mobile number with its country code."), "neither")
        self._user = person_by_phone(phone)
        if not ratelimit.consume(context.request, action="request_sms_code", key=phone):
            raise get_adapter().validation_error("too_many_login_attempts")
        return phone


class LoginCodeForm(account.ConfirmLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        expect_code(self, _("Code"))


class MailCodeForm(account.ConfirmEmailVerificationCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        expect_code(self, _("Code"))


class PhoneCodeForm(account.VerifyPhoneForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        expect_code(self, _("Code"))


class _SpendsCodes:
    """A code of the authenticator app is right once, also in the half minute around it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        expect_code(self, _("Code"), hint=_("From your authenticator app, or one of your recovery codes."))  # type: ignore[arg-type]  # mixed into forms

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]  # mixed into forms
        factor: Authenticator = self.authenticator  # type: ignore[attr-defined]  # set by allauth's clean_code
        if factor.type == Authenticator.Type.TOTP and not spend_app_code(factor, code):
            raise get_factors_adapter().validation_error("incorrect_code")
        return code


class SecondStepForm(_SpendsCodes, steps.AuthenticateForm):
    pass


class ProveByCodeForm(_SpendsCodes, steps.ReauthenticateForm):
    pass


class SwitchOnAppForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        expect_code(self, _("Code"), hint=_("The six digits that the app shows now."))
