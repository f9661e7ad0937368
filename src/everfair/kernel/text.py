"""Text in several languages, kept as one JSON object per field: {"zh-hans": "...", "en": "..."}."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from everfair.kernel.languages import DEFAULT_LANGUAGE, LANGUAGES

# What broken bytes become, and the marks that make words run backwards over their neighbours.
_NEVER = frozenset("\ufffd\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LAYOUT = frozenset("\t\n\r")

# Letters and blanks that leave no ink: fillers of Hangul and Khmer, the empty Braille cell.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_JOINERS = frozenset("\u200c\u200d")
# Writing systems in which a joiner between two letters is spelling.
_JOINED = frozenset({"ARABIC", "SYRIAC", "DEVANAGARI", "BENGALI", "GUJARATI", "GURMUKHI", "TAMIL", "TELUGU", "KANNADA"})
_JOINED |= {"MALAYALAM", "ORIYA", "SINHALA", "KHMER", "MYANMAR", "MONGOLIAN", "TIBETAN"}
# Alphabets whose letters are mistaken for each other's. Chinese with Latin is how companies write.
_LOOKALIKES = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU", "DESERET", "OSAGE"})


def is_readable(value: str) -> bool:
    """Tell whether a text arrived whole: no broken bytes, no control signs, no direction overrides."""
    return not any(
        sign in _NEVER or (unicodedata.category(sign) in ("Cc", "Cs") and sign not in _LAYOUT) for sign in value
    )


def validate_readable(value: str) -> None:
    """Refuse text that is not `is_readable`; a validator for form fields and schemas that take people's words."""
    if not is_readable(value):
        raise ValidationError(_("Some characters arrived damaged. Please type this text again."), code="unreadable")


def validate_name(value: str) -> None:
    """Refuse names that read as something else than they are; for people and organisations.

    Any alphabet will do, also several in one name; letters that look alike may not be mixed within one word.
    """
    validate_readable(value)
    if any(_is_invisible(value, place) for place in range(len(value))):
        raise ValidationError(
            _("This name has an invisible sign in it. Please type it by hand instead of copying it."), code="invisible"
        )
    if not any(unicodedata.category(sign)[0] in "LN" for sign in value):
        raise ValidationError(_("A name needs at least one letter or digit."), code="no_letter")
    for word in _words(value):
        if len(set().union(*map(_script, word)) & _LOOKALIKES) > 1:
            raise ValidationError(
                _("“%(word)s” mixes letters of different alphabets that look alike. Write each word in one alphabet."),
                code="mixed_alphabets",
                params={"word": word[:40]},
            )


def _is_invisible(value: str, place: int) -> bool:
    """Tell whether a sign leaves no trace: format signs and line ends; a joiner inside a word that needs it may."""
    sign = value[place]
    if sign in _JOINERS:
        around = [_script(neighbour) & _JOINED for neighbour in value[max(place - 1, 0) : place + 2 : 2]]
        return len(around) < len("ab") or not around[0] & around[1]
    return sign in _BLANK or sign in _LAYOUT or unicodedata.category(sign) in ("Cf", "Zl", "Zp")


def _words(value: str) -> list[str]:
    """Cut at everything that is no letter and no mark on one."""
    return "".join(sign if unicodedata.category(sign)[0] in "LM" else " " for sign in value).split()


def _script(sign: str) -> set[str]:
    """Return the words of the sign's Unicode name, of which the writing system is one: LATIN SMALL LETTER A."""
    return set(unicodedata.name(sign, "").split())


@dataclass(frozen=True, slots=True)
class Picked:
    """The words that a reader gets, and whether they are in another language than asked for."""

    value: str
    language: str
    is_fallback: bool


class Text(Mapping[str, str]):
    """An immutable text in languages; empty languages are left out."""

    __slots__ = ("_words",)

    def __init__(self, words: Mapping[str, str] | None = None, /) -> None:
        self._words = {tag: value for tag, value in (words or {}).items() if value}

    def __getitem__(self, language: str) -> str:
        return self._words[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)

    def __hash__(self) -> int:
        return hash(frozenset(self._words.items()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mapping) and self._words == dict(other)

    def __str__(self) -> str:
        return self.pick(get_language() or DEFAULT_LANGUAGE).value

    def __repr__(self) -> str:
        return f"Text({self._words!r})"

    def pick(self, language: str, edition_language: str = DEFAULT_LANGUAGE) -> Picked:
        """Return the text for a reader: their language, else the edition's, else any there is."""
        for tag in (language, edition_language, *LANGUAGES, *self._words):
            if tag in self._words:
                return Picked(self._words[tag], tag, is_fallback=tag != language)
        return Picked("", language, is_fallback=False)


class TextField(models.JSONField):
    """A `Text` column. `max_length` bounds each language (characters)."""

    def __init__(self, *args: Any, max_length: int = 4000, **options: Any) -> None:
        options.setdefault("default", Text)
        self.longest = max_length
        super().__init__(*args, **options)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, options = super().deconstruct()
        options["max_length"] = self.longest
        return str(name), path, list(args), options

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        loaded = super().from_db_value(value, expression, connection)
        return Text(loaded) if isinstance(loaded, dict) else loaded

    def to_python(self, value: Any) -> Any:
        return Text(value) if isinstance(value, Mapping) else value

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(dict(value) if isinstance(value, Text) else value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002 -- Django's signature
        plain = dict(value) if isinstance(value, Text) else value
        return super().get_db_prep_value(plain, connection, prepared)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(dict(value) if isinstance(value, Text) else value, model_instance)
        for tag, words in (value or {}).items():
            if tag not in LANGUAGES:
                raise ValidationError(_("The language “%(tag)s” is not one of this fair's."), params={"tag": tag})
            if len(words) > self.longest:
                raise ValidationError(
                    _("At most %(longest)s characters, please; this has %(length)s."),
                    params={"longest": self.longest, "length": len(words)},
                )
            validate_readable(words)
