"""A small fair with one of everything, and one person of each kind, for the access matrix."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.test import Client

from tests.factories.accounts import sign_in
from tests.house.cast import KINDS, make_cast
from tests.house.things import QUERIES, values_of

if TYPE_CHECKING:
    from everfair.accounts.models import Person

__all__ = ["KINDS", "Scene", "set_scene"]


@dataclass(frozen=True)
class Scene:
    """Everybody's client, and the values that stand in the addresses."""

    clients: dict[str, Client]
    values: dict[str, str]

    def address(self, route: str, path: str) -> str:
        """Fill the placeholders of a path; `app.route.name` is looked up before `app.noun.name` and `name`."""
        app, _, name = route.rpartition(":")
        noun = name.split("-")[0].removeprefix("get_")

        def value(match: re.Match[str]) -> str:
            placeholder = match.group(1).split(":")[-1]
            places = (f"{app}.{name}.", f"{app}.{noun}.", f"{app}.", "")
            found = (self.values[place + placeholder] for place in places if place + placeholder in self.values)
            if (named := next(found, None)) is None:
                raise LookupError(f"tests/house/things.py names no {placeholder} for {route}")
            return named

        query = re.sub(r"<([\w.]+)>", lambda match: self.values[match.group(1)], QUERIES.get(route, ""))
        plain = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", path).replace("^", "").rstrip("$")
        return "/" + re.sub(r"<([\w:]+)>", value, plain) + query


def set_scene() -> Scene:
    """Build the fair: an exhibitor with booth and project, a buyer who asked for a negotiation, all who run it."""
    cast = make_cast()
    return Scene({kind: _client(person) for kind, person in cast.people.items()}, values_of(cast))


def _client(person: Person | None) -> Client:
    client = Client(raise_request_exception=False)
    if person is not None:
        sign_in(client, person)
    return client
