"""The worker process: runs the jobs of every queue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django
from django.core.management import call_command
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.utils import connector_params
from procrastinate.psycopg_connector import PsycopgConnector

if TYPE_CHECKING:
    from procrastinate.connector import BaseConnector

SECONDS_TO_FINISH = 10
JOBS_AT_ONCE = 4


class WorkerConnector(PsycopgConnector):
    """Fetches jobs by a connection of its own; what a job's code queues goes through Django.

    So it is queued in the transaction that it belongs to, in the worker as in the web processes.
    """

    def __init__(self, django_connector: DjangoConnector, **options: Any) -> None:
        super().__init__(**options)
        self._django_connector = django_connector

    def get_sync_connector(self) -> BaseConnector:
        return self._django_connector


class HouseConnector(DjangoConnector):
    """Django's own connector, but for what it gives the worker."""

    def get_worker_connector(self) -> WorkerConnector:
        return WorkerConnector(self, kwargs=connector_params())


def main() -> None:
    """Work until SIGTERM, then finish the jobs at hand."""
    django.setup()
    from procrastinate.contrib.django import app

    with app.replace_connector(HouseConnector(alias="default")):
        call_command(
            "procrastinate",
            "worker",
            f"--concurrency={JOBS_AT_ONCE}",
            f"--shutdown-graceful-timeout={SECONDS_TO_FINISH}",
            "--delete-jobs=successful",
        )


if __name__ == "__main__":
    main()
