"""The forms of the captioning page."""

from __future__ import annotations

from datetime import UTC, datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from everfair.live.caption_errors import CaptionFileTooLarge
from everfair.live.captioning.files import MOST_MB
from everfair.live.interfaces.forms import FLOOR_LANGUAGES


class CaptionUploadForm(forms.Form):
    """A file of captions for a recording."""

    language = forms.ChoiceField(choices=FLOOR_LANGUAGES, label=_("Language of the captions"))
    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput({"accept": ".vtt,.srt,text/vtt"}),
        help_text=_("WebVTT or SubRip. It takes the place of the captions that this language has."),
        error_messages={"required": _("Choose a file first."), "empty": _("This file is empty.")},
    )

    def data_of_file(self) -> bytes:
        """Return what the file holds; `CaptionFileTooLarge` before it is read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_MB * 1_000_000:
            raise CaptionFileTooLarge(most=MOST_MB, field="file")
        content: bytes = file.read()
        return content


def read_moment(text: str) -> datetime | None:
    """Return the moment of milliseconds since 1970, as scripts count; None for anything else."""
    try:
        return datetime.fromtimestamp(float(text) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
