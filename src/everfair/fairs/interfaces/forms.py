"""The forms of the operator's desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from everfair.fairs.domain.edition import LONGEST_ADDRESS, EditionPlan
from everfair.fairs.enums import ZoneKind
from everfair.fairs.models import Edition, Zone
from everfair.fairs.queries.editions import sectors
from everfair.kernel.bilingual import BilingualForm, BilingualText

if TYPE_CHECKING:
    from everfair.fairs.models import Sector
    from everfair.kernel.text import TextField


def _longest(model: type[Edition | Zone], field: str) -> int:
    return cast("TextField", model._meta.get_field(field)).longest  # noqa: SLF001 -- Django's documented model API


def _day() -> forms.DateInput:
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class EditionForm(BilingualForm):
    """A new edition."""

    texts: ClassVar = (
        BilingualText("name", _("Name"), _longest(Edition, "name"), needed=True),
        BilingualText("theme", _("Theme"), _longest(Edition, "theme")),
    )

    slug = forms.CharField(
        label=_("Web address"),
        max_length=LONGEST_ADDRESS,
        help_text=_("The first part of all its addresses. Starts with the year: 2021 or 2021-spring."),
        widget=forms.TextInput({"autocapitalize": "none", "spellcheck": "false"}),
    )
    opens = forms.DateField(label=_("Opening day"), widget=_day())
    exhibition_from = forms.DateField(label=_("First exhibition day"), widget=_day())
    closes = forms.DateField(
        label=_("Closing day"),
        widget=_day(),
        help_text=_("Nothing closes then: booths, recordings and negotiations stay open all year."),
    )
    zone_id = forms.ChoiceField(
        label=_("Time zone"),
        choices=lambda: [(name, name) for name in sorted(available_timezones())],
        initial="Asia/Shanghai",
        help_text=_("The fair's own clock. Everybody sees theirs beside it."),
    )

    def plan(self) -> EditionPlan:
        words = self.cleaned_data
        return EditionPlan(
            slug=words["slug"],
            name=self.text("name"),
            theme=self.text("theme"),
            zone_id=words["zone_id"],
            opens=words["opens"],
            exhibition_from=words["exhibition_from"],
            closes=words["closes"],
        )


class VersionForm(forms.Form):
    """A change to an edition, and the version of it that the operator saw; the page writes the field itself."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ZoneNameForm(VersionForm, BilingualForm):
    """Another name for a zone."""

    texts: ClassVar = (BilingualText("name", _("Name"), _longest(Zone, "name"), needed=True),)


class ZoneForm(ZoneNameForm):
    """A new zone."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ZoneKind.choices, initial=ZoneKind.SPECIAL)
    sector: forms.ModelChoiceField[Sector] = forms.ModelChoiceField(
        None,
        to_field_name="code",
        required=False,
        label=_("Sector"),
        empty_label=_("No sector of its own"),
        help_text=_("Gives the zone its colour."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["sector"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = sectors()
