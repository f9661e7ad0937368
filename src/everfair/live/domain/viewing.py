"""How many watch: heartbeats of players, one a viewer and minute, folded into counts.

A heartbeat is one statement. The count that it leads to is honest within limits: the same token counts once a minute
however often it is sent, but whoever fetches many passes is many viewers.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.transaction import atomic

from everfair.kernel.clock import now
from everfair.kernel.realtime import publish
from everfair.live.audience_errors import BadWatchToken
from everfair.live.enums import StreamState
from everfair.live.models import Heartbeat, Stream, ViewerMinute
from everfair.live.watch_tokens import BadToken, read_watch_token

SECONDS_BETWEEN_COUNTS = 5
# A minute is folded when its last heartbeat has surely arrived.
FOLDED_AFTER = timedelta(minutes=2)

_BEATS, _COUNTS, _STREAMS = (model._meta.db_table for model in (Heartbeat, ViewerMinute, Stream))  # noqa: SLF001 -- Django's documented model API
# A heartbeat may be lost with the machine: its commit doesn't wait for the disk.
_BEAT = f"""
    WITH unhurried AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
    INSERT INTO {_BEATS} (stream_id, minute, viewer, is_live)
    SELECT id, %(minute)s, %(viewer)s, %(is_live)s AND state = ANY(%(on)s)
    FROM {_STREAMS}, unhurried WHERE public_id = %(stream)s
    ON CONFLICT (stream_id, minute, viewer) DO NOTHING
    RETURNING stream_id
"""  # noqa: S608 -- names of tables
_FOLD = f"""
    WITH gone AS (DELETE FROM {_BEATS} WHERE minute < %s RETURNING stream_id, minute, is_live)
    INSERT INTO {_COUNTS} AS known (stream_id, minute, is_live, viewers)
    SELECT stream_id, minute, is_live, count(*) FROM gone GROUP BY stream_id, minute, is_live
    ON CONFLICT (stream_id, minute, is_live) DO UPDATE SET viewers = known.viewers + EXCLUDED.viewers
"""  # noqa: S608 -- names of tables
_ON = [StreamState.ON_AIR.value, StreamState.PAUSED.value]

# When this process last told a stream's count (monotonic seconds); others may tell it, too: that does no harm.
_told: dict[str, float] = {}


def beat(stream: str, *, token: str, is_live: bool) -> bool:
    """Note that a player plays; returns whether that was news in this minute. `BadWatchToken`."""
    try:
        viewer = read_watch_token(token, stream=stream, key=settings.SECRET_KEY)
    except BadToken as error:
        raise BadWatchToken from error
    words: dict[str, Any] = {
        "stream": stream,
        "viewer": viewer,
        "is_live": is_live,
        "minute": _minute(now()),
        "on": _ON,
    }
    with connection.cursor() as cursor:
        cursor.execute(_BEAT, words)
        is_news = cursor.fetchone() is not None
    if time.monotonic() - _told.get(stream, 0.0) >= SECONDS_BETWEEN_COUNTS:
        _told[stream] = time.monotonic()
        _tell(stream)
    return is_news


def watching_now(stream: str) -> int:
    """Return how many players were heard of in this minute or the one before."""
    since = _minute(now()) - timedelta(minutes=1)
    beats = Heartbeat.objects.filter(stream__public_id=stream, minute__gte=since)
    return beats.values("viewer").distinct().count()


def fold_heartbeats() -> int:
    """Count the heartbeats of whole minutes and forget them; returns how many counts were written."""
    with connection.cursor() as cursor:
        cursor.execute(_FOLD, [_minute(now() - FOLDED_AFTER)])
        return int(cursor.rowcount)


def _tell(public_id: str) -> None:
    with atomic():
        stream = Stream.objects.only("public_id").filter(public_id=public_id).first()
        if stream:
            publish(stream.channel, "watching", {"viewers": watching_now(public_id)})


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
