"""How people want to be told: their choices over the defaults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from everfair.notifications.enums import Channel
from everfair.notifications.models import Manners, Wish

if TYPE_CHECKING:
    from everfair.accounts.models import Person
    from everfair.notifications.kinds import Kind

Choices = Mapping[tuple[str, str], bool]


@dataclass(frozen=True, slots=True)
class Reader:
    """A person with their manners and own choices (by kind and channel)."""

    person: Person
    manners: Manners
    choices: Choices

    def takes(self, kind: Kind, channel: Channel) -> bool:
        if channel is Channel.LIST and kind.obligation:
            return True
        return self.choices.get((kind.key, channel.value), kind.takes(channel))


def readers(people: Iterable[Person]) -> list[Reader]:
    """Return people as readers, in the same order; two queries however many."""
    people = list(people)
    manners = {row.person_id: row for row in Manners.objects.filter(person__in=people)}
    choices: dict[int, dict[tuple[str, str], bool]] = {}
    for wish in Wish.objects.filter(person__in=people):
        choices.setdefault(wish.person_id, {})[wish.kind, wish.channel] = wish.is_on
    return [
        Reader(person, manners.get(person.pk) or Manners(person=person), choices.get(person.pk, {}))
        for person in people
    ]


def reader(person: Person) -> Reader:
    return readers([person])[0]
