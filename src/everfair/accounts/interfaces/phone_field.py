"""A field for a mobile number."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from everfair.accounts.domain.phones import read_phone

LONGEST = 40


class PhoneField(forms.CharField):
    """Cleans to E.164, however the number is written."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Mobile number"))
        kwargs.setdefault("max_length", LONGEST)
        kwargs.setdefault("widget", forms.TextInput({"type": "tel", "autocomplete": "tel"}))
        kwargs.setdefault("help_text", _("With the country code, for example +66 81 234 5678."))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        phone = read_phone(typed) if typed else ""
        if phone is None:
            raise forms.ValidationError(_("This is not a mobile number. Write it with its country code."), "not_mobile")
        return phone
