"""The forms of the entrance: allauth's, in our words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import forms as allauth
from django import forms
from django.core.validators import MaxLengthValidator
from django.db.transaction import atomic
from django.utils.translation import gettext_lazy as _

from everfair.accounts.errors import MailTaken
from everfair.kernel.text import validate_name

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase
    from django.utils.functional import _StrPromise

    from everfair.accounts.models import Person

LONGEST_PASSWORD = 256
LONGEST_ADDRESS = 254


def word(form: forms.Form, name: str, label: _StrPromise, *, hint: str | _StrPromise = "") -> None:
    """Give one of allauth's fields our label and hint, without a placeholder that repeats the label."""
    field = form.fields[name]
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)


def limit(form: forms.Form, name: str, longest: int) -> None:
    """Bound one of allauth's fields: a mail address by its column, a password because hashing takes its time."""
    field = form.fields[name]
    field.widget.attrs["maxlength"] = longest
    field.validators.append(MaxLengthValidator(longest))


class SignInForm(allauth.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(self, "login", _("E-mail address"))
        word(self, "password", _("Password"))
        word(self, "remember", _("Keep me signed in on this device"))
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"
        limit(self, "password", LONGEST_PASSWORD)


class SignUpForm(allauth.SignupForm):
    """The language is the page's; the time zone comes from the browser, if it runs scripts."""

    field_order = ("name", "email", "password1", "consent", "time_zone")

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        validators=[validate_name],
        widget=forms.TextInput({"autocomplete": "name"}),
        help_text=_("As the people you negotiate with should read it."),
    )
    consent = forms.BooleanField(
        label=_("Everfair may keep my name and e-mail address for my account and show them to those I negotiate with."),
        error_messages={"required": _("Without this there is no account. You can browse the fair without one.")},
    )
    time_zone = forms.CharField(required=False, widget=forms.HiddenInput({"data-time-zone": ""}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(self, "email", _("E-mail address"), hint=_("We send a code there; it opens your account."))
        limit(self, "email", LONGEST_ADDRESS)
        if not self.by_passkey:
            word(self, "password1", _("Password"), hint=_("At least 10 characters, and not one of the common ones."))
            limit(self, "password1", LONGEST_PASSWORD)

    def signup(self, request: HttpRequest, user: Person) -> None:
        """Everything is already saved by the adapter."""

    def save(self, request: HttpRequest) -> Person:
        with atomic():
            person: Person = super().save(request)
        return person

    def try_save(self, request: HttpRequest) -> tuple[Person | None, HttpResponseBase | None]:
        """Two sign-ups with one mail address at the same moment end like one after the other: with a mail."""
        try:
            saved: tuple[Person | None, HttpResponseBase | None] = super().try_save(request)
        except MailTaken:
            self.account_already_exists = True
            saved = super().try_save(request)
        return saved


class AskForPasswordForm(allauth.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(self, "email", _("E-mail address"))


class NewPasswordForm(allauth.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(self, "password1", _("New password"), hint=_("At least 10 characters, and not one of the common ones."))
        word(self, "password2", _("New password, once more"))
        limit(self, "password1", LONGEST_PASSWORD)


class SetPasswordForm(allauth.SetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(self, "password1", _("New password"), hint=_("At least 10 characters, and not one of the common ones."))
        word(self, "password2", _("New password, once more"))
        limit(self, "password1", LONGEST_PASSWORD)


class ReauthenticateForm(allauth.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(self, "password", _("Password"))
        limit(self, "password", LONGEST_PASSWORD)


class ChangePasswordForm(allauth.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(self, "oldpassword", _("Current password"))
        word(self, "password1", _("New password"), hint=_("At least 10 characters, and not one of the common ones."))
        word(self, "password2", _("New password, once more"))
        limit(self, "oldpassword", LONGEST_PASSWORD)
        limit(self, "password1", LONGEST_PASSWORD)
