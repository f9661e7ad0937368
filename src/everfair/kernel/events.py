"""The event log's two verbs: `log_event` writes, `subscribe` reacts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import connection, models, transaction

from everfair.kernel.models import Event, HandledEvent

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise
    from procrastinate.types import JSONDict

Handler = Callable[[Event], None]


@dataclass(frozen=True, slots=True)
class Declared:
    """What the documentation says of an event: its words and the types of its payload."""

    name: str
    words: str | _StrPromise
    payload: dict[str, type] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """What one of many events of the same name is about."""

    subject: models.Model | None
    organisation: models.Model | None = None
    payload: dict[str, Any] = field(default_factory=dict)


declared: dict[str, Declared] = {}
subscribers: dict[str, dict[str, Handler]] = {}


class UndeclaredEvent(LookupError):
    """An event was logged that no `events.py` declares, or with another payload than declared."""


def declare(name: str, words: str | _StrPromise, /, **payload: type) -> None:
    """Make an event known; `payload` names the fields and their JSON types (str, int, bool, list)."""
    declared[name] = Declared(name, words, payload)


def subscribe(name: str) -> Callable[[Handler], Handler]:
    """Run the decorated function once for every event of that name, in the worker, after commit."""

    def register(handler: Handler) -> Handler:
        subscribers.setdefault(name, {})[f"{handler.__module__}.{handler.__qualname__}"] = handler
        return handler

    return register


def log_event(
    name: str,
    *,
    actor: models.Model | None,
    subject: models.Model | None,
    organisation: models.Model | None = None,
    edition: models.Model | int | None = None,
    **payload: Any,
) -> Event:
    """Append to the log inside the caller's transaction and queue a job for every subscriber.

    `edition` may be its row number, so that a write need not load it. `subject` is None for what the fair did to
    nothing in particular.
    """
    told = Told(subject, organisation, payload)
    event = _entry(name, told, actor=actor, edition=edition)
    event.save(force_insert=True)
    _queue([event], subscribers.get(name, {}))
    return event


def log_events(
    name: str,
    told: Iterable[Told],
    *,
    actor: models.Model | None,
    edition: models.Model | int | None = None,
) -> list[Event]:
    """Do what `log_event` does for many subjects, in two statements however many."""
    events = [_entry(name, one, actor=actor, edition=edition) for one in told]
    Event.objects.bulk_create(events)
    _queue(events, subscribers.get(name, {}))
    return events


def deliver(event_id: int, subscriber: str) -> None:
    """Run one subscriber for one event, once; a job of the worker."""
    event = Event.objects.get(pk=event_id)
    with transaction.atomic():
        _, first_time = HandledEvent.objects.get_or_create(event=event, subscriber=subscriber)
        if first_time:
            subscribers[event.name][subscriber](event)


def _check(name: str, payload: dict[str, Any]) -> None:
    known = declared.get(name)
    if known is None:
        raise UndeclaredEvent(name)
    wrong = known.payload.keys() ^ payload.keys() or {
        key for key, value in payload.items() if value is not None and not isinstance(value, known.payload[key])
    }
    if wrong:
        message = f"{name}: payload differs from its declaration in {sorted(wrong)}"
        raise UndeclaredEvent(message)


def _entry(name: str, told: Told, *, actor: models.Model | None, edition: models.Model | int | None) -> Event:
    _check(name, told.payload)
    if not connection.in_atomic_block:
        outside = f"{name} must be logged in the transaction that it tells of"
        raise transaction.TransactionManagementError(outside)
    subject = told.subject
    return Event(
        name=name,
        actor_id=actor.pk if actor else None,
        organisation_id=told.organisation.pk if told.organisation else None,
        edition_id=edition.pk if isinstance(edition, models.Model) else edition,
        subject_kind=subject._meta.label_lower if subject else "",  # noqa: SLF001 -- Django's documented model API
        subject_id=str(getattr(subject, "public_id", subject.pk)) if subject else "",
        payload=told.payload,
    )


def _queue(events: Iterable[Event], waiting: Collection[str]) -> None:
    """Defer one job an event and subscriber, all in one statement."""
    from everfair.kernel.tasks import (  # noqa: PLC0415 -- the job's module needs procrastinate's app, ready only later
        deliver_event,
    )

    jobs: list[JSONDict] = [
        {"event_id": event.pk, "subscriber": subscriber} for event in events for subscriber in waiting
    ]
    if jobs:
        deliver_event.batch_defer(*jobs)
