"""The forms of the operators' desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from everfair.accounts.enums import EditionRole
from everfair.kernel.text import validate_readable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from everfair.fairs.models import Edition, Zone

_BETWEEN = "/"


class RoleForm(forms.Form):
    """Chooses among the editions that the actor operates; a zone is named with its edition."""

    edition = forms.ChoiceField(label=_("Edition"))
    role = forms.ChoiceField(label=_("Role"), choices=EditionRole.choices)
    zone = forms.ChoiceField(label=_("Zone"), required=False, help_text=_("For section leads only."))

    def __init__(self, editions: Sequence[Edition], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.editions = {edition.slug: edition for edition in editions}
        self.fields["edition"].choices = [(slug, str(edition.name)) for slug, edition in self.editions.items()]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["zone"].choices = [("", _("None")), *self._zones()]  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        words = super().clean() or self.cleaned_data
        zone = words.get("zone")
        if words.get("role") == EditionRole.SECTION_LEAD and zone and not self._is_inside(zone):
            self.add_error("zone", _("This zone belongs to another edition."))
        return words

    def chosen_edition(self) -> Edition:
        return self.editions[self.cleaned_data["edition"]]

    def chosen_zone(self) -> Zone | None:
        slug = self.cleaned_data["zone"].partition(_BETWEEN)[2]
        return next((zone for zone in self.chosen_edition().zones.all() if zone.slug == slug), None)

    def _zones(self) -> list[tuple[str, Any]]:
        return [
            (str(edition.name), [(f"{slug}{_BETWEEN}{zone.slug}", str(zone.name)) for zone in edition.zones.all()])
            for slug, edition in self.editions.items()
        ]

    def _is_inside(self, zone: str) -> bool:
        return zone.partition(_BETWEEN)[0] == self.cleaned_data.get("edition")


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        validators=[validate_readable],
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Kept in the event log."),
    )


class LookForm(ReasonForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].help_text = _("The person reads it, word for word.")
