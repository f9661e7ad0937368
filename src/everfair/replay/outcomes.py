"""Outcomes whose counts and sums were published: Henan, tourism finance, TEDA. The parties are invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any

import numpy as np

from everfair.publishing.enums import OutcomeKind, OutcomeStage
from everfair.replay.draw import pick, public_ids, stream
from everfair.replay.facts import Plan, read_data
from everfair.replay.moments import between, instant
from everfair.replay.organisations import Organisation, country_words
from everfair.replay.split import split_amount
from everfair.replay.words import Words, words

HENAN = "henan"
USD_UNIT = 1_000_000  # ten thousand dollars, in cents
CNY_UNIT = 10_000_000  # one hundred thousand yuan, in fen
TEDA_PLACE = "天津经开区 TEDA, Tianjin"
TEDA_PARTNERS = ("VN", "MY", "SG")


@dataclass(slots=True)
class Outcome:
    kind: OutcomeKind
    stage: OutcomeStage
    title: Words
    first_party: Organisation
    recorded: datetime
    second_party: Organisation | None = None
    partner_country: str = ""
    delegation: str = ""
    campaign: str = ""
    signed_at_event: bool = False
    amount_minor: int | None = None
    currency: str = ""
    public_id: str = ""


@cache
def written() -> Any:
    return read_data("outcomes.yaml")


def draw_outcomes(plan: Plan, organisations: list[Organisation]) -> list[Outcome]:
    rng = stream("outcomes")
    firms = [firm for firm in organisations if firm.is_firm and not firm.key]
    outcomes = [
        *_henan(plan, firms, rng),
        *_tourism(plan, firms, rng),
        *_teda(plan, firms),
    ]
    for outcome, public_id in zip(outcomes, public_ids("outcomes", len(outcomes)), strict=True):
        outcome.public_id = public_id
    return outcomes


def _henan(plan: Plan, firms: list[Organisation], rng: np.random.Generator) -> Iterator[Outcome]:
    """Pre-arranged: agreed before the fair, 30 of them then signed at the promotion event."""
    count, signed = plan.count("outcomes.henan.pre_arranged"), plan.count("outcomes.henan.signed_on_site")
    amounts = split_amount(plan.minor("outcomes.henan.amount"), rng.lognormal(0, 1.1, count), USD_UNIT)
    local = [firm for firm in firms if firm.place.startswith("郑州")]
    partners = [firm for firm in firms if firm.is_overseas]
    kinds = (OutcomeKind.CONCLUDED_DEAL, OutcomeKind.INVESTMENT, OutcomeKind.STRATEGIC_AGREEMENT)
    recorded = between(
        rng, plan.moment(date(2020, 8, 20), time(9)), plan.moment(date(2020, 9, 3), time(17)), count=count
    )
    for place in range(count):
        partner = pick(rng, partners)
        chinese, english, sector = pick(rng, written()["henan"])
        slots = {"topic": Words(chinese, english), "c": country_words(partner.country or "")}
        yield Outcome(
            kind=pick(rng, kinds),
            stage=OutcomeStage.PRE_ARRANGED,
            title=words(pick(rng, written()["henan_patterns"])).fill(slots),
            first_party=pick(rng, [firm for firm in local if firm.sector == sector] or local),
            second_party=partner,
            partner_country=partner.country or "",
            delegation=HENAN,
            signed_at_event=place < signed,
            amount_minor=amounts[place],
            currency="USD",
            recorded=instant(int(recorded[place])),
        )


def _tourism(plan: Plan, firms: list[Organisation], rng: np.random.Generator) -> Iterator[Outcome]:
    count = plan.count("tourism_finance_deals")
    amounts = split_amount(plan.minor("outcomes.tourism_finance.amount"), rng.lognormal(0, 0.9, count), CNY_UNIT)
    travel = [firm for firm in firms if not firm.is_overseas and firm.sector == "9"]
    money = [firm for firm in firms if not firm.is_overseas and firm.sector == "7"]
    for place, amount in enumerate(amounts):
        firm = pick(rng, travel)
        chinese, _, english = firm.place.partition(" ")
        topics = written()["tourism_finance"]
        slots = {"topic": words(topics[place % len(topics)]), "place": Words(chinese, english)}
        yield Outcome(
            kind=OutcomeKind.INVESTMENT,
            stage=OutcomeStage.SIGNED,
            title=words(pick(rng, written()["tourism_patterns"])).fill(slots),
            first_party=firm,
            second_party=pick(rng, money),
            campaign="tourism_finance",
            signed_at_event=True,
            amount_minor=amount,
            currency="CNY",
            recorded=plan.moment(date(2020, 9, 7), time(16, 30)),
        )


def _teda(plan: Plan, firms: list[Organisation]) -> Iterator[Outcome]:
    """Three agreements of which only the partners' countries were published: no sum, no second name."""
    local = [firm for firm in firms if firm.place.startswith("天津")] + [firm for firm in firms if not firm.is_overseas]
    for place in range(plan.count("outcomes.tianjin_teda.agreements")):
        country = TEDA_PARTNERS[place % len(TEDA_PARTNERS)]
        local[place].place = TEDA_PLACE
        yield Outcome(
            kind=OutcomeKind.STRATEGIC_AGREEMENT,
            stage=OutcomeStage.SIGNED,
            title=words(written()["teda"][0]).fill({"c": country_words(country)}),
            first_party=local[place],
            partner_country=country,
            campaign="tianjin_teda",
            signed_at_event=True,
            recorded=plan.moment(date(2020, 9, 6), time(15)),
        )
