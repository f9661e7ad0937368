"""Jobs of the kernel: deliver events, revive the jobs of a killed worker."""

from __future__ import annotations

from procrastinate import JobContext
from procrastinate.contrib.django import app

from everfair.kernel.events import deliver

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
