"""Jobs of the live room."""

from __future__ import annotations

from collections.abc import Callable

from procrastinate.contrib.django import app

from everfair.live.domain.folding import Total
from everfair.live.domain.polls import publish_last_results
from everfair.live.domain.questions import publish_last_votes
from everfair.live.domain.reactions import publish_last_totals
from everfair.live.domain.viewing import fold_heartbeats
from everfair.live.download.make import fail_file, make_file
from everfair.live.models import Recording

publish_last: dict[Total, Callable[[int], None]] = {
    "votes": publish_last_votes,
    "poll": publish_last_results,
    "reactions": publish_last_totals,
}


@app.task(queue="exports")
def make_recording_file(recording: str) -> None:
    """Make one recording's file; a failure is shown to the team, which asks again."""
    row = Recording.objects.select_related("stream").filter(public_id=recording).first()
    if row is None:
        return
    try:
        make_file(row)
    except Exception:
        fail_file(row)
        raise


@app.task(queue="live")
def publish_total(total: Total, pk: int) -> None:
    """Tell open pages what was voted or clapped within the pause after the last message."""
    publish_last[total](pk)


@app.periodic(cron="* * * * *")
@app.task(queue="cron", queueing_lock="fold heartbeats")
def fold_minutes(timestamp: int) -> None:
    """Turn the players' heartbeats into one count a minute."""
    del timestamp
    fold_heartbeats()
