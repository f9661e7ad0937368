"""The agenda as it was pasted, and what it becomes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from everfair.kernel.clock import now
from everfair.kernel.languages import LANGUAGES
from everfair.kernel.text import Text, validate_readable
from everfair.live.domain.agenda import LONGEST_AGENDA, LeftOut, Why, read_agenda

if TYPE_CHECKING:
    from everfair.live.models import Stream

_ROWS = 8
_TAGS = {"zh-hans": "zh-Hans", "en": "en"}
_LABELS = {"zh-hans": _("Agenda in Chinese"), "en": _("Agenda in English")}
_REASONS = {
    Why.NO_TIME: _("There is no time at its beginning."),
    Why.NO_SUCH_TIME: _("No clock shows this time."),
    Why.NO_TITLE: _("There is a time, but no title."),
    Why.SAME_TIME: _("Another line has the same time."),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A chapter that the agenda would make; `is_there` where one stands at that second already."""

    at: datetime
    title: Text
    is_there: bool = False


@dataclass(frozen=True, slots=True)
class Leftover:
    """A line that becomes no chapter, and why not."""

    text: str
    reason: str


class AgendaForm(forms.Form):
    """The agenda in the stream's language, and if one likes in the other; times are those of the fair's clocks."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    how = forms.ChoiceField(
        label=_("Chapters that are there already"),
        choices=[("add", _("Keep them")), ("replace", _("Replace all of them"))],
        widget=forms.RadioSelect,
        initial="add",
    )

    def __init__(self, stream: Stream, *args: Any, **options: Any) -> None:
        options.setdefault("initial", {"day": day_of(stream)})
        super().__init__(*args, **options)
        self._zone = ZoneInfo(stream.edition.zone_id)
        self.languages = languages_of(stream)
        for place, language in enumerate(self.languages):
            self.fields[f"agenda_{place}"] = _field(language, is_needed=place == 0)

    @property
    def replaces(self) -> bool:
        return bool(self.cleaned_data["how"] == "replace")

    def chapters(self) -> dict[datetime, Text]:
        """Return what becomes a chapter, by its moment; the same time in both languages is one chapter."""
        found: dict[datetime, Text] = {}
        for language, agenda in self._read():
            for item in agenda.items:
                found[item.at] = Text({**found.get(item.at, Text()), language: item.title})
        return dict(sorted(found.items()))

    def leftovers(self) -> list[Leftover]:
        lines: list[LeftOut] = [line for _language, agenda in self._read() for line in agenda.left_out]
        return [Leftover(line.text, str(_REASONS[line.why])) for line in lines]

    def marks(self, there: set[datetime]) -> list[Mark]:
        """Return the chapters for the preview; `there` are the moments of those that stand by now."""
        marks = [Mark(at, title) for at, title in self.chapters().items()]
        return [replace(mark, is_there=mark.at in there and not self.replaces) for mark in marks]

    def _read(self) -> Iterator[tuple[str, Any]]:
        for place, language in enumerate(self.languages):
            pasted = self.cleaned_data.get(f"agenda_{place}") or ""
            yield language, read_agenda(pasted, self.cleaned_data["day"], self._zone)


def languages_of(stream: Stream) -> list[str]:
    """Return the languages of texts, the one that is spoken in the stream first."""
    spoken = "zh-hans" if stream.language.lower().startswith("zh") else "en"
    return sorted(LANGUAGES, key=lambda language: language != spoken)


def day_of(stream: Stream) -> date:
    """Return the day of a stream in the fair's zone: of its session, its start, or today."""
    session = stream.session.starts_at if stream.session else None
    moment = session or stream.starts_at or stream.on_air_at or now()
    return moment.astimezone(ZoneInfo(stream.edition.zone_id)).date()


def _field(language: str, *, is_needed: bool) -> forms.CharField:
    return forms.CharField(
        label=_LABELS[language],
        max_length=LONGEST_AGENDA,
        required=is_needed,
        strip=False,
        validators=[validate_readable],
        widget=forms.Textarea(attrs={"rows": _ROWS, "lang": _TAGS[language], "spellcheck": "false"}),
    )
