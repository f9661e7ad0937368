"""What goes out by mail and push: planned with the notice, claimed when it is due, put off when it fails."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db.models import Max
from django.db.transaction import atomic
from procrastinate.exceptions import AlreadyEnqueued

from everfair.kernel.clock import now
from everfair.notifications.enums import Channel, DeliveryState, Rhythm
from everfair.notifications.kinds import kind_of
from everfair.notifications.models import Delivery, Device, MailProblem
from everfair.notifications.queries.wishes import Reader, reader
from everfair.notifications.times import after_quiet, next_time, patience, quiet_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from everfair.accounts.models import Person
    from everfair.notifications.kinds import Kind
    from everfair.notifications.models import Notification

MOST_ATTEMPTS = 20
CLAIMED_FOR = timedelta(minutes=10)
OVERDUE_AFTER = timedelta(minutes=5)
SWEPT_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Due:
    """When something may go, and whether it then goes together with its like."""

    at: datetime
    is_gathered: bool


def plan_deliveries(line: Notification, kind: Kind, reader: Reader) -> None:
    """Queue what this reader wants by mail and push; the caller holds the transaction.

    What waits already will say the newest words by itself.
    """
    for channel in (Channel.MAIL, Channel.PUSH):
        if not reader.takes(kind, channel) or (channel is Channel.PUSH and not _has_device(reader.person)):
            continue
        due = due_for(kind, reader, channel, after=_last_of_thread(line, channel))
        delivery, is_new = Delivery.objects.get_or_create(
            notification=line, channel=channel, defaults={"due_at": due.at, "is_gathered": due.is_gathered}
        )
        if not is_new and delivery.state in {DeliveryState.WAITING, DeliveryState.SENDING}:
            continue
        if not is_new:
            delivery.state, delivery.attempts, delivery.note = DeliveryState.WAITING, 0, ""
            delivery.due_at, delivery.is_gathered = due.at, due.is_gathered
            delivery.save()
        queue_delivery(delivery)


def due_for(kind: Kind, reader: Reader, channel: Channel, *, after: datetime | None = None) -> Due:
    """Reckon when a notice may go; `after` is when the last one of its thread went."""
    at = now() + kind.settles
    if after:
        at = max(at, after + kind.pause)
    if kind.urgent:
        return Due(at, is_gathered=False)
    zone, manners = reader.person.time_zone, reader.manners
    if channel is Channel.MAIL and manners.rhythm == Rhythm.DAILY:
        return Due(next_time(at, time(manners.letter_hour), zone), is_gathered=True)
    allowed = after_quiet(at, quiet_of(manners), zone)
    return Due(allowed, is_gathered=allowed > at)


def queue_delivery(delivery: Delivery) -> None:
    """Queue the job for the delivery's time; one job a delivery is enough."""
    from everfair.notifications.tasks import post_delivery  # noqa: PLC0415 -- the job's module imports this one

    job = post_delivery.configure(
        queue=f"{delivery.channel}", queueing_lock=f"delivery {delivery.pk}", schedule_at=delivery.due_at
    )
    with suppress(AlreadyEnqueued), atomic():
        job.defer(delivery_id=delivery.pk)


def claim(delivery_id: int) -> list[Delivery]:
    """Take what is due to be sent, so that nobody else sends it; none if it is not due, or not wanted any more.

    A gathered mail brings the person's other gathered mails that are due. What is claimed is sent outside of any
    transaction: a slow mail server holds no locks.
    """
    first = Delivery.objects.filter(pk=delivery_id).select_related("notification__person").first()
    if first is None:
        return []
    with atomic():
        person = get_user_model().objects.select_for_update(no_key=True).get(pk=first.notification.person_id)
        due = _due_with(first, person)
        here = reader(person)
        wanted = [delivery for delivery in due if not _drop_unless_wanted(delivery, here)]
        for delivery in wanted:
            delivery.state, delivery.claimed_at = DeliveryState.SENDING, now()
            delivery.attempts += 1
            delivery.save(update_fields=["state", "claimed_at", "attempts"])
    return wanted


def note_sent(deliveries: Iterable[Delivery]) -> None:
    Delivery.objects.filter(pk__in=[one.pk for one in deliveries], state=DeliveryState.SENDING).update(
        state=DeliveryState.SENT, sent_at=now(), note=""
    )


def put_off(deliveries: Iterable[Delivery], why: str) -> None:
    """Try again later, each time after a longer pause; after some days nobody would want it any more."""
    with atomic():
        for delivery in deliveries:
            delivery.note = why[:200]
            delivery.state = DeliveryState.WAITING if delivery.attempts < MOST_ATTEMPTS else DeliveryState.FAILED
            delivery.due_at = now() + patience(delivery.attempts)
            delivery.save(update_fields=["state", "due_at", "note"])
            if delivery.state == DeliveryState.WAITING:
                queue_delivery(delivery)


def drop(deliveries: Iterable[Delivery], why: str) -> None:
    Delivery.objects.filter(pk__in=[one.pk for one in deliveries]).update(state=DeliveryState.DROPPED, note=why)


def sweep_deliveries() -> int:
    """Queue anew what should have gone long ago: a worker died while sending, or a job was lost. Returns how many."""
    stale = Delivery.objects.filter(state=DeliveryState.SENDING, claimed_at__lt=now() - CLAIMED_FOR)
    stale.update(state=DeliveryState.WAITING)
    overdue = Delivery.objects.filter(state=DeliveryState.WAITING, due_at__lt=now() - OVERDUE_AFTER)
    late = list(overdue.order_by("due_at")[:SWEPT_AT_ONCE])
    for delivery in late:
        queue_delivery(delivery)
    return len(late)


def _due_with(first: Delivery, person: Person) -> list[Delivery]:
    due = Delivery.objects.select_related("notification__person", "notification__organisation").filter(
        state=DeliveryState.WAITING, due_at__lte=now()
    )
    is_letter = first.is_gathered and first.channel == Channel.MAIL
    like = due.filter(notification__person=person, channel=Channel.MAIL, is_gathered=True)
    found = list((like if is_letter else due.filter(pk=first.pk)).order_by("notification__at"))
    return found if any(delivery.pk == first.pk for delivery in found) else []


def _drop_unless_wanted(delivery: Delivery, here: Reader) -> bool:
    """Drop it and return True if it is not wanted any more."""
    why = _why_not(delivery, here)
    if why:
        drop([delivery], why)
    return bool(why)


def _why_not(delivery: Delivery, here: Reader) -> str:
    kind = kind_of(delivery.notification.kind)
    if kind is None or not here.person.is_active:
        return "nobody to tell"
    if not here.takes(kind, Channel(delivery.channel)):
        return "switched off"
    if delivery.notification.read_at and (delivery.is_gathered or kind.settles):
        return "read before"
    if delivery.channel == Channel.MAIL and has_open_problem(here.person.email):
        return "mail to this address stopped"
    return ""


def has_open_problem(address: str) -> bool:
    return MailProblem.objects.filter(address=address.lower(), solved_at=None).exists()


def _has_device(person: Person) -> bool:
    return Device.objects.filter(person=person).exists()


def _last_of_thread(line: Notification, channel: Channel) -> datetime | None:
    if not line.thread:
        return None
    sent = Delivery.objects.filter(
        notification__person=line.person_id, notification__kind=line.kind, notification__thread=line.thread
    )
    last: datetime | None = sent.filter(channel=channel).aggregate(last=Max("sent_at"))["last"]
    return last
