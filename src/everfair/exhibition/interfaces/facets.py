"""Facets as readers see them: groups of words with counts, always in the same place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from everfair.accounts.public import name_of_country
from everfair.exhibition.enums import SupplyMode
from everfair.exhibition.interfaces.wishes import toggled
from everfair.exhibition.queries.catalogue import NO_COUNTRY, Catalogue, Facet, Wish
from everfair.exhibition.queries.counting import Counts
from everfair.kernel.text import Text

if TYPE_CHECKING:
    from everfair.fairs.models import Sector, Zone

FIRST_COUNTRIES = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet, in words."""

    value: str
    label: Text | str
    sector_code: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a facet; `address` chooses it, or lets go of it when it is chosen."""

    choice: Choice
    count: int
    address: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """One facet; `more` are the rarer values, folded away."""

    key: str
    label: str
    entries: list[Entry]
    more: list[Entry]

    @property
    def chosen(self) -> Entry | None:
        return next((entry for entry in (*self.entries, *self.more) if entry.is_chosen), None)

    @property
    def has_dots(self) -> bool:
        return any(entry.choice.sector_code for entry in self.entries)

    @property
    def is_unfolded(self) -> bool:
        return any(entry.is_chosen for entry in self.more)


@dataclass(frozen=True, slots=True)
class Choices:
    """All values of all facets of an edition."""

    zones: list[Zone]
    sectors: list[Sector]

    def known(self, key: str) -> list[Choice]:
        """Return the values of a facet that are known without counting."""
        return {
            "zone": [Choice(zone.slug, zone.name, zone.sector.code if zone.sector else "") for zone in self.zones],
            "sector": [Choice(sector.code, sector.name, sector.code) for sector in self.sectors],
            "mode": [Choice(str(mode.value), str(mode.label)) for mode in SupplyMode],
            "overseas": [Choice("0", _("Chinese mainland")), Choice("1", _("Overseas"))],
        }[key]


def country_choices(present: Mapping[str, int], language: str) -> tuple[list[Choice], list[Choice]]:
    """Return the most frequent countries and regions, and the others by name."""
    choices = [Choice(code, _country(code, language)) for code in present]
    frequent = sorted(choices, key=lambda choice: (-present[choice.value], choice.value))
    rest = sorted(frequent[FIRST_COUNTRIES:], key=lambda choice: str(choice.label).encode("gb18030"))
    return frequent[:FIRST_COUNTRIES], rest


def groups(catalogue: Catalogue, choices: Choices, *, wish: Wish, counts: Counts, language: str) -> list[Group]:
    """Return the facets of a catalogue in their order."""
    made = []
    for facet in catalogue.facets:
        if facet.open_ended:
            shown, more = country_choices(counts.present(facet.key), language)
        else:
            shown, more = choices.known(facet.key), []
        pen = _Pen(facet, wish, counts)
        made.append(Group(facet.key, _labels()[facet.key], pen.entries(shown), pen.entries(more)))
    return made


@dataclass(frozen=True, slots=True)
class _Pen:
    facet: Facet
    wish: Wish
    counts: Counts

    def entries(self, choices: Iterable[Choice]) -> list[Entry]:
        return [
            Entry(
                choice=choice,
                count=self.counts.of(self.facet.key, choice.value),
                address=toggled(self.wish, self.facet, choice.value),
                is_chosen=self.wish.chosen.get(self.facet.key) == choice.value,
            )
            for choice in choices
        ]


def _labels() -> dict[str, str]:
    return {
        "zone": _("Zone"),
        "sector": _("Sector"),
        "mode": _("Mode of supply"),
        "overseas": _("Where from"),
        "country": _("Country or region"),
    }


def _country(code: str, language: str) -> str:
    return _("International organisations") if code == NO_COUNTRY else name_of_country(code, language)
