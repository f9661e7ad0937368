"""What a browser sends when it takes push."""

from __future__ import annotations

from django import forms

from everfair.kernel.text import validate_readable
from everfair.notifications.domain.devices import Subscription

BASE64URL = r"^[A-Za-z0-9_-]+={0,2}$"


class DeviceForm(forms.Form):
    endpoint = forms.CharField(max_length=700, validators=[validate_readable])
    public_key = forms.RegexField(BASE64URL, max_length=100)
    secret = forms.RegexField(BASE64URL, max_length=40)

    def subscription(self) -> Subscription:
        return Subscription(**self.cleaned_data)
