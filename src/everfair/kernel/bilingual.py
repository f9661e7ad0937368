"""Forms in which every text has a field per language, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from everfair.kernel.text import Text, validate_readable

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# The language of a text -> the ending of its field's name, and the language as `lang` attributes write it.
ENDINGS = {"zh-hans": "zh", "en": "en"}
_TAGS = {"zh-hans": "zh-Hans", "en": "en"}
_LABELS = {"zh-hans": _("Chinese"), "en": _("English")}


class WordsField(forms.CharField):
    """Takes people's words: line ends as one character each, as the browser's counter has them."""

    def __init__(self, *, longest: int, **options: Any) -> None:
        hint = format_lazy(_("At most {longest} characters."), longest=longest)
        super().__init__(max_length=longest, help_text=hint, validators=[validate_readable], **options)

    def to_python(self, value: Any) -> str:
        words = super().to_python(value) or ""
        return words.replace("\r\n", "\n").replace("\r", "\n")


@dataclass(frozen=True, slots=True)
class BilingualText:
    """One text of a form; a `needed` one must be written in at least one language."""

    name: str
    label: str | _StrPromise
    longest: int
    lines: int = 1
    needed: bool = False

    @property
    def field_names(self) -> tuple[str, ...]:
        return tuple(f"{self.name}_{ending}" for ending in ENDINGS.values())


@dataclass(frozen=True, slots=True)
class Pair:
    """The bound fields of one text; `kernel/pair.html` shows them."""

    label: str | _StrPromise
    needed: bool
    fields: tuple[forms.BoundField, ...]


class BilingualForm(forms.Form):
    """`texts` become fields `<name>_zh` and `<name>_en`; read them with `text`."""

    texts: ClassVar[tuple[BilingualText, ...]] = ()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for text in self.texts:
            for language, ending in ENDINGS.items():
                self.fields[f"{text.name}_{ending}"] = _field(text, language)

    def clean(self) -> dict[str, Any]:
        words = super().clean() or self.cleaned_data
        for text in self.texts:
            written = (words.get(name) or name in self.errors for name in text.field_names)
            if text.needed and not any(written):
                self.add_error(text.field_names[0], _("Write this in Chinese, in English, or in both."))
        return words

    def text(self, name: str) -> Text:
        """Return what was typed for one text; only after the form was found valid."""
        return Text({language: self.cleaned_data[f"{name}_{ending}"] for language, ending in ENDINGS.items()})

    def pairs(self) -> Iterator[Pair]:
        """Return the texts for the template, languages side by side."""
        for text in self.texts:
            yield self.pair(text)

    def pair(self, text: BilingualText) -> Pair:
        return Pair(text.label, text.needed, tuple(self[name] for name in text.field_names))


def typed(texts: Mapping[str, Text]) -> dict[str, str]:
    """Return texts as the initial values of a `BilingualForm`."""
    return {
        f"{name}_{ending}": text.get(language, "")
        for name, text in texts.items()
        for language, ending in ENDINGS.items()
    }


def _field(text: BilingualText, language: str) -> WordsField:
    attributes = {"lang": _TAGS[language]}
    widget = forms.Textarea({**attributes, "rows": text.lines}) if text.lines > 1 else forms.TextInput(attributes)
    return WordsField(
        longest=text.longest,
        label=_LABELS[language],
        required=False,
        widget=widget,
    )
