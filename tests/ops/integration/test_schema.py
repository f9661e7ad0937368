"""The database's shape: what is missing is run, what is newer is refused."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import connection

from everfair.kernel.progress import Silent
from everfair.ops.errors import Trouble
from everfair.ops.jobs import waiting_queues
from everfair.ops.schema import bring_up_to_date, pending_migrations

pytestmark = [pytest.mark.integration, pytest.mark.django_db, pytest.mark.usefixtures("no_jobs")]


def test_nothing_is_pending_after_bringing_up_to_date() -> None:
    bring_up_to_date(Silent())

    assert pending_migrations() == 0
    cache.set("kept", 1)
    assert cache.get("kept") == 1


def test_database_of_a_newer_version_is_refused() -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('kernel', '9999_later', now())")

    with pytest.raises(Trouble, match=r"made by a newer Everfair: it has kernel\.9999_later"):
        bring_up_to_date(Silent())


def test_migration_of_an_app_that_is_gone_is_no_trouble() -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('gone', '0001_initial', now())")

    assert pending_migrations() == 0


def test_waiting_queues_counts_only_what_waits_too_long() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, scheduled_at) VALUES
                ('mail', 'send', '{}', 'todo', now() - interval '2 minutes'),
                ('mail', 'send', '{}', 'todo', now() - interval '3 minutes'),
                ('mail', 'send', '{}', 'succeeded', now() - interval '3 minutes'),
                ('report', 'make', '{}', 'todo', now() - interval '10 seconds'),
                ('cron', 'heal', '{}', 'todo', now() + interval '1 hour')
            """
        )

    assert waiting_queues(60) == {"mail": 2}
    assert waiting_queues(5) == {"mail": 2, "report": 1}
