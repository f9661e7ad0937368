"""The sentences of a notice, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.functional import Promise

from everfair.kernel.languages import LANGUAGES
from everfair.kernel.text import Text

if TYPE_CHECKING:
    from everfair.notifications.kinds import Kind

LONGEST_SUBJECT = 240


@dataclass(frozen=True, slots=True)
class Wording:
    """`subject` is one line."""

    subject: str
    body: str

    @property
    def gist(self) -> str:
        """What fits under a title: the first paragraph, and what it announces if it ends with a colon."""
        first, *more = self.body.split("\n\n")
        if not more or not first.endswith((":", "：")):
            return first
        return f"{first}{'' if first.endswith('：') else ' '}{more[0]}"


def keepable(words: Mapping[str, object]) -> dict[str, object]:
    """Return words as JSON keeps them: what exists in languages as objects, all else as it is written."""
    return {name: _keepable(value) for name, value in words.items()}


def _keepable(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Promise):
        return {language: _said(value, language) for language in LANGUAGES}
    return str(value)


def _said(sentence: Promise, language: str) -> str:
    with translation.override(language):
        return str(sentence)


def word(kind: Kind, words: Mapping[str, object], language: str) -> Wording:
    """Say a notice in one language; names that exist in several are said in that one."""
    with translation.override(language):
        said = {name: str(Text(value)) if isinstance(value, Mapping) else str(value) for name, value in words.items()}
        subject = " ".join((str(kind.subject) % said).split())
        return Wording(subject[:LONGEST_SUBJECT], (str(kind.body) % said).strip())
