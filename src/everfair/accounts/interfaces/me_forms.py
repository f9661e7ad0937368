"""The small forms of my account."""

from __future__ import annotations

from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from everfair.kernel.text import validate_name, validate_readable
from everfair.kernel.uploads import AVATAR_MB, IMAGES, UploadField


def listed_zones() -> list[tuple[str, str]]:
    """Return the zones that people live in, by continent; not the historical aliases."""
    return [(zone, zone.replace("_", " ")) for zone in sorted(available_timezones()) if "/" in zone and _lived_in(zone)]


def _lived_in(zone: str) -> bool:
    return zone.partition("/")[0] not in ("Etc", "SystemV", "US", "Brazil", "Canada", "Chile", "Mexico")


class PreferencesForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        validators=[validate_name],
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=lambda: settings.LANGUAGES)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=lambda: [("UTC", "UTC"), *listed_zones()])


class AvatarForm(forms.Form):
    picture = UploadField(
        label=_("Picture"),
        sorts=IMAGES,
        most_mb=AVATAR_MB,
        error_messages={"required": _("Choose a picture first.")},
    )


class TokenForm(forms.Form):
    label = forms.CharField(
        label=_("What is it for?"),
        max_length=80,
        validators=[validate_readable],
        help_text=_("A word that helps you to recognise it later, for example the name of your program."),
    )
