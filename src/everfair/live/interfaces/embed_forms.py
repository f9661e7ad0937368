"""The form of a player on a partner's site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from everfair.live.domain.embeds import EmbedPlan
from everfair.live.interfaces.forms import StartField

if TYPE_CHECKING:
    from everfair.fairs.models import Edition


class EmbedForm(forms.Form):
    """Whose site, and until when by the fair's clock."""

    label = forms.CharField(label=_("Partner"), max_length=80)
    origins = forms.CharField(
        label=_("Sites that may show it"),
        max_length=2000,
        widget=forms.Textarea({"rows": 2, "spellcheck": "false", "placeholder": "https://partner.example"}),
        help_text=_("One address a line, beginning with https://. Pages below it are included."),
    )
    until = StartField()

    def __init__(self, edition: Edition, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        until = cast("StartField", self.fields["until"])
        until.label, until.required = _("Plays until"), True
        until.zone = ZoneInfo(edition.zone_id)
        until.help_text = _("In the fair's time, %(zone)s.") % {"zone": edition.zone_id}

    def plan(self) -> EmbedPlan:
        """Return what was typed; only after the form was found valid."""
        typed = self.cleaned_data
        return EmbedPlan(typed["label"], tuple(typed["origins"].split()), typed["until"])
