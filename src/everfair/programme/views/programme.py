"""The timetable of an edition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from everfair.fairs.public import edition_by_slug
from everfair.kernel.access import permission
from everfair.kernel.languages import DEFAULT_LANGUAGE, babel_locale
from everfair.kernel.pages import add_tags, public_page
from everfair.programme.enums import EventKind
from everfair.programme.interfaces.filters import read_wish
from everfair.programme.queries.programme import Wish, day_counts, programme

_SHORT_DAY = {"zh-hans": "M月d日 EEE", "en": "EEE d MMM"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One word of the filter."""

    label: str
    address: str
    chosen: bool


@permission("programme.view", public=True)
@require_safe
@public_page("programme")
def show_programme(request: HttpRequest, edition: str) -> HttpResponse:
    fair = edition_by_slug(edition)
    wish = read_wish(request.GET)
    days = programme(fair, wish)
    context = {
        "edition": fair,
        "wish": wish,
        "days": days,
        "kinds": _kinds(wish),
        "every_day": Choice(_("All days"), _address(wish, day=""), wish.day is None),
        "day_choices": [_day_choice(wish, day, sessions) for day, sessions in day_counts(fair)],
        "live": Choice(_("Live streamed"), _address(wish, live=not wish.live), wish.live),
        "shown": sum(len(day.sessions) for day in days),
    }
    return add_tags(render(request, "programme/programme.html", context), f"edition-{edition}")


def _kinds(wish: Wish) -> list[Choice]:
    everything = Choice(_("All kinds"), _address(wish, kind=""), not wish.kind)
    return [
        everything,
        *(Choice(str(kind.label), _address(wish, kind=kind.value), wish.kind == kind) for kind in EventKind),
    ]


def _day_choice(wish: Wish, day: date, sessions: int) -> Choice:
    words = format_date(day, _SHORT_DAY[_language()], locale=babel_locale(_language()))
    return Choice(f"{words} · {sessions}", _address(wish, day=day.isoformat()), wish.day == day)


def _language() -> str:
    return get_language() or DEFAULT_LANGUAGE


def _address(wish: Wish, *, day: str | None = None, kind: str | None = None, live: bool | None = None) -> str:
    parts = {
        "day": (wish.day.isoformat() if wish.day else "") if day is None else day,
        "kind": wish.kind if kind is None else kind,
        "live": "1" if (wish.live if live is None else live) else "",
        "q": wish.words,
    }
    return "?" + urlencode({name: value for name, value in parts.items() if value})
