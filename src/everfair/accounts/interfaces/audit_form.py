"""The filters of the audit view, read from the address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from everfair.accounts.queries.audit import Wanted
from everfair.kernel.events import declared
from everfair.kernel.text import validate_readable


def listed_events() -> list[tuple[str, Any]]:
    return [("", _("All events")), *((name, f"{name}: {declared[name].words}") for name in sorted(declared))]


class AuditForm(forms.Form):
    person = forms.CharField(label=_("Person"), max_length=120, required=False, validators=[validate_readable])
    organisation = forms.CharField(
        label=_("Organisation"), max_length=200, required=False, validators=[validate_readable]
    )
    name = forms.ChoiceField(label=pgettext_lazy("event log", "Event"), choices=listed_events, required=False)
    day = forms.DateField(label=_("Day"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    before = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)

    def wanted(self, zone: str) -> Wanted:
        """Return what is looked for; a field that could not be read narrows nothing."""
        data = self.cleaned_data
        return Wanted(
            person=data.get("person", ""),
            organisation=data.get("organisation", ""),
            name=data.get("name", ""),
            day=data.get("day"),
            zone=zone,
            before=data.get("before"),
        )


class ObjectAuditForm(AuditForm):
    """On an object's own page one looks for events and days only."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["person"], self.fields["organisation"]
