"""What a colleague saved while somebody was writing, beside what was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from django.http import QueryDict

    from everfair.kernel.bilingual import BilingualForm, BilingualText

Form = TypeVar("Form", bound="BilingualForm")


@dataclass(frozen=True, slots=True)
class Saved:
    """One text that differs: the label, and what stands in the fair by now, per language."""

    text: BilingualText
    words: tuple[tuple[str, str], ...]


def with_saved(form_class: type[Form], posted: QueryDict, current: Mapping[str, Any]) -> tuple[Form, list[Saved]]:
    """Return the writer's form, ready to be saved over the current version, and what differs in that version."""
    data = posted.copy()
    data["version"] = str(current["version"])
    form = form_class(data)
    form.is_valid()
    return form, [saved for text in form.texts if (saved := _saved(text, form, current)).words]


def _saved(text: BilingualText, form: BilingualForm, current: Mapping[str, Any]) -> Saved:
    fields = [(name, form[name].field.widget.attrs["lang"]) for name in text.field_names]
    differing = [
        (tag, current.get(name, "")) for name, tag in fields if form.cleaned_data.get(name) != current.get(name, "")
    ]
    return Saved(text, tuple(differing))
