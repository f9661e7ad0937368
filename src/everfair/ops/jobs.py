"""What the queues hold."""

from __future__ import annotations

from django.db import connection

WAITING = """
    SELECT queue_name, count(*)
    FROM procrastinate_jobs
    LEFT JOIN LATERAL (
        SELECT max(at) AS at FROM procrastinate_events WHERE job_id = procrastinate_jobs.id
    ) AS event ON true
    WHERE status = 'todo'
      AND coalesce(scheduled_at, event.at) < now() - make_interval(secs => %s)
    GROUP BY queue_name
    ORDER BY queue_name
"""


def waiting_queues(seconds: int) -> dict[str, int]:
    """Return how many jobs of each queue have been due for longer than `seconds`."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [seconds])
        return dict(cursor.fetchall())
