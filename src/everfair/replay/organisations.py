"""Who takes part: bodies, overseas firms, mainland organisations, in the order of the replay's rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from everfair.accounts.enums import OrganisationKind
from everfair.accounts.public import name_of_country
from everfair.replay.draw import lot, public_ids, shuffled, stream
from everfair.replay.facts import Plan, read_data
from everfair.replay.names import Activity, Names, city, data, embassy, international_bodies
from everfair.replay.split import split
from everfair.replay.words import NOTHING, Words, words

MAINLAND = "CN"
SECTOR_WEIGHTS = {
    "1": 11, "2": 10, "3": 5, "4": 7, "5": 10, "6": 5, "7": 10, "8": 8, "9": 11, "10": 13, "11": 6, "12": 8,
}  # fmt: skip
FALLING = 0.9  # the k-th country has k to the power of -0.9 as many firms as the first


@dataclass(slots=True)
class Organisation:
    """One invented organisation; `row` and `public_id` are given when all are drawn."""

    kind: OrganisationKind
    country: str | None
    sector: str
    name: Words
    place: str = ""
    about: Words = NOTHING
    activity: Activity | None = None
    key: str = ""
    exhibits: str = ""
    headline: Words = NOTHING
    welcome: Words = NOTHING
    fortune_500: bool = False
    row: int = 0
    public_id: str = ""
    registered: int = 0

    @property
    def is_overseas(self) -> bool:
        return self.country != MAINLAND

    @property
    def is_firm(self) -> bool:
        return self.kind == OrganisationKind.COMPANY


def country_words(code: str) -> Words:
    return Words(name_of_country(code, "zh-hans"), name_of_country(code, "en"))


@cache
def clocks() -> Mapping[str, str]:
    """Return which clock each country and region works on."""
    return {country: clock for clock, codes in data("countries")["clocks"].items() for country in codes}


def draw_organisations(plan: Plan) -> list[Organisation]:
    """Return all organisations of the edition: bodies, overseas firms, mainland ones, Fortune 500 marked."""
    rng, names = stream("organisations"), Names()
    cast = list(_cast(names))
    countries = _countries(plan, cast)
    organisations = [*_bodies(plan, countries, rng=rng, names=names), *cast]
    organisations += _overseas_firms(plan, countries, cast, rng=rng, names=names)
    missing = plan.count("organisations.total") - len(organisations)
    organisations += [_mainland(plan, rng, names) for _ in range(missing)]
    _mark_fortune_500(plan, organisations, rng)
    for organisation, public_id in zip(organisations, public_ids("organisations", len(organisations)), strict=True):
        organisation.public_id = public_id
    return organisations


def _cast(names: Names) -> Iterator[Organisation]:
    entries: dict[str, dict[str, Any]] = read_data("cast.yaml")["organisations"]
    for key, entry in entries.items():
        yield Organisation(
            kind=OrganisationKind.COMPANY,
            country=entry["country"],
            sector=entry["sector"],
            name=names.take(words(entry["name"])),
            place=entry["place"],
            about=words(entry["about"]),
            key=key,
            exhibits=entry.get("exhibits", ""),
            headline=words(entry.get("headline", NOTHING)),
            welcome=words(entry.get("welcome", NOTHING)),
        )


def _countries(plan: Plan, cast: list[Organisation]) -> list[str]:
    """Return the countries and regions besides the mainland; those of the cast are always among them."""
    count = plan.count("organisations.countries_and_regions") - 1
    wanted = {member.country for member in cast} - {MAINLAND}
    ordered = sorted(data("countries")["order"], key=lambda code: code not in wanted)
    chosen = set(ordered[:count])
    return [code for code in data("countries")["order"] if code in chosen]


def _bodies(plan: Plan, countries: list[str], *, rng: np.random.Generator, names: Names) -> Iterator[Organisation]:
    for name in international_bodies(plan.count("organisations.international_organisations")):
        yield Organisation(OrganisationKind.INTERNATIONAL, None, _sector(rng), names.take(name))
    sending = [code for code in data("countries")["embassies"] if code in countries]
    for code in sending[: plan.count("organisations.embassies")]:
        yield Organisation(OrganisationKind.EMBASSY, code, "12", names.take(embassy(country_words(code))))
    for place in range(plan.count("organisations.overseas_associations")):
        code = countries[place % len(countries)]
        yield Organisation(OrganisationKind.OVERSEAS_ASSOCIATION, code, _sector(rng), names.association(code))


def _overseas_firms(
    plan: Plan, countries: list[str], cast: list[Organisation], *, rng: np.random.Generator, names: Names
) -> Iterator[Organisation]:
    """One firm per country and region first, the others by rank."""
    count = plan.count("overseas_firms") - sum(member.is_overseas for member in cast)
    ranks = np.arange(1, len(countries) + 1)
    per_country = 1 + split(count - len(countries), ranks.astype(np.float64) ** -FALLING)
    for code, firms in zip(countries, per_country.tolist(), strict=True):
        for _ in range(firms):
            sector = _sector(rng)
            name, activity = names.organisation(code, sector, "company")
            yield Organisation(OrganisationKind.COMPANY, code, sector, name, activity=activity)


def _mainland(plan: Plan, rng: np.random.Generator, names: Names) -> Organisation:
    is_institution = rng.random() < plan.assumed["mainland_institutions"]
    kind = OrganisationKind.INSTITUTION if is_institution else OrganisationKind.COMPANY
    sector = _sector(rng)
    name, activity = names.organisation(MAINLAND, sector, "institution" if is_institution else "company")
    return Organisation(kind, MAINLAND, sector, name, place=city(rng), activity=activity)


def _sector(rng: np.random.Generator) -> str:
    return lot(rng, list(SECTOR_WEIGHTS), list(SECTOR_WEIGHTS.values()))


def _mark_fortune_500(plan: Plan, organisations: list[Organisation], rng: np.random.Generator) -> None:
    total, overseas = plan.count("organisations.fortune_global_500"), plan.count("fortune_500_overseas")
    large = set(plan.assumed["top_30_services_economies"])
    firms = [firm for firm in organisations if firm.is_firm and not firm.key and firm.country in large]
    for is_overseas, wanted in ((True, overseas), (False, total - overseas)):
        for firm in shuffled(rng, [firm for firm in firms if firm.is_overseas == is_overseas])[:wanted]:
            firm.fortune_500 = True
