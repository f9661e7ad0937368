"""The pass to a stream: what its page needs to know, and the addresses that this viewer may use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Count, Min, Q

from everfair.kernel.clock import now
from everfair.kernel.realtime import channel_token
from everfair.live.enums import Audience, StreamState
from everfair.live.playback.media import (
    MEDIA_SECONDS,
    Playlists,
    backstage_playlists,
    has_recording,
    holder_of,
    playlists_for,
)
from everfair.live.playback.rights import Refusal, Right, right_to_watch
from everfair.live.queries.captions import CaptionChoice, captions_of
from everfair.live.queries.recording import ChapterMark, chapters_of, is_shown
from everfair.live.watch_tokens import new_watch_token

if TYPE_CHECKING:
    from django.http import HttpRequest

    from everfair.live.models import Stream

EVENTS_SECONDS = 6 * 3600
# A player asks for its next pass when so much of this one is used up.
RENEW_AFTER = int(MEDIA_SECONDS * 0.75)


@dataclass(frozen=True, slots=True)
class WatchPass:
    """`holder` belongs into a cookie of the browser, never into the page.

    `watching` is what the player's heartbeats are signed with, "" for who may not watch; `since` is the first moment
    that can be seen; `captions` the languages that they are in; `backstage` what only the team sees; `renew_in`
    seconds, None for a pass whose addresses stay good.
    """

    state: str
    has_signal: bool
    has_recording: bool
    is_team: bool
    latency: str
    now: datetime
    starts_at: datetime | None
    since: datetime | None
    events: str
    watching: str
    renew_in: int | None
    refusal: Refusal | None
    captions: list[CaptionChoice]
    chapters: list[ChapterMark]
    playlists: Playlists | None
    backstage: Playlists | None
    holder: str


@dataclass(frozen=True, slots=True)
class Signal:
    """Whether a take is open, in front of or behind the stage, and when the first one for the audience began."""

    is_on: bool
    is_on_backstage: bool
    since: datetime | None


def pass_for(request: HttpRequest, stream: Stream) -> WatchPass:
    right, signal, holder = right_to_watch(request, stream), signal_of(stream), holder_of(request)
    is_open = is_shown(stream)
    needs_token = right.runs or (stream.audience != Audience.PUBLIC and right.refusal is None)
    return WatchPass(
        state=told_state(stream, right),
        has_signal=signal.is_on or bool(stream.external_url),
        has_recording=right.refusal is None and (is_open or right.runs) and has_recording(stream),
        is_team=right.runs,
        latency=stream.latency,
        now=now(),
        starts_at=stream.starts_at,
        since=since_of(stream, signal),
        events=_events(stream, right),
        watching="" if right.refusal else new_watch_token(stream.public_id, key=settings.SECRET_KEY),
        renew_in=RENEW_AFTER if needs_token else None,
        refusal=right.refusal,
        captions=[] if right.refusal else captions_of(stream),
        chapters=[] if right.refusal else chapters_of(stream),
        playlists=None if right.refusal else playlists_for(stream, holder, is_open=is_open or not right.runs),
        backstage=backstage_playlists(stream, holder) if right.runs and signal.is_on_backstage else None,
        holder=holder if needs_token else "",
    )


def signal_of(stream: Stream) -> Signal:
    is_open = Q(ended_at__isnull=True)
    found = stream.takes.aggregate(
        on=Count("pk", filter=is_open & Q(is_public=True)),
        backstage=Count("pk", filter=is_open & Q(is_public=False)),
        since=Min("began_at", filter=Q(is_public=True)),
    )
    return Signal(bool(found["on"]), bool(found["backstage"]), found["since"])


def told_state(stream: Stream, right: Right) -> str:
    """Return the state; that there is a rehearsal is known to the team alone."""
    is_secret = stream.state == StreamState.REHEARSING and not right.runs
    return StreamState.SCHEDULED.value if is_secret else stream.state


def since_of(stream: Stream, signal: Signal) -> datetime | None:
    if signal.since is None or stream.state == StreamState.ENDED:
        return signal.since
    return max(signal.since, now() - timedelta(minutes=stream.dvr_minutes))


def _events(stream: Stream, right: Right) -> str:
    channels = [stream.channel, stream.team_channel] if right.runs else [stream.channel]
    return channel_token(channels, key=settings.SECRET_KEY, seconds=EVENTS_SECONDS)
