"""Forms for another mail address and another number."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth
from django.utils.translation import gettext_lazy as _

from everfair.accounts.interfaces.forms import LONGEST_ADDRESS, limit, word


class NewAddressForm(allauth.AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(
            self, "email", _("New e-mail address"), hint=_("We send a code there. Until you type it, nothing changes.")
        )
        limit(self, "email", LONGEST_ADDRESS)


class NewPhoneForm(allauth.ChangePhoneForm):
    """Made by allauth from the field that our adapter gives it."""
