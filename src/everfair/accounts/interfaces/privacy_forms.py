"""The one form of the privacy pages that asks for words."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from everfair.kernel.languages import LANGUAGES

ERASE = gettext_lazy("erase")


class ErasureForm(forms.Form):
    """Takes the word in any language of the fair, so that switching the language after typing loses nothing."""

    word = forms.CharField(max_length=40, widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none"}))

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # handed on as they are
        self.fields["word"].label = _("Type “%(word)s” to confirm") % {"word": ERASE}

    def clean_word(self) -> str:
        typed = str(self.cleaned_data["word"]).strip().lower()
        if typed not in _words():
            raise ValidationError(_("Type “%(word)s” here; nothing is erased before that.") % {"word": ERASE})
        return typed


def _words() -> set[str]:
    words = set()
    for language in LANGUAGES:
        with override(language):
            words.add(str(ERASE))
    return words
