"""The pass of a player on a partner's site: the audience's picture, for minutes, without a cookie."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from everfair.kernel.clock import now
from everfair.kernel.realtime import channel_token
from everfair.live.domain.embeds import is_good
from everfair.live.domain.telling import frame_channel
from everfair.live.embed_errors import EmbedClosed
from everfair.live.playback.media import frame_playlists, has_recording
from everfair.live.playback.rights import Refusal, Right
from everfair.live.playback.watch_pass import WatchPass, signal_of, since_of, told_state
from everfair.live.queries.captions import captions_of
from everfair.live.queries.recording import chapters_of, is_shown
from everfair.live.watch_tokens import new_watch_token

if TYPE_CHECKING:
    from everfair.live.models import Embed, Stream

LONGEST_SECONDS = 300
SHORTEST_RENEWAL = 5
# The next pass is asked for when so much of this one is used up.
_RENEW_AFTER = 0.75


def pass_in_frame(embed: Embed, stream: Stream, *, page: str) -> WatchPass:
    """Return what the player may play; `page` is where it plays at the fair."""
    signal, seconds = signal_of(stream), _seconds_left(embed)
    given = WatchPass(
        state=told_state(stream, Right(runs=False)),
        has_signal=signal.is_on,
        has_recording=is_shown(stream) and has_recording(stream),
        is_team=False,
        latency=stream.latency,
        now=now(),
        starts_at=stream.starts_at,
        since=since_of(stream, signal),
        events=channel_token([frame_channel(stream)], key=settings.SECRET_KEY, seconds=seconds),
        watching=new_watch_token(stream.public_id, key=settings.SECRET_KEY),
        renew_in=max(SHORTEST_RENEWAL, int(seconds * _RENEW_AFTER)),
        refusal=None,
        captions=captions_of(stream),
        chapters=chapters_of(stream),
        playlists=frame_playlists(stream, seconds=seconds),
        backstage=None,
        holder="",
    )
    return given if may_play(embed, stream) else _nothing(given, page)


def may_play(embed: Embed, stream: Stream) -> bool:
    """Tell whether the player is still allowed; what another server plays is not ours to allow."""
    return is_good(embed) and not stream.external_url


def _nothing(given: WatchPass, page: str) -> WatchPass:
    refusal = Refusal("embed_closed", str(EmbedClosed()), page, _("Watch at the fair"))
    return replace(
        given,
        has_recording=False,
        since=None,
        events="",
        watching="",
        renew_in=None,
        refusal=refusal,
        captions=[],
        chapters=[],
        playlists=None,
    )


def _seconds_left(embed: Embed) -> int:
    left = int((embed.until - now()).total_seconds())
    return min(LONGEST_SECONDS, max(1, left))
