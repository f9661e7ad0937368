"""The forms for how long a recording is kept, and for its end."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class KeepForm(forms.Form):
    """Empty means: by the fair's rule."""

    until = forms.DateField(
        label=_("Keep until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class DeleteForm(forms.Form):
    title = forms.CharField(
        label=_("Title of the stream"), max_length=200, widget=forms.TextInput({"autocomplete": "off"})
    )
