"""Jobs of the kernel: deliver events, revive the jobs of a killed worker."""

from __future__ import annotations

from typing import cast

from django.core.cache import cache
from procrastinate import JobContext
from procrastinate.contrib.django import app

from everfair.kernel.events import deliver
from everfair.kernel.shared_cache import SharedCache
from everfair.kernel.uploads import sweep_uploads

STALLED_AFTER_SECONDS = 30


@app.task(queue="outbox", retry=5)
def deliver_event(event_id: int, subscriber: str) -> None:
    deliver(event_id, subscriber)


@app.periodic(cron="* * * * * */15")
@app.task(queue="cron", queueing_lock="heal", pass_context=True)
async def heal_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Put the jobs of a worker that was killed back into the queue; retries cover exceptions only."""
    del context, timestamp
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
        await app.job_manager.retry_job(job)


@app.periodic(cron="17 3 * * *")
@app.task(queue="cron", queueing_lock="sweep")
def sweep_lost_files(timestamp: int) -> None:
    """Delete the bytes of uploads whose transaction came to nothing."""
    del timestamp
    sweep_uploads()


@app.periodic(cron="37 * * * *")
@app.task(queue="cron", queueing_lock="sweep-cache")
def sweep_shared_cache(timestamp: int) -> None:
    """Delete what has expired from the cache that throttles count in."""
    del timestamp
    cast("SharedCache", cache).sweep()
