"""What templates say about streams."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django import template

from everfair.live.enums import StreamState
from everfair.live.notices import day_in_words
from everfair.live.playback.addresses import watch_address

if TYPE_CHECKING:
    from everfair.kernel.text import Text
    from everfair.live.models import Stream

register = template.Library()

_COLOURS = {StreamState.ON_AIR: "tag-live", StreamState.PAUSED: "tag-gold", StreamState.REHEARSING: "tag-jade"}


@register.filter
def watch_url(stream: Stream) -> str:
    return watch_address(stream)


@register.filter
def sector_code(stream: Stream) -> str:
    """Return the sector that colours a stream: its event's or its exhibitor's; "" for the fair's own."""
    if stream.session:
        return stream.session.event.sector.code if stream.session.event.sector else ""
    return stream.booth.exhibitor.sector.code if stream.booth else ""


@register.filter
def belongs_to(stream: Stream) -> Text | None:
    """Return the event of a session's stream, unless it is called like the stream itself."""
    event = stream.session.event if stream.session else None
    return event.title if event and event.title != stream.title else None


@register.filter
def state_colour(state: str) -> str:
    """Return the class of the tag that shows a state."""
    return _COLOURS.get(StreamState(state), "")


@register.filter
def clock(length: timedelta | None) -> str:
    """Write how long something takes, as a player does: 1:24:05 or 24:05."""
    seconds = max(0, round(length.total_seconds())) if length else 0
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


@register.filter
def long_day(day: date) -> str:
    """Write a day in the reader's language: 5 September 2021."""
    return str(day_in_words(day))
