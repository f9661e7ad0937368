"""Telling people: a line in the list, and what is to go out by mail and push."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db.transaction import atomic

from everfair.kernel.clock import now
from everfair.kernel.realtime import publish
from everfair.notifications.domain.deliveries import plan_deliveries
from everfair.notifications.enums import Channel
from everfair.notifications.kinds import Kind, known_kind
from everfair.notifications.models import Notification
from everfair.notifications.queries.wishes import Reader, readers
from everfair.notifications.wording import keepable

if TYPE_CHECKING:
    from everfair.accounts.models import Organisation, Person
    from everfair.kernel.models import Event


@dataclass(frozen=True, slots=True)
class Notice:
    """What happened, for whoever is told of it."""

    event: Event
    kind: Kind
    url: str
    words: Mapping[str, object]
    organisation: Organisation | None
    thread: str


def notify(
    event: Event,
    kind: str,
    people: Iterable[Person],
    *,
    url: str,
    words: Mapping[str, object],
    organisation: Organisation | None = None,
    thread: str = "",
) -> None:
    """Tell people what an event means for them, once a person however often it is called for the same event.

    For handlers. `url` is the page that it is about, `words` those of the kind's sample, `organisation` the one in
    whose name they are told. Notices of one kind with the same `thread` gather in one line until it is read.
    `UnknownKind` if kind and words don't fit.
    """
    notice = Notice(event, known_kind(kind, words), url, keepable(words), organisation, thread)
    with atomic():
        for reader in readers(_locked(people)):
            _tell(reader, notice)


def channel_of(person: Person) -> str:
    """Return the name of the channel that the person's open pages listen to."""
    return f"person.{person.public_id}"


def _locked(people: Iterable[Person]) -> list[Person]:
    """Lock in one order, so that two events of one thread come one after the other and never wait for each other."""
    rows = get_user_model().objects.filter(pk__in={person.pk for person in people}, is_active=True)
    return list(rows.order_by("pk").select_for_update(no_key=True))


def _tell(reader: Reader, notice: Notice) -> None:
    lines = Notification.objects.filter(person=reader.person, kind=notice.kind.key)
    if lines.filter(event=notice.event).exists():
        return
    unread = lines.filter(thread=notice.thread, read_at=None).first() if notice.thread else None
    if unread and unread.event_id and unread.event_id > notice.event.pk:
        return
    line = _gather(unread, notice) if unread else _write(reader, notice)
    plan_deliveries(line, notice.kind, reader)
    if line.is_listed:
        publish(channel_of(reader.person), "notifications", {"id": line.public_id})


def _gather(line: Notification, notice: Notice) -> Notification:
    line.event, line.words, line.url = notice.event, dict(notice.words), notice.url
    line.times += 1
    line.at, line.seen_at = now(), None
    line.save(update_fields=["event", "words", "url", "times", "at", "seen_at"])
    return line


def _write(reader: Reader, notice: Notice) -> Notification:
    return Notification.objects.create(
        person=reader.person,
        kind=notice.kind.key,
        thread=notice.thread,
        words=dict(notice.words),
        url=notice.url,
        organisation=notice.organisation,
        event=notice.event,
        is_listed=reader.takes(notice.kind, Channel.LIST),
        at=now(),
    )
