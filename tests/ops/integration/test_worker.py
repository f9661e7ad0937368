"""Jobs that queue jobs: in the worker, too, they belong to the transaction of the write that they tell of."""

from __future__ import annotations

import asyncio

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from everfair.kernel.tasks import deliver_event
from everfair.ops.worker import HouseConnector

pytestmark = [pytest.mark.integration, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_jobs")]


async def work(*, keep: bool) -> int:
    async with app.open_async():
        return await asyncio.to_thread(queue_and_look, keep=keep)


def queue_and_look(*, keep: bool) -> int:
    with transaction.atomic():
        deliver_event.defer(event_id=1, subscriber="nobody")
        transaction.set_rollback(not keep)
    found = ProcrastinateJob.objects.count()
    connection.close()
    return found


@pytest.mark.parametrize(("keep", "jobs"), [(True, 1), (False, 0)])
def test_job_that_a_job_queues_shares_the_fate_of_its_transaction(*, keep: bool, jobs: int) -> None:
    house = HouseConnector(alias="default")

    with app.replace_connector(house), app.replace_connector(house.get_worker_connector()):
        found = asyncio.run(work(keep=keep))

    assert found == jobs
