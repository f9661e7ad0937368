"""What a colleague saved while somebody was writing, beside what was written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext as _

from everfair.live.interfaces.forms import ChangeForm, stream_initial

if TYPE_CHECKING:
    from django.http import QueryDict

    from everfair.live.models import Stream


@dataclass(frozen=True, slots=True)
class Saved:
    """One field that differs: its label, and what stands in the fair by now."""

    label: str
    words: str


def with_saved(stream: Stream, posted: QueryDict) -> tuple[ChangeForm, list[Saved]]:
    """Return the writer's form, ready to be saved over the current version, and what differs in that version."""
    current = stream_initial(stream)
    data = posted.copy()
    data["version"] = str(current["version"])
    form = ChangeForm(stream, data)
    form.is_valid()
    differing = [name for name, value in current.items() if form.cleaned_data.get(name) != value]
    return form, [_saved(form, name, current[name]) for name in differing]


def _saved(form: ChangeForm, name: str, value: Any) -> Saved:
    field = form.fields[name]
    label = form.label_of(name)
    if isinstance(field, forms.BooleanField):
        return Saved(label, _("Yes") if value else _("No"))
    if isinstance(field, forms.ChoiceField):
        value = dict(cast("list[tuple[str, str]]", field.choices)).get(value, value)
    written = field.prepare_value(value)
    return Saved(label, str("" if written is None else written))
