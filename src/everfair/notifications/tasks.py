"""Jobs of notifications: one delivery each, and the sweeper of what got lost."""

from __future__ import annotations

from procrastinate.contrib.django import app

from everfair.notifications.domain import posting
from everfair.notifications.domain.deliveries import sweep_deliveries


@app.task(queue="mail")
def post_delivery(delivery_id: int) -> None:
    """Send one notice by mail or push; what fails queues its own next attempt."""
    posting.post(delivery_id)


@app.task(queue="mail", retry=5)
def post_sample(kind: str, person: str) -> None:
    """Send an operator the sample of a kind."""
    posting.post_sample(kind, person)


@app.periodic(cron="* * * * *")
@app.task(queue="cron", queueing_lock="sweep deliveries")
def sweep_late_deliveries(timestamp: int) -> None:
    """Queue anew what a killed worker left unsent."""
    del timestamp
    sweep_deliveries()
