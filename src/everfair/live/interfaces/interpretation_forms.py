"""Into which language a stream is interpreted."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from everfair.live.languages import name_in
from everfair.live.models.interpretation import Channel

# The languages of the United Nations first, then those that trade fairs are most often interpreted into.
_USUAL = ("zh", "en", "fr", "ru", "es", "ar")
_OTHERS = (
    *("ja", "ko", "de", "pt", "it", "vi", "th", "id", "ms", "km", "lo", "my", "mn", "kk", "uz", "tr", "fa", "hi", "ur"),
    *("sw", "pl", "cs", "hu", "ro", "sr", "uk", "el", "he", "nl", "sv", "da", "fi", "nb", "yue"),
)


class ChannelForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"))

    def __init__(self, *args: Any, known: frozenset[str] = frozenset(), **options: Any) -> None:
        """Leave out the languages that are there already."""
        super().__init__(*args, **options)
        reader = get_language() or ""
        named = {tag: name_in(tag, reader) for tag in (*_USUAL, *_OTHERS) if tag not in known}
        field = cast("forms.ChoiceField", self.fields["language"])
        field.choices = list(named.items())


def channel_form(channels: list[Channel]) -> ChannelForm:
    return ChannelForm(known=frozenset(channel.language for channel in channels))
