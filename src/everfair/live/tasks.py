"""Jobs of the live room."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

from django.db.transaction import atomic
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from everfair.live.domain.folding import Total
from everfair.live.domain.keeping import look_at_ends
from everfair.live.domain.polls import publish_last_results
from everfair.live.domain.questions import publish_last_votes
from everfair.live.domain.reactions import publish_last_totals
from everfair.live.domain.viewing import fold_heartbeats
from everfair.live.download.make import fail_file, make_file
from everfair.live.models import Recording
from everfair.live.storage.bucket import the_bucket
from everfair.live.storage.rounds import store_recordings
from everfair.live.title_card.making import renew_card

# A round of storing ends after so long, and the next one goes on from there; what is cleared waits for that.
ROUND_SECONDS = 240

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


@app.task(queue="exports")
def make_title_card(stream: str) -> None:
    """Make what a recording opens with, if that has changed; until then it plays without."""
    renew_card(stream)


def make_card_soon(stream: str) -> None:
    """Ask for it; a job that waits already sees what is true when it begins."""
    with suppress(AlreadyEnqueued), atomic():  # a savepoint: the refusal would spoil the caller's transaction
        make_title_card.configure(queueing_lock=f"title-card-{stream}").defer(stream=stream)


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


@app.periodic(cron="*/5 * * * *")
@app.task(queue="cron", queueing_lock="store recordings", lock="bucket", pass_context=True)
def move_recordings(context: JobContext, timestamp: int) -> None:
    """Move what ended a while ago into the bucket, if there is one."""
    del timestamp
    bucket, until = the_bucket(), time.monotonic() + ROUND_SECONDS
    if bucket:
        store_recordings(bucket, is_time_up=lambda: context.should_abort() or time.monotonic() > until)


@app.task(queue="live", lock="bucket", retry=RetryStrategy(max_attempts=20, linear_wait=600))
def delete_stored(names: list[str]) -> None:
    """Delete from the bucket what was deleted from the disk; tried again for a day while the bucket doesn't answer."""
    bucket = the_bucket()
    if bucket:
        for name in names:
            bucket.delete_folder(name)
        bucket.delete(names)


@app.periodic(cron="7 * * * *")
@app.task(queue="cron", queueing_lock="recordings")
def look_after_recordings(timestamp: int) -> None:
    """Warn of recordings that end soon, and take off what is over; midnight is not the same at each fair."""
    del timestamp
    look_at_ends()
