"""The form of a person's wishes: a table of kinds and channels, and the hours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from everfair.notifications.domain.wishes import Times
from everfair.notifications.enums import Channel, Rhythm
from everfair.notifications.kinds import Kind, all_kinds

if TYPE_CHECKING:
    from django.forms import BoundField

    from everfair.notifications.queries.wishes import Reader


@dataclass(frozen=True, slots=True)
class Row:
    """One kind in the table, its boxes in the order of the channels."""

    kind: Kind
    boxes: list[tuple[Channel, BoundField]]


class WishesForm(forms.Form):
    rhythm = forms.ChoiceField(label=_("Mail"), choices=Rhythm.choices, widget=forms.RadioSelect)
    letter_hour = forms.TypedChoiceField(
        label=_("The daily letter comes at"),
        coerce=int,
        choices=[(hour, f"{hour:02}:00") for hour in range(24)],
    )
    quiet_from = forms.TimeField(label=_("Quiet from"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    quiet_until = forms.TimeField(
        label=_("Quiet until"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )

    def __init__(self, reader: Reader, data: Any = None) -> None:
        manners = reader.manners
        hours = {"quiet_from": manners.quiet_from, "quiet_until": manners.quiet_until}
        clock = {name: value.strftime("%H:%M") if value else None for name, value in hours.items()}
        super().__init__(data, initial={"rhythm": manners.rhythm, "letter_hour": manners.letter_hour, **clock})
        for kind in all_kinds():
            for channel in Channel:
                self.fields[_name(kind, channel)] = _box(kind, channel, reader)

    def groups(self) -> Iterator[tuple[str, list[Row]]]:
        """Yield the table's groups with their rows, in the order of the kinds."""
        groups: dict[str, list[Row]] = {}
        for kind in all_kinds():
            boxes = [(channel, self[_name(kind, channel)]) for channel in Channel]
            groups.setdefault(str(kind.group), []).append(Row(kind, boxes))
        yield from groups.items()

    def choices(self) -> dict[tuple[str, str], bool]:
        return {
            (kind.key, channel.value): bool(self.cleaned_data[_name(kind, channel)])
            for kind in all_kinds()
            for channel in Channel
        }

    def times(self) -> Times:
        names = ("rhythm", "letter_hour", "quiet_from", "quiet_until")
        return Times(*(self.cleaned_data[name] for name in names))


def _name(kind: Kind, channel: Channel) -> str:
    return f"{kind.key}.{channel.value}"


def _box(kind: Kind, channel: Channel, reader: Reader) -> forms.BooleanField:
    return forms.BooleanField(
        label=format_lazy("{}: {}", kind.label, channel.label),
        required=False,
        disabled=channel is Channel.LIST and kind.obligation,
        initial=reader.takes(kind, channel),
    )
