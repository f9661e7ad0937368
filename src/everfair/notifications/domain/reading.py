"""What a reader does with the list: sees it, opens a line, clears it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models.functions import Coalesce
from django.db.transaction import atomic

from everfair.kernel.clock import now
from everfair.kernel.realtime import publish
from everfair.notifications.domain.notify import channel_of
from everfair.notifications.models import Notification

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from everfair.accounts.models import Person


def see_all(person: Person) -> None:
    """The list was shown: nothing is new any more."""
    _mark(person, Notification.objects.filter(person=person, seen_at=None), read=False)


def read_one(line: Notification) -> None:
    _mark(line.person, Notification.objects.filter(pk=line.pk, read_at=None), read=True)


def read_all(person: Person) -> None:
    _mark(person, Notification.objects.filter(person=person, read_at=None), read=True)


def read_page(person: Person, path: str) -> None:
    """The person looks at a page: what was said about it is read."""
    _mark(person, Notification.objects.filter(person=person, url=path, read_at=None), read=True)


def _mark(person: Person, lines: QuerySet[Notification], *, read: bool) -> None:
    """Mark lines and let the person's other open pages count again; silent where nothing changes."""
    moment = now()
    changes = {"seen_at": Coalesce("seen_at", moment), **({"read_at": moment} if read else {})}
    with atomic():
        if lines.update(**changes):
            publish(channel_of(person), "notifications", {})
