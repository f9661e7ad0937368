"""Many events of one name, logged at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from everfair.kernel import events
from everfair.kernel.events import Told, UndeclaredEvent, declare, log_events, subscribe
from everfair.kernel.models import Event
from tests.factories.accounts import PersonFactory

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

pytestmark = [pytest.mark.integration, pytest.mark.django_db, pytest.mark.usefixtures("no_jobs")]


@pytest.fixture(autouse=True)
def _own_events(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "declared", {})
    monkeypatch.setattr(events, "subscribers", {})
    declare("lantern.lit", "Somebody lit a lantern.", height=int)
    for handler in (dim, snuff):
        subscribe("lantern.lit")(handler)


def dim(event: Event) -> None:
    """React to a lantern."""
    raise AssertionError(event)


def snuff(event: Event) -> None:
    """React to a lantern, too."""
    raise AssertionError(event)


def test_events_and_their_jobs_are_written_in_two_statements(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    people = PersonFactory.create_batch(3)

    with transaction.atomic(), django_assert_num_queries(2):
        logged = log_events("lantern.lit", (Told(person, None, {"height": 7}) for person in people), actor=people[0])

    rows = Event.objects.order_by("id").values_list("subject_id", "actor", "payload")
    assert list(rows) == [(person.public_id, people[0].pk, {"height": 7}) for person in people]
    jobs = ProcrastinateJob.objects.order_by("id").values_list("args", flat=True)
    expected = [(event.pk, f"{__name__}.{leaf}") for event in logged for leaf in ("dim", "snuff")]
    assert [(args["event_id"], args["subscriber"]) for args in jobs] == expected


def test_no_events_cost_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with transaction.atomic(), django_assert_num_queries(0):
        assert log_events("lantern.lit", [], actor=None) == []


def test_one_wrong_payload_refuses_all() -> None:
    person = PersonFactory.create()

    with pytest.raises(UndeclaredEvent), transaction.atomic():
        log_events("lantern.lit", [Told(person, None, {"height": 7}), Told(person)], actor=None)

    assert Event.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_events_outside_a_transaction_are_refused() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        log_events("lantern.lit", [Told(PersonFactory.create(), None, {"height": 7})], actor=None)
