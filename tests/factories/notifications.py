"""Notices for tests: told by the same functions as in the fair, and sent as the worker would send them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.transaction import atomic

from everfair.kernel.clock import now
from everfair.kernel.events import deliver, log_event, subscribers
from everfair.kernel.models import Event
from everfair.notifications.domain.notify import notify
from everfair.notifications.domain.posting import post
from everfair.notifications.enums import DeliveryState
from everfair.notifications.models import Delivery, Notification
from tests.factories.accounts import PersonFactory

if TYPE_CHECKING:
    from everfair.accounts.models import Person

MESSAGE_WORDS: dict[str, object] = {
    "them": {"zh-hans": "南方桥梁", "en": "Southern Bridges"},
    "subject": "Forty bridges",
}


def make_event(actor: Person | None = None) -> Event:
    """Log an event that nobody reacts to."""
    person = actor or PersonFactory.create()
    with atomic():
        return log_event("person.password_changed", actor=person, subject=person)


def tell(
    person: Person,
    kind: str = "negotiation_accepted",
    *,
    url: str = "/negotiations/x",
    thread: str = "",
    event: Event | None = None,
) -> Notification:
    """Tell a person something and return the line that it became."""
    event = event or make_event()
    notify(event, kind, [person], url=url, words=MESSAGE_WORDS, thread=thread)
    return Notification.objects.get(person=person, event=event)


def deliver_newest(name: str = "") -> None:
    """Do what the worker does with the newest event (of a name): give it to its subscribers, twice, as may happen."""
    event = Event.objects.filter(**({"name": name} if name else {})).latest("id")
    for subscriber in subscribers[event.name]:
        deliver(event.pk, subscriber)
        deliver(event.pk, subscriber)


def post_all_due() -> None:
    """Send what is due by now."""
    due = Delivery.objects.filter(state=DeliveryState.WAITING, due_at__lte=now())
    for delivery in due.order_by("id"):
        post(delivery.pk)


def work_off(name: str = "") -> None:
    """Deliver the newest event (of a name) and send what came of it."""
    deliver_newest(name)
    post_all_due()
