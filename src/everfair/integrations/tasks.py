"""Jobs of integrations: one try of one delivery each, and the sweeper of what got lost."""

from __future__ import annotations

from procrastinate.contrib.django import app

from everfair.integrations.domain import sending
from everfair.integrations.domain.deliveries import sweep_deliveries


@app.task(queue="webhooks")
def post_delivery(delivery_id: int) -> None:
    """Send to a webhook; what fails queues its own next try."""
    sending.post(delivery_id)


@app.periodic(cron="*/5 * * * *")
@app.task(queue="cron", queueing_lock="sweep webhooks")
def sweep_late_deliveries(timestamp: int) -> None:
    """Queue anew what a killed worker left unsent."""
    del timestamp
    sweep_deliveries()
