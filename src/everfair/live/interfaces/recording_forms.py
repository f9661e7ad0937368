"""The forms of a recording's page; moments are typed in the fair's zone."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from everfair.kernel.bilingual import BilingualForm, BilingualText
from everfair.kernel.text import validate_readable
from everfair.live.domain.chapters import LONGEST_TITLE
from everfair.live.enums import DownloadRight

if TYPE_CHECKING:
    from everfair.live.models import Recording

TO_THE_SECOND = "%Y-%m-%dT%H:%M:%S"


class MomentField(forms.DateTimeField):
    """A moment to the second, as the browser's own widget writes it; `in_zone` makes it aware."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local", "step": "1"}, format=TO_THE_SECOND)

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=[TO_THE_SECOND, "%Y-%m-%dT%H:%M"], **options)


class ZonedForm(forms.Form):
    """A form whose moments are those of one zone's clocks."""

    def __init__(self, zone: ZoneInfo, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._zone = zone

    def moment(self, name: str) -> datetime | None:
        found: datetime | None = self.cleaned_data[name]
        return found.replace(tzinfo=self._zone) if found else None


class TrimForm(ZonedForm):
    """Empty means: as recorded."""

    from_at = MomentField(label=_("Begins"), required=False)
    until_at = MomentField(label=_("Ends"), required=False)


class DownloadForm(forms.Form):
    download = forms.ChoiceField(choices=DownloadRight.choices, label=_("Who may download the file"))


class ChapterForm(BilingualForm, ZonedForm):
    """A chapter of a stream."""

    texts: ClassVar = (BilingualText("title", _("Title of the chapter"), LONGEST_TITLE, needed=True),)

    at = MomentField(label=pgettext_lazy("time", "From"))


class SpeakerForm(forms.Form):
    """Somebody whose consent a recording needs."""

    name = forms.CharField(
        label=_("Speaker's name"),
        max_length=120,
        validators=[validate_readable],
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"), required=False, widget=forms.EmailInput({"autocomplete": "off"})
    )


def trim_initial(recording: Recording, zone: ZoneInfo) -> dict[str, datetime]:
    moments = {"from_at": recording.from_at, "until_at": recording.until_at}
    return {name: at.astimezone(zone).replace(tzinfo=None) for name, at in moments.items() if at}
