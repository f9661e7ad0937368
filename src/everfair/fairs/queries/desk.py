"""What an operator's desk shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from everfair.fairs.enums import EDITION_MOVES, EditionState
from everfair.fairs.models import Participation
from everfair.fairs.queries.editions import editions_of, zones_of

if TYPE_CHECKING:
    from everfair.fairs.models import Edition, Zone

# One way forward per state is the usual next step; the other moves go back.
_FORWARD = {
    EditionState.PREPARING: EditionState.LIVE,
    EditionState.LIVE: EditionState.EVERGREEN,
    EditionState.EVERGREEN: EditionState.ARCHIVED,
}


@dataclass(frozen=True, slots=True)
class Attendance:
    """Organisations that take part, by how they come; `overseas` and `countries` are counted over all of them."""

    organisations: int
    on_site: int
    online: int
    hybrid: int
    overseas: int
    countries: int


@dataclass(frozen=True, slots=True)
class OperatorsDesk:
    """An edition as its operator sees it."""

    edition: Edition
    zones: list[Zone]
    sisters: list[Edition]
    attendance: Attendance

    @property
    def state(self) -> EditionState:
        return EditionState(self.edition.state)

    @property
    def forward(self) -> EditionState | None:
        return _FORWARD.get(self.state)

    @property
    def back(self) -> list[EditionState]:
        return sorted(EDITION_MOVES[self.state] - {self.forward})


def operators_desk(edition: Edition) -> OperatorsDesk:
    """Return the desk; three queries."""
    return OperatorsDesk(edition, list(zones_of(edition)), list(editions_of(edition)), attendance_of(edition))


def attendance_of(edition: Edition) -> Attendance:
    """Count who takes part; one query."""
    counted = Participation.objects.filter(edition=edition).aggregate(
        organisations=Count("pk"),
        on_site=Count("pk", filter=Q(mode="on_site")),
        online=Count("pk", filter=Q(mode="online")),
        hybrid=Count("pk", filter=Q(mode="hybrid")),
        overseas=Count("pk", filter=Q(organisation__is_overseas=True)),
        countries=Count("organisation__country", distinct=True),
    )
    return Attendance(**counted)
