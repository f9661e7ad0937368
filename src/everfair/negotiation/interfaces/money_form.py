"""Amount and currency on a form, read as money."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from everfair.kernel.errors import DomainError
from everfair.kernel.money import Money
from everfair.negotiation.interfaces.currencies import currency_choices


class MoneyForm(forms.Form):
    """A form with an optional amount; `cleaned_data["money"]` is None when it is left empty."""

    amount = forms.CharField(
        label=_("Amount"),
        required=False,
        max_length=30,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off", "placeholder": "1,250,000.00"}),
        help_text=_("Leave it empty if it is not disclosed."),
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=currency_choices, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned["money"] = None
        if cleaned.get("amount") and "currency" in cleaned:
            try:
                cleaned["money"] = Money.parse(cleaned["amount"], cleaned["currency"])
            except DomainError as refusal:
                self.add_error(refusal.field, str(refusal))
        return cleaned
