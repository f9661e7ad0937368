"""The zones of the edition, and which organisations stand in them: "1 + 8", the 1 being two areas here."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass

from everfair.accounts.enums import OrganisationKind
from everfair.fairs.enums import ZoneKind
from everfair.replay.draw import shuffled, stream
from everfair.replay.facts import Plan, facts
from everfair.replay.organisations import SECTOR_WEIGHTS, Organisation
from everfair.replay.split import split
from everfair.replay.words import Words

COMPREHENSIVE = "comprehensive"
AREA = "countries-and-provinces"

# A special zone's address, the sector that colours it, and the sectors its exhibitors come from with their weights.
SPECIAL: tuple[tuple[str, str, dict[str, int]], ...] = (
    ("culture", "10", {"10": 7, "2": 3}),
    ("finance", "7", {"7": 9, "1": 2}),
    ("winter-sports", "10", {"10": 5, "9": 4, "3": 2}),
    ("tourism", "9", {"9": 8, "11": 2, "4": 1}),
    ("robots", "12", {"12": 6, "8": 3, "1": 1}),
    ("education", "5", {"5": 9, "2": 1}),
    ("sports", "10", {"10": 6, "8": 2, "4": 2}),
    ("5g", "2", {"2": 8, "6": 1, "11": 2}),
)
SPECIAL_WEIGHTS = (15, 11, 8, 16, 10, 14, 8, 11)


@dataclass(frozen=True, slots=True)
class Zone:
    slug: str
    kind: ZoneKind
    name: Words
    sector: str | None
    sources: dict[str, int]


def zones() -> list[Zone]:
    """Return the comprehensive zone, the eight special ones, and the country and province area."""
    names = [Words(entry["zh-hans"], entry["en"]) for entry in facts()["special_zones"]]
    return [
        Zone(COMPREHENSIVE, ZoneKind.COMPREHENSIVE, Words("综合展区", "Comprehensive zone"), None, SECTOR_WEIGHTS),
        *(
            Zone(slug, ZoneKind.SPECIAL, name, sector, sources)
            for name, (slug, sector, sources) in zip(names, SPECIAL, strict=True)
        ),
        Zone(AREA, ZoneKind.AREA, Words("国别和省区市专区", "Countries and provinces"), None, SECTOR_WEIGHTS),
    ]


def choose_exhibitors(plan: Plan, organisations: list[Organisation]) -> Iterator[tuple[Organisation, Zone]]:
    """Return who exhibits where; the cast stands where it is told to."""
    pools = _Pools(organisations)
    sizes = _sizes(plan)
    for zone in zones():
        cast = [member for member in organisations if member.exhibits == zone.slug]
        yield from ((member, zone) for member in cast)
        for is_overseas, size in sizes[zone.slug].items():
            wanted = size - sum(member.is_overseas == is_overseas for member in cast)
            for sector, count in zip(zone.sources, split(wanted, list(zone.sources.values())), strict=True):
                yield from ((pools.take(sector, is_overseas=is_overseas), zone) for _ in range(count))


def _sizes(plan: Plan) -> dict[str, dict[bool, int]]:
    """Return how many overseas (True) and mainland (False) exhibitors each zone has."""
    comprehensive = plan.count("zone.comprehensive.exhibitors")
    comprehensive_overseas = plan.count("zone.comprehensive.overseas_exhibitors")
    others = plan.count("exhibitors.total") - comprehensive
    area, special = split(others, [plan.assumed["exhibitors_in_area"], 1 - plan.assumed["exhibitors_in_area"]])
    per_zone = dict(zip([slug for slug, *_ in SPECIAL], split(int(special), SPECIAL_WEIGHTS).tolist(), strict=True))
    per_zone[AREA] = int(area)
    overseas = split(round(others * plan.assumed["exhibitors_overseas"]), list(per_zone.values())).tolist()
    sizes = {
        slug: {True: abroad, False: count - abroad}
        for (slug, count), abroad in zip(per_zone.items(), overseas, strict=True)
    }
    return sizes | {COMPREHENSIVE: {True: comprehensive_overseas, False: comprehensive - comprehensive_overseas}}


class _Pools:
    """Organisations that may still be given a zone, by origin and sector, in drawn order."""

    def __init__(self, organisations: list[Organisation]) -> None:
        kinds = (OrganisationKind.COMPANY, OrganisationKind.INSTITUTION)
        free = [one for one in organisations if one.kind in kinds and not one.key]
        self._waiting: dict[tuple[bool, str], deque[Organisation]] = defaultdict(deque)
        for one in shuffled(stream("exhibitors"), free):
            self._waiting[one.is_overseas, one.sector].append(one)

    def take(self, sector: str, *, is_overseas: bool) -> Organisation:
        """Return the next of that sector; when there is none left, one of the sector with most left."""
        wanted = self._waiting[is_overseas, sector]
        if not wanted:
            wanted = max((self._waiting[is_overseas, code] for code in SECTOR_WEIGHTS), key=len)
        return wanted.popleft()
