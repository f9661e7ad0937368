"""Many small changes, few messages: who publishes a total right now.

The first change in a while is told at once. Those that follow within the pause leave one job behind, which tells the
last total: so nobody's vote stays untold, and a thousand votes in a second are one message.
"""

from __future__ import annotations

from typing import Literal

from django.core.cache import cache

Total = Literal["votes", "poll", "reactions"]

PAUSES: dict[Total, int] = {"votes": 2, "poll": 1, "reactions": 1}
_JOB_LOST_AFTER = 60


def is_our_turn(total: Total, pk: int) -> bool:
    """Tell whether this transaction publishes the total of `pk`; else a job will. Ask last: it takes a row lock."""
    if cache.add(f"live-{total}-{pk}", value=True, timeout=PAUSES[total]):
        return True
    if cache.add(_waiting(total, pk), value=True, timeout=_JOB_LOST_AFTER):
        from everfair.live.tasks import publish_total  # noqa: PLC0415 -- tasks import what they delegate to

        publish_total.configure(schedule_in={"seconds": PAUSES[total]}).defer(total=total, pk=pk)
    return False


def take_turn(total: Total, pk: int) -> None:
    """Begin the job's turn: waits for transactions that rely on it, so that what they changed is in the total."""
    cache.delete(_waiting(total, pk))


def _waiting(total: Total, pk: int) -> str:
    return f"live-{total}-{pk}-waiting"
