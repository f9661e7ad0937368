"""The forms in which an organisation says what it is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from everfair.accounts.countries import countries
from everfair.accounts.domain.particulars import particulars_of
from everfair.accounts.enums import OrganisationKind
from everfair.accounts.interfaces.paper_fields import PapersForm
from everfair.accounts.queries.places import sectors_to_name, zones_to_apply_to
from everfair.kernel.bilingual import BilingualForm, BilingualText, typed
from everfair.kernel.clock import now
from everfair.kernel.languages import DEFAULT_LANGUAGE
from everfair.kernel.text import validate_name, validate_readable

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from everfair.accounts.models import Organisation
    from everfair.accounts.queries.likeness import Doubles
    from everfair.fairs.models import Zone

NO_COUNTRY = "none"
FIRST_FORTUNE_500 = 1990
NAME = BilingualText("name", _("Name"), longest=200, needed=True)
ABOUT = BilingualText("about", _("About the organisation"), longest=2000, lines=4)


class WebAddress(forms.URLField):
    default_validators = [URLValidator(schemes=("http", "https"))]


def listed_countries() -> list[tuple[str, _StrOrPromise]]:
    """Return all countries, and the choice of those who have none: an answer that was given, not forgotten."""
    named = countries(get_language() or DEFAULT_LANGUAGE)
    return [("", _("Choose")), (NO_COUNTRY, _("None (international organisation)")), *named]


def zone_choice(zone: Zone) -> tuple[str, str]:
    return f"{zone.edition.slug}/{zone.slug}", str(zone.name)


def listed_zones(zones: list[Zone]) -> Iterator[tuple[_StrOrPromise, Any]]:
    """Return the zones to choose from, under the names of their editions where there are several."""
    yield "", _("None yet")
    editions = [(edition, [zone_choice(zone) for zone in some]) for edition, some in groupby(zones, _edition)]
    if len(editions) == 1:
        yield from editions[0][1]
    else:
        yield from editions


def _edition(zone: Zone) -> str:
    return str(zone.edition.name)


class OrganisationForm(BilingualForm, PapersForm):
    """Registers an organisation."""

    texts: ClassVar[tuple[BilingualText, ...]] = (NAME,)

    kind = forms.ChoiceField(label=_("Kind"), choices=OrganisationKind.choices)
    country = forms.ChoiceField(
        label=_("Country or region"),
        choices=listed_countries,
        help_text=_(
            "Where it is registered. For an embassy, its sending state. International organisations have none."
        ),
    )
    place = forms.CharField(label=_("City"), max_length=80, required=False, validators=[validate_readable])
    website = WebAddress(label=_("Website"), max_length=300, required=False, assume_scheme="https")
    registration_number = forms.CharField(
        label=_("Registration number"),
        max_length=60,
        required=False,
        validators=[validate_readable],
        help_text=_("As on the business licence or in the register."),
    )
    fortune_500_year = forms.IntegerField(
        label=_("Year on the Fortune Global 500 list"),
        required=False,
        validators=[MinValueValidator(FIRST_FORTUNE_500)],
        widget=forms.TextInput({"inputmode": "numeric"}),
        help_text=_("The latest one. Companies only."),
    )
    applies_to = forms.ChoiceField(
        label=_("Zone"),
        required=False,
        help_text=_("Where you would like to exhibit. Its lead institution then looks at your application, too."),
    )
    sectors = forms.MultipleChoiceField(label=_("Sectors"), required=False, widget=forms.CheckboxSelectMultiple)
    is_another = forms.BooleanField(label=_("It is another one"), required=False)

    def __init__(self, *args: Any, zone: Zone | None = None, **options: Any) -> None:
        """`zone` is the one that the organisation has named already; it may stay, even after its edition."""
        super().__init__(*args, **options)
        self.alike: Doubles | None = None
        for ending in ("zh", "en"):
            self.fields[f"name_{ending}"].validators.append(validate_name)
        self.fields["fortune_500_year"].validators.append(MaxValueValidator(now().year))
        self._zones = list(zones_to_apply_to())
        if zone and zone not in self._zones:
            self._zones.append(zone)
        self.fields["applies_to"].choices = list(listed_zones(self._zones))  # type: ignore[attr-defined]  # a ChoiceField
        named = [(sector.code, str(sector.name)) for sector in sectors_to_name()]
        self.fields["sectors"].choices = named  # type: ignore[attr-defined]  # a MultipleChoiceField

    def given(self) -> dict[str, Any]:
        """Return what `make_particulars` takes; only after the form was found valid."""
        data = self.cleaned_data
        as_typed = ("kind", "place", "website", "registration_number", "fortune_500_year", "sectors")
        zone = next((zone.pk for zone in self._zones if zone_choice(zone)[0] == data["applies_to"]), None)
        return {
            "country": None if data["country"] == NO_COUNTRY else data["country"],
            "applies_to_id": zone,
            **{name: data[name] for name in as_typed},
            **{text.name: self.text(text.name) for text in self.texts},
        }


class ProfileForm(OrganisationForm):
    """Shows an organisation to its managers, and takes what they change and answer."""

    texts: ClassVar = (NAME, ABOUT)

    words = forms.CharField(
        label=_("A few words to the vetters"),
        max_length=1000,
        required=False,
        validators=[validate_readable],
        widget=forms.Textarea({"rows": 3}),
    )
    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, files: Any = None, *, organisation: Organisation) -> None:
        super().__init__(data, files, initial=_shown(organisation), zone=organisation.applies_to)


def _shown(organisation: Organisation) -> dict[str, Any]:
    zone = organisation.applies_to
    as_kept = ("kind", "place", "website", "registration_number", "fortune_500_year", "sectors")
    return {
        **typed({"name": organisation.name, "about": organisation.about}),
        **{name: getattr(organisation, name) for name in as_kept},
        "country": organisation.country or NO_COUNTRY,
        "applies_to": zone_choice(zone)[0] if zone else "",
        "seen": particulars_of(organisation).fingerprint,
    }
