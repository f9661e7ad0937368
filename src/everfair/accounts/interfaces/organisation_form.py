"""The form that registers an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from everfair.accounts.countries import countries
from everfair.accounts.enums import OrganisationKind
from everfair.kernel.bilingual import BilingualForm, BilingualText
from everfair.kernel.languages import DEFAULT_LANGUAGE
from everfair.kernel.text import validate_readable

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


class WebAddress(forms.URLField):
    default_validators = [URLValidator(schemes=("http", "https"))]


NO_COUNTRY = "none"


def listed_countries() -> list[tuple[str, _StrOrPromise]]:
    """Return all countries, and the choice of those who have none: an answer that was given, not forgotten."""
    named = countries(get_language() or DEFAULT_LANGUAGE)
    return [("", _("Choose")), (NO_COUNTRY, _("None (international organisation)")), *named]


class OrganisationForm(BilingualForm):
    texts: ClassVar = (BilingualText("name", _("Name"), longest=200, needed=True),)

    kind = forms.ChoiceField(label=_("Kind"), choices=OrganisationKind.choices)
    country = forms.ChoiceField(
        label=_("Country or region"),
        choices=listed_countries,
        help_text=_("Where it is registered; for an embassy the sending state."),
    )
    place = forms.CharField(label=_("City"), max_length=80, required=False, validators=[validate_readable])
    website = WebAddress(label=_("Website"), max_length=300, required=False, assume_scheme="https")

    def particulars(self) -> dict[str, Any]:
        """Return what `found_organisation` takes."""
        data = self.cleaned_data
        return {
            "name": self.text("name"),
            "kind": data["kind"],
            "country": None if data["country"] == NO_COUNTRY else data["country"],
            "place": data["place"],
            "website": data["website"],
        }
