"""A person chooses how they are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db.transaction import atomic

from everfair.kernel.errors import NotFound
from everfair.kernel.events import log_event
from everfair.notifications.enums import Channel
from everfair.notifications.errors import QuietHoursIncomplete
from everfair.notifications.kinds import all_kinds, kind_of
from everfair.notifications.models import Manners, Wish
from everfair.notifications.queries.wishes import reader

if TYPE_CHECKING:
    from everfair.accounts.models import Person
    from everfair.notifications.kinds import Kind


@dataclass(frozen=True, slots=True)
class Times:
    """When a person may be disturbed."""

    rhythm: str
    letter_hour: int
    quiet_from: time | None
    quiet_until: time | None


def change_wishes(person: Person, wanted: Mapping[tuple[str, str], bool], times: Times) -> None:
    """Keep what a person chose (by kind and channel); only what differs from before is written and logged."""
    if (times.quiet_from is None) != (times.quiet_until is None):
        raise QuietHoursIncomplete(field="quiet_until" if times.quiet_until is None else "quiet_from")
    with atomic():
        person = get_user_model().objects.select_for_update(no_key=True).get(pk=person.pk)
        changed = _change_choices(person, wanted) + _change_times(person, times)
        if changed:
            log_event("notification_wishes.changed", actor=person, subject=person, changed=sorted(changed))


def end_mail(public_id: str, kind: str | None) -> Person:
    """End optional mail of one kind, or of all (`None`), for whoever the link in a letter was made for.

    The signed link is the right to do it: mail programs call it without a session (RFC 8058).
    """
    kinds = [one for one in all_kinds() if not one.obligation] if kind is None else [_optional(kind)]
    with atomic():
        person = get_user_model().objects.select_for_update(no_key=True).filter(public_id=public_id).first()
        if person is None:
            raise NotFound
        wanted = {(one.key, Channel.MAIL.value): False for one in kinds}
        if _change_choices(person, wanted):
            log_event("mail.unsubscribed", actor=person, subject=person, kind=kind or "all")
    return person


def _optional(key: str) -> Kind:
    kind = kind_of(key)
    if kind is None or kind.obligation:
        raise NotFound
    return kind


def _change_choices(person: Person, wanted: Mapping[tuple[str, str], bool]) -> list[str]:
    now = reader(person)
    changed = []
    for kind in all_kinds():
        for channel in Channel:
            wish = wanted.get((kind.key, channel.value))
            if wish is None or wish == now.takes(kind, channel) or (channel is Channel.LIST and kind.obligation):
                continue
            Wish.objects.update_or_create(person=person, kind=kind.key, channel=channel, defaults={"is_on": wish})
            changed.append(f"{kind.key} {channel.value} {'on' if wish else 'off'}")
    return changed


def _change_times(person: Person, times: Times) -> list[str]:
    manners = Manners.objects.filter(person=person).first() or Manners(person=person)
    names = ("rhythm", "letter_hour", "quiet_from", "quiet_until")
    changed = [name for name in names if getattr(manners, name) != getattr(times, name)]
    for name in changed:
        setattr(manners, name, getattr(times, name))
    if changed:
        manners.save()
    return changed
