"""Organisations that look like another one: the same registration number, or similar names in either language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Q

from everfair.accounts.enums import OrganisationState
from everfair.accounts.models import Organisation
from everfair.accounts.search_names import canonical_number, search_names_of

if TYPE_CHECKING:
    from everfair.accounts.models import Person
    from everfair.kernel.text import Text

MOST = 5

# Each name is one word of `search_names`, so the strict similarity compares it with whole names only.
_ALIKE = """
SELECT asked.place, found.id, max(found.closeness) AS closeness, bool_or(found.same_number) AS same_number
FROM unnest(%(places)s::bigint[], %(words)s::text[], %(countries)s::text[], %(numbers)s::text[])
     AS asked (place, word, country, number)
CROSS JOIN LATERAL (
    (SELECT id, strict_word_similarity(asked.word, search_names) AS closeness, FALSE AS same_number
     FROM accounts_organisation
     WHERE search_names %%>> asked.word AND id <> asked.place
     ORDER BY closeness DESC, id LIMIT %(most)s)
    UNION ALL
    (SELECT id, 1, TRUE FROM accounts_organisation
     WHERE registration_number = asked.number AND registration_number <> '' AND id <> asked.place
       AND country IS NOT DISTINCT FROM asked.country
     ORDER BY id LIMIT %(most)s)
) AS found
GROUP BY asked.place, found.id
"""


# Those that have a name in common, in any language, or the number; both are looked up in an index.
_DOUBLES = """
SELECT one.id, found.id
FROM accounts_organisation AS one
CROSS JOIN LATERAL (
    WITH same AS MATERIALIZED (
        SELECT id FROM accounts_organisation
        WHERE string_to_array(search_names, ' ') && string_to_array(one.search_names, ' ')
        UNION
        SELECT id FROM accounts_organisation
        WHERE registration_number = one.registration_number AND registration_number <> ''
          AND country IS NOT DISTINCT FROM one.country
    )
    SELECT id FROM same WHERE id <> one.id ORDER BY id LIMIT %(most)s
) AS found
WHERE one.id = ANY(%(rows)s)
"""


@dataclass(frozen=True, slots=True)
class Alike:
    """Another organisation that may be the same one; `closeness` of the names is 0.5 to 1."""

    organisation: Organisation
    closeness: float
    same_number: bool

    @property
    def percent(self) -> str:
        return f"{self.closeness:.0%}"


@dataclass(frozen=True, slots=True)
class _Asked:
    place: int
    search_names: str
    country: str | None
    number: str


@dataclass(frozen=True, slots=True)
class Doubles:
    """What an applicant may know of those that look like theirs: the names of approved ones and of their own."""

    named: list[Alike]
    number_waits: bool
    name_waits: bool


def doubles_told(person: Person, alike: list[Alike]) -> Doubles:
    """Sort likely duplicates by what the person may know; one query."""
    own = set(person.memberships.values_list("organisation_id", flat=True))
    named = [one for one in alike if one.organisation.state == OrganisationState.APPROVED or one.organisation.pk in own]
    hidden = [one for one in alike if one not in named]
    return Doubles(
        named=named,
        number_waits=any(one.same_number for one in hidden),
        name_waits=any(not one.same_number for one in hidden),
    )


def alike_of(organisations: Iterable[Organisation], visible: Q) -> Mapping[int, list[Alike]]:
    """Return the likely duplicates of organisations, by row id, the closest first; two queries however many.

    Only those that match `visible` are shown: who vets one zone doesn't learn who applies to another.
    """
    asked = [_Asked(row.pk, row.search_names, row.country, row.registration_number) for row in organisations]
    return _alike(asked, visible)


def doubles_of(organisations: Iterable[Organisation], visible: Q) -> Mapping[int, list[Organisation]]:
    """Return those with the same name or number, by row id, as far as they are `visible`; two queries however many."""
    with connection.cursor() as cursor:
        cursor.execute(_DOUBLES, {"rows": [row.pk for row in organisations], "most": MOST})
        pairs = list(cursor.fetchall())
    found = Organisation.objects.filter(visible).only("name").in_bulk({other for _, other in pairs})
    doubles: dict[int, list[Organisation]] = defaultdict(list)
    for one, other in sorted(pairs):
        if other in found:
            doubles[one].append(found[other])
    return doubles


def looks_like(name: Text, *, country: str | None, number: str) -> list[Alike]:
    """Return what an application would double, without those that were refused; two queries."""
    asked = _Asked(0, search_names_of(name), country, canonical_number(number))
    return _alike([asked], ~Q(state=OrganisationState.REFUSED))[0]


def looks_like_another(name: Text, *, country: str | None, number: str) -> bool:
    return bool(looks_like(name, country=country, number=number))


def _alike(asked: list[_Asked], visible: Q) -> Mapping[int, list[Alike]]:
    pairs = list(_pairs(asked))
    found = Organisation.objects.filter(visible).in_bulk({other for _, other, _, _ in pairs})
    alike: dict[int, list[Alike]] = defaultdict(list)
    for place, other, closeness, same_number in pairs:
        if other in found:
            alike[place].append(Alike(found[other], closeness, same_number))
    for several in alike.values():
        several.sort(key=lambda one: (not one.same_number, -one.closeness, one.organisation.pk))
    return alike


def _pairs(asked: list[_Asked]) -> list[tuple[int, int, float, bool]]:
    """One line a name, so that every name is looked up in the index by itself."""
    lines = [(one.place, word, one.country, one.number) for one in asked for word in one.search_names.split() or [""]]
    if not lines:
        return []
    places, words, countries, numbers = (list(column) for column in zip(*lines, strict=True))
    given: dict[str, Any] = {"places": places, "words": words, "countries": countries, "numbers": numbers, "most": MOST}
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE, given)
        return list(cursor.fetchall())
