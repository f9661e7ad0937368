"""The programme's filter, as the address line carries it."""

from __future__ import annotations

from datetime import date

from django.http import QueryDict

from everfair.programme.enums import EventKind
from everfair.programme.queries.programme import Wish

LONGEST_WORDS = 80


def read_wish(query: QueryDict) -> Wish:
    """Read `day`, `kind`, `live` and `q`; what is not understood is left out rather than refused."""
    kind = query.get("kind", "")
    return Wish(
        day=_day(query.get("day", "")),
        kind=kind if kind in EventKind.values else "",
        live=query.get("live") == "1",
        words=query.get("q", "").replace("\x00", "")[:LONGEST_WORDS].strip(),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
