"""What notifications hold about a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from everfair.kernel.personal_data import Held, Holder, hold, told
from everfair.notifications.models import Device, MailProblem, Manners, Notification, Wish

if TYPE_CHECKING:
    from everfair.accounts.models import Person


def _received(person: Person) -> Held:
    rows = Notification.objects.filter(person=person)
    return Held(told(rows, "kind", "words", "url", "times", "at", "seen_at", "read_at", about="organisation__name"))


def _forget_received(person: Person) -> None:
    Notification.objects.filter(person=person).delete()


def _wishes(person: Person) -> Held:
    wishes = told(Wish.objects.filter(person=person), "kind", "channel", "is_on")
    manners = told(Manners.objects.filter(person=person), "rhythm", "letter_hour", "quiet_from", "quiet_until")
    return Held(wishes + manners)


def _forget_wishes(person: Person) -> None:
    Wish.objects.filter(person=person).delete()
    Manners.objects.filter(person=person).delete()


def _devices(person: Person) -> Held:
    return Held(told(Device.objects.filter(person=person), "name", "endpoint", "added_at", "reached_at"))


def _forget_devices(person: Person) -> None:
    Device.objects.filter(person=person).delete()


def _mail_problems(person: Person) -> Held:
    problems = MailProblem.objects.filter(address=person.email.lower())
    return Held(told(problems, "address", "ailment", "words", "at", "solved_at"))


def _forget_mail_problems(person: Person) -> None:
    MailProblem.objects.filter(address=person.email.lower()).delete()


hold(Holder("notifications.received", _received, _forget_received, ("notifications.notification",)))
hold(Holder("notifications.wishes", _wishes, _forget_wishes, ("notifications.wish", "notifications.manners")))
hold(Holder("notifications.devices", _devices, _forget_devices, ("notifications.device",)))
hold(Holder("notifications.mail_problems", _mail_problems, _forget_mail_problems))
