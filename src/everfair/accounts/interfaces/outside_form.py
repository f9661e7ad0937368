"""The first sign-in from outside: who somebody is here, and whether that may be kept."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from allauth.socialaccount.forms import SignupForm
from django import forms
from django.conf import settings
from django.db.transaction import atomic
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from everfair.accounts.errors import MailTaken
from everfair.accounts.interfaces.forms import LONGEST_ADDRESS, SignUpForm, limit, word
from everfair.accounts.outside.adapter import proved_address

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from everfair.accounts.models import Person


class OutsideSignUpForm(SignupForm):
    """Name, address and language come filled in; an address that the provider has proved is not asked for."""

    field_order = ("name", "email", "language", "consent", "time_zone")

    name = deepcopy(SignUpForm.base_fields["name"])
    language = forms.ChoiceField(label=_("Language"), choices=lambda: settings.LANGUAGES)
    consent = deepcopy(SignUpForm.base_fields["consent"])
    time_zone = deepcopy(SignUpForm.base_fields["time_zone"])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["language"] = get_language()
        word(self, "email", _("E-mail address"), hint=_("We send a code there; it opens your account."))
        limit(self, "email", LONGEST_ADDRESS)
        self.proved = proved_address(self.sociallogin)
        if self.proved:
            self.initial["email"] = self.proved
            self.fields["email"].disabled = True

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
