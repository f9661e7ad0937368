"""Streams as other apps show them; those for invited people are known to those who were invited alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings

from everfair.kernel.media_tokens import OPEN
from everfair.kernel.text import Text
from everfair.live.enums import Audience, RecordingState, StreamState
from everfair.live.models import Stream
from everfair.live.playback.addresses import playlist_address, watch_address

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from everfair.fairs.models import Edition


@dataclass(frozen=True, slots=True)
class StreamCard:
    """What anybody may know of a stream.

    `owner` is who shows it, empty for the fair; `sector_code` gives its colour; `url` is its watch page; `playlist`
    the whole address that players take, empty where not everybody may watch or there is nothing to see yet.
    """

    public_id: str
    title: Text
    owner: Text
    state: str
    audience: str
    sector_code: str
    language: str
    starts_at: datetime | None
    on_air_at: datetime | None
    ended_at: datetime | None
    session: str
    booth: str
    has_recording: bool
    url: str
    playlist: str
    kept_until: date | None = None

    @property
    def is_on_air(self) -> bool:
        return self.state in (StreamState.ON_AIR, StreamState.PAUSED)


def known_streams(edition: Edition) -> QuerySet[Stream]:
    """Return the streams of an edition that everybody may know of, ready for `card_of_stream`."""
    return _known().filter(edition=edition)


def on_air_now(edition: Edition, limit: int) -> list[StreamCard]:
    """Return what is on air, the latest first; one query."""
    streams = known_streams(edition).filter(state=StreamState.ON_AIR)
    return [card_of_stream(stream) for stream in streams.order_by("-on_air_at", "id")[:limit]]


def card_known_to_all(public_id: str) -> StreamCard | None:
    """Return what everybody may know of a stream; None for one of invited people alone. One query."""
    stream = _known().filter(public_id=public_id).first()
    return card_of_stream(stream) if stream else None


def streams_of_sessions(edition: Edition, session_ids: Iterable[int]) -> dict[int, StreamCard]:
    """Return the streams of sessions, by the session's row id; one query."""
    streams = known_streams(edition).filter(session__in=list(session_ids))
    return {stream.session_id: card_of_stream(stream) for stream in streams if stream.session_id}


def card_of_stream(stream: Stream) -> StreamCard:
    """Return the card of a row of `known_streams`; a rehearsal is known to its team alone."""
    place = stream.session.event if stream.session else stream.booth.exhibitor if stream.booth else None
    is_secret = stream.state == StreamState.REHEARSING
    recorded = _is_recorded(stream)
    return StreamCard(
        public_id=stream.public_id,
        title=stream.title,
        owner=stream.organisation.name if stream.organisation else Text(),
        state=StreamState.SCHEDULED.value if is_secret else stream.state,
        audience=stream.audience,
        sector_code=place.sector.code if place and place.sector else "",
        language=stream.language,
        starts_at=stream.starts_at,
        on_air_at=stream.on_air_at,
        ended_at=stream.ended_at,
        session=stream.session.public_id if stream.session else "",
        booth=stream.booth.public_id if stream.booth else "",
        has_recording=recorded,
        url=watch_address(stream),
        playlist=_playlist(stream, has_recording=recorded),
        kept_until=kept_until(stream),
    )


def kept_until(stream: Stream) -> date | None:
    """Return until when there was a recording that is gone by now; None where there is one, or never was."""
    recording = getattr(stream, "recording", None)
    if stream.state != StreamState.ENDED or recording is None:
        return None
    gone = recording.deleted_at or recording.expired_at
    if gone is None or recording.state not in (RecordingState.EXPIRED, RecordingState.DELETED):
        return None
    was_set: date | None = recording.keep_until if recording.expired_at else None
    return was_set or gone.astimezone(ZoneInfo(stream.edition.zone_id)).date()


def address_to_play(stream: Stream) -> str:
    """Return the whole address of the playlist that anybody's player takes while it is on air, "" if not anybody's."""
    if stream.audience != Audience.PUBLIC:
        return ""
    return stream.external_url or settings.OPTIONS.address + playlist_address(stream, OPEN, "master")


def _known() -> QuerySet[Stream]:
    return Stream.objects.exclude(audience=Audience.INVITED).select_related(
        "edition", "organisation", "recording", "session__event__sector", "booth__exhibitor__sector"
    )


def _is_recorded(stream: Stream) -> bool:
    recording = getattr(stream, "recording", None)
    is_published = recording is not None and recording.state == RecordingState.PUBLISHED
    return stream.state == StreamState.ENDED and is_published


def _playlist(stream: Stream, *, has_recording: bool) -> str:
    if stream.state in (StreamState.ON_AIR, StreamState.PAUSED):
        return address_to_play(stream)
    if has_recording and stream.audience == Audience.PUBLIC:
        return str(settings.OPTIONS.address + playlist_address(stream, OPEN, "vod"))
    return ""
