"""Hearts and claps: bursts from the browsers, added up in one row a minute, told as totals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db.models import F, Sum
from django.db.transaction import atomic

from everfair.kernel.clock import now
from everfair.kernel.realtime import publish
from everfair.live.domain.folding import is_our_turn, take_turn
from everfair.live.enums import Reaction, StreamState
from everfair.live.models import ReactionMinute, Stream

if TYPE_CHECKING:
    from datetime import datetime

# Somebody with quick fingers manages so many in a burst; a script gets no more.
MOST_IN_A_BURST = 20
SECONDS_BETWEEN = 1
# Watching a recording one may still clap; the row of its minute is counted for the stream all the same.
_TAKEN_IN = frozenset({StreamState.ON_AIR, StreamState.PAUSED, StreamState.ENDED})


def react(stream: Stream, *, viewer: int, burst: Mapping[str, int]) -> bool:
    """Add a viewer's burst; False for what is ignored: no reaction known, too soon, or nothing on."""
    counts = {kind: min(burst[kind], MOST_IN_A_BURST) for kind in Reaction.values if burst.get(kind, 0) > 0}
    if not counts or stream.state not in _TAKEN_IN:
        return False
    with atomic():
        if not cache.add(f"live-react-{viewer:x}", value=True, timeout=SECONDS_BETWEEN):
            return False
        _add(stream, counts)
        if is_our_turn("reactions", stream.pk):
            publish_totals(stream)
    return True


def totals(stream: Stream) -> dict[str, int]:
    """Return how many of each kind there were over the whole stream; kinds without any are left out."""
    sums = ReactionMinute.objects.filter(stream=stream).aggregate(**{kind: Sum(kind) for kind in Reaction.values})
    return {kind: count for kind, count in sums.items() if count}


def publish_totals(stream: Stream) -> None:
    """Tell open pages the totals; inside a transaction."""
    publish(stream.channel, "reactions", totals(stream))


def publish_last_totals(stream_id: int) -> None:
    """Tell the reactions that came within a pause; the job's part."""
    with atomic():
        take_turn("reactions", stream_id)
        publish_totals(Stream.objects.get(pk=stream_id))


def _add(stream: Stream, counts: Mapping[str, int]) -> None:
    """Add to the row of this minute, the first in a minute makes it."""
    minute = now().replace(second=0, microsecond=0)
    if not _raise(stream, minute, counts):
        ReactionMinute.objects.bulk_create([ReactionMinute(stream=stream, minute=minute)], ignore_conflicts=True)
        _raise(stream, minute, counts)


def _raise(stream: Stream, minute: datetime, counts: Mapping[str, int]) -> int:
    row = ReactionMinute.objects.filter(stream=stream, minute=minute)
    return row.update(**{kind: F(kind) + count for kind, count in counts.items()})
