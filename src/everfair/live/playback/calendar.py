"""A stream as an appointment (RFC 5545)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from everfair.kernel.clock import now

if TYPE_CHECKING:
    from collections.abc import Iterator

    from everfair.live.models import Stream

# A line has at most 75 octets; what follows stands in the next one, behind a space.
LINE = 75
USUAL_LENGTH = timedelta(hours=1)


def appointment(stream: Stream, *, page: str) -> str:
    """Return the calendar file of a stream that has a beginning; `page` is its address."""
    begins = stream.starts_at
    if begins is None:
        raise ValueError(stream.public_id)
    ends = stream.session.ends_at if stream.session else begins + USUAL_LENGTH
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Everfair//live//EN",
        "BEGIN:VEVENT",
        f"UID:{stream.public_id}@everfair",
        f"DTSTAMP:{_moment(now())}",
        f"DTSTART:{_moment(begins)}",
        f"DTEND:{_moment(max(ends, begins))}",
        f"SUMMARY:{_escaped(str(stream.title))}",
        f"URL:{page}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _moment(when: datetime) -> str:
    return f"{when.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(words: str) -> str:
    for sign in "\\;,":
        words = words.replace(sign, f"\\{sign}")
    return " ".join(words.split())


def _folded(line: str) -> Iterator[str]:
    """Cut between characters, never inside one."""
    part = ""
    for character in line:
        if len((part + character).encode()) > LINE:
            yield part
            part = " "
        part += character
    yield part
