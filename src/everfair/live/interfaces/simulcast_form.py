"""The form of another platform that a stream is sent on to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from everfair.kernel.text import validate_readable
from everfair.live.models.simulcast import LONGEST_LABEL
from everfair.live.simulcast.address import whole_address

if TYPE_CHECKING:
    from django.http import QueryDict

LONGEST = 500
_PLAIN = {"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}


class SimulcastForm(forms.Form):
    """The key is typed like a password, yet comes back when something else was wrong: nothing typed is lost."""

    label = forms.CharField(label=_("Name of the platform"), max_length=LONGEST_LABEL, validators=[validate_readable])
    server = forms.CharField(
        label=_("Server"),
        max_length=LONGEST,
        widget=forms.TextInput({**_PLAIN, "placeholder": "rtmps://…"}),
        help_text=_("As the platform gives it for encoders: it begins with rtmp:// or rtmps://."),
    )
    key = forms.CharField(
        label=_("The platform's stream key"),
        max_length=LONGEST,
        required=False,
        widget=forms.PasswordInput({**_PLAIN, "autocomplete": "new-password"}, render_value=True),
        help_text=_("Kept encrypted, and never shown again."),
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="simulcast_%s")  # the desk has other forms beside this one

    @property
    def address(self) -> str:
        """Return server and key in one; only after the form was found valid."""
        return whole_address(self.cleaned_data["server"], self.cleaned_data["key"])
