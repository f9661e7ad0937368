"""Reads of the outcome list and the deal ledger."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet, Sum

from everfair.kernel.money import Money
from everfair.publishing.enums import OutcomeKind, OutcomeStage
from everfair.publishing.models import Outcome

if TYPE_CHECKING:
    from everfair.fairs.models import Edition

PAGE_SIZE = 50


@dataclass(slots=True)
class StageTotal:
    """What one stage adds up to: never added to another stage, one total per currency."""

    stage: OutcomeStage
    outcomes: int = 0
    undisclosed: int = 0
    totals: list[Money] = field(default_factory=list)


def stage_totals(edition: Edition) -> list[StageTotal]:
    """Return pre-arranged, intended and signed, each by itself; one query."""
    totals = {stage: StageTotal(stage) for stage in OutcomeStage}
    summed = (
        Outcome.objects.filter(edition=edition)
        .values("stage", "currency")
        .annotate(outcomes=Count("id"), minor=Sum("amount_minor"))
        .order_by("currency")
    )
    for row in summed:
        total = totals[OutcomeStage(row["stage"])]
        total.outcomes += row["outcomes"]
        if row["currency"]:
            total.totals.append(Money(int(row["minor"]), row["currency"]))
        else:
            total.undisclosed += row["outcomes"]
    return list(totals.values())


def kind_counts(edition: Edition, stage: str) -> list[tuple[OutcomeKind, int]]:
    """Return how many outcomes of each kind there are; kinds with none are left out."""
    counted = dict(_of_stage(edition, stage).order_by("kind").values_list("kind").annotate(Count("id")))
    return [(kind, counted[kind]) for kind in OutcomeKind if kind in counted]


def outcomes_of(edition: Edition, *, stage: str, kind: str) -> QuerySet[Outcome]:
    """Return outcomes with their parties, newest first; empty filters mean all."""
    outcomes = _of_stage(edition, stage)
    if kind:
        outcomes = outcomes.filter(kind=kind)
    return outcomes.select_related("first_party", "second_party", "delegation", "agreement").order_by(
        "-recorded_at", "-id"
    )


def _of_stage(edition: Edition, stage: str) -> QuerySet[Outcome]:
    outcomes = Outcome.objects.filter(edition=edition)
    return outcomes.filter(stage=stage) if stage else outcomes
