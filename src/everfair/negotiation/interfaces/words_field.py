"""People's words of several lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from everfair.kernel.text import validate_readable

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class WordsField(forms.CharField):
    """A text area whose line breaks count as one character, as in the browser."""

    default_validators = [*forms.CharField.default_validators, validate_readable]

    def __init__(self, *, label: str | _StrPromise, max_length: int, rows: int, **options: Any) -> None:
        super().__init__(label=label, max_length=max_length, widget=forms.Textarea({"rows": rows}), **options)

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")
