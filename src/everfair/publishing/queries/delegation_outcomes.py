"""The outcomes of a delegation's members: what officers see of what their members deal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet, Sum

from everfair.accounts.public import joined_organisations
from everfair.kernel.money import Money, totals_by_currency
from everfair.publishing.enums import OutcomeKind, OutcomeStage
from everfair.publishing.models import Outcome

if TYPE_CHECKING:
    from everfair.accounts.models import Delegation


@dataclass(frozen=True, slots=True)
class KindTotal:
    """Outcomes of one kind in one stage; `totals` has one amount per currency, `undisclosed` have none."""

    kind: OutcomeKind
    outcomes: int
    undisclosed: int
    totals: list[Money]


@dataclass(frozen=True, slots=True)
class StageSheet:
    """One stage by itself, kind by kind; stages are never added up, and neither are currencies."""

    stage: OutcomeStage
    kinds: list[KindTotal]

    @property
    def outcomes(self) -> int:
        return sum(kind.outcomes for kind in self.kinds)

    @property
    def undisclosed(self) -> int:
        return sum(kind.undisclosed for kind in self.kinds)

    @property
    def totals(self) -> list[Money]:
        return totals_by_currency(total for kind in self.kinds for total in kind.totals)


def outcomes_of_members(delegation: Delegation, *, stage: str = "", kind: str = "") -> QuerySet[Outcome]:
    """Return what members have a part in, and what the delegation itself reported, newest first."""
    members = joined_organisations(delegation)
    theirs = Q(delegation=delegation) | Q(first_party__in=members) | Q(second_party__in=members)
    outcomes = Outcome.objects.filter(theirs, edition=delegation.edition_id)
    chosen = {name: value for name, value in (("stage", stage), ("kind", kind)) if value}
    return (
        outcomes.filter(**chosen)
        .select_related("first_party", "second_party", "agreement")
        .order_by("-recorded_at", "-id")
    )


def stage_sheets(delegation: Delegation) -> list[StageSheet]:
    """Return pre-arranged, intended and signed, each by itself; one query."""
    summed = (
        outcomes_of_members(delegation)
        .order_by("currency")
        .values("stage", "kind", "currency")
        .annotate(outcomes=Count("id"), minor=Sum("amount_minor"))
    )
    counted: dict[tuple[str, str], list[tuple[str, int, int]]] = {}
    for row in summed:
        line = (row["currency"], row["outcomes"], int(row["minor"] or 0))
        counted.setdefault((row["stage"], row["kind"]), []).append(line)
    return [
        StageSheet(stage, [_total(kind, counted[stage, kind]) for kind in OutcomeKind if (stage, kind) in counted])
        for stage in OutcomeStage
    ]


def _total(kind: OutcomeKind, lines: list[tuple[str, int, int]]) -> KindTotal:
    return KindTotal(
        kind=kind,
        outcomes=sum(outcomes for _, outcomes, _ in lines),
        undisclosed=sum(outcomes for currency, outcomes, _ in lines if not currency),
        totals=[Money(minor, currency) for currency, _, minor in lines if currency],
    )
