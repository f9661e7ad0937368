"""Pages with figures are made anew when the fair moves, and not more often than anybody can read."""

from __future__ import annotations

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from everfair.analytics import handlers, tasks
from everfair.analytics.handlers import renew_figures, renew_figures_in_a_rush
from everfair.kernel.events import declared, subscribers
from everfair.kernel.models import Event
from tests.factories.negotiation import make_request

pytestmark = [pytest.mark.integration, pytest.mark.django_db, pytest.mark.usefixtures("no_jobs")]


@pytest.fixture
def purged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    tags: list[str] = []
    for module in (handlers, tasks):
        monkeypatch.setattr(module, "purge", lambda *given: tags.extend(given))
    return tags


def booked() -> int:
    return ProcrastinateJob.objects.filter(task_name=tasks.renew_pages.name, status="todo").count()


def test_handlers_wait_for_events_that_are_declared() -> None:
    waited_for = {
        name
        for name, handled in subscribers.items()
        for subscriber in handled
        if subscriber.startswith("everfair.analytics.")
    }

    assert waited_for - declared.keys() == set()
    assert {"negotiation.initiated", "project.published", "outcome.recorded"} <= waited_for


def test_rare_event_renews_at_once(purged: list[str]) -> None:
    renew_figures(Event())

    assert (purged, booked()) == (["figures"], 0)


def test_rush_renews_at_once_and_once_more(purged: list[str]) -> None:
    for _ in range(5):
        renew_figures_in_a_rush(Event())

    assert (purged, booked()) == (["figures"], 1)


def test_booked_renewal_renews(purged: list[str]) -> None:
    tasks.renew_pages()

    assert purged == ["figures"]


def test_request_for_a_negotiation_queues_the_renewal() -> None:
    make_request()

    with connection.cursor() as cursor:
        cursor.execute("SELECT args ->> 'subscriber' FROM procrastinate_jobs WHERE task_name LIKE '%deliver_event'")
        queued = [subscriber for (subscriber,) in cursor.fetchall()]

    assert "everfair.analytics.handlers.renew_figures_in_a_rush" in queued
