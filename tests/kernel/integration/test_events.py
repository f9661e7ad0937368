"""The event log: written with the change it tells of, delivered once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from everfair.kernel import events
from everfair.kernel.events import UndeclaredEvent, declare, deliver, log_event, subscribe
from everfair.kernel.models import Event, HandledEvent
from everfair.kernel.tasks import deliver_event
from tests.factories.accounts import PersonFactory

if TYPE_CHECKING:
    from everfair.accounts.models import Person

pytestmark = [pytest.mark.integration, pytest.mark.django_db, pytest.mark.usefixtures("no_jobs")]


class Stumble(RuntimeError):
    """What a broken handler raises."""


@pytest.fixture(autouse=True)
def _own_events(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give every test a log that knows one event and no subscriber."""
    monkeypatch.setattr(events, "declared", {})
    monkeypatch.setattr(events, "subscribers", {})
    declare("lantern.lit", "Somebody lit a lantern.", colour=str, height=int)


@pytest.fixture
def person() -> Person:
    return PersonFactory.create()


def light(person: Person, **payload: Any) -> Event:
    with transaction.atomic():
        return log_event("lantern.lit", actor=person, subject=person, **{"colour": "red", "height": 3, **payload})


def jobs() -> list[tuple[str, dict[str, Any]]]:
    return list(ProcrastinateJob.objects.order_by("id").values_list("task_name", "args"))


def test_log_event_writes_who_what_and_when(person: Person) -> None:
    before = timezone.now()

    event = Event.objects.get(pk=light(person).pk)

    assert (event.name, event.actor, event.subject_kind) == ("lantern.lit", person, "accounts.person")
    assert (event.subject_id, event.payload) == (person.public_id, {"colour": "red", "height": 3})
    assert before <= event.occurred_at <= timezone.now()


@pytest.mark.django_db(transaction=True)
def test_log_event_outside_a_transaction_is_an_error(person: Person) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        log_event("lantern.lit", actor=person, subject=person, colour="red", height=3)

    assert not Event.objects.exists()


def test_undeclared_event_is_an_error(person: Person) -> None:
    with pytest.raises(UndeclaredEvent), transaction.atomic():
        log_event("lantern.dropped", actor=person, subject=person)


@pytest.mark.parametrize("payload", [{"height": "3"}, {"size": 1}, {"colour": 7}])
def test_payload_must_be_as_declared(person: Person, payload: dict[str, Any]) -> None:
    with pytest.raises(UndeclaredEvent):
        light(person, **payload)


def test_missing_payload_is_an_error(person: Person) -> None:
    with pytest.raises(UndeclaredEvent, match="height"), transaction.atomic():
        log_event("lantern.lit", actor=person, subject=person, colour="red")


def test_payload_may_be_unknown_but_not_left_out(person: Person) -> None:
    assert light(person, height=None).payload == {"colour": "red", "height": None}


def test_event_without_subscriber_queues_no_job(person: Person) -> None:
    light(person)

    assert jobs() == []


def test_every_subscriber_gets_one_job(person: Person) -> None:
    @subscribe("lantern.lit")
    def first(_event: Event) -> None: ...

    @subscribe("lantern.lit")
    def second(_event: Event) -> None: ...

    event = light(person)

    assert [args["subscriber"].rpartition(".")[2] for _, args in jobs()] == ["first", "second"]
    assert {(task, args["event_id"]) for task, args in jobs()} == {("everfair.kernel.tasks.deliver_event", event.pk)}


def test_rollback_takes_event_and_jobs_back(person: Person) -> None:
    @subscribe("lantern.lit")
    def handler(_event: Event) -> None: ...

    with transaction.atomic():
        light(person)
        transaction.set_rollback(True)

    assert not Event.objects.exists()
    assert jobs() == []


def test_delivery_runs_the_handler_once_however_often_it_comes(person: Person) -> None:
    seen: list[int] = []

    @subscribe("lantern.lit")
    def handler(event: Event) -> None:
        seen.append(event.pk)

    event = light(person)
    (_, args) = jobs()[0]
    for _ in range(3):
        deliver_event(**args)

    assert seen == [event.pk]
    assert HandledEvent.objects.filter(event=event).count() == 1


def test_failed_delivery_leaves_nothing_and_may_be_tried_again(person: Person) -> None:
    tries: list[str] = []

    @subscribe("lantern.lit")
    def handler(event: Event) -> None:
        tries.append("try")
        event.actor.name = "changed"
        event.actor.save()
        if len(tries) == 1:
            raise Stumble

    event = light(person)
    (subscriber,) = events.subscribers["lantern.lit"]
    with pytest.raises(Stumble):
        deliver(event.pk, subscriber)
    person.refresh_from_db()
    assert person.name != "changed"
    deliver(event.pk, subscriber)
    deliver(event.pk, subscriber)

    person.refresh_from_db()
    assert (person.name, tries) == ("changed", ["try", "try"])


def test_subscribers_are_delivered_apart(person: Person) -> None:
    seen: list[str] = []

    @subscribe("lantern.lit")
    def broken(_event: Event) -> None:
        raise Stumble

    @subscribe("lantern.lit")
    def sound(_event: Event) -> None:
        seen.append("sound")

    event = light(person)
    for subscriber in events.subscribers["lantern.lit"]:
        try:
            deliver(event.pk, subscriber)
        except Stumble:
            seen.append("stumbled")

    assert seen == ["stumbled", "sound"]


def test_log_is_numbered_in_order(person: Person) -> None:
    numbers = [light(person).pk for _ in range(3)]

    assert numbers == sorted(set(numbers))
    assert list(Event.objects.values_list("pk", flat=True)) == numbers


def test_logging_costs_one_query_for_the_event(person: Person) -> None:
    with transaction.atomic(), connection.execute_wrapper(counted := Counter()):
        log_event("lantern.lit", actor=person, subject=person, colour="red", height=3)

    assert counted.queries == 1


class Counter:
    """Counts the statements of a block."""

    def __init__(self) -> None:
        self.queries = 0

    def __call__(self, execute: Any, *statement: Any) -> Any:
        self.queries += 1
        return execute(*statement)
