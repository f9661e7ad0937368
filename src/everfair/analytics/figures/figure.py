"""A figure: what it counts, in words and in SQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from everfair.analytics.enums import Group, Unit
from everfair.analytics.figures.measures import Measure, count_rows, every

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from everfair.analytics.figures.columns import Column
    from everfair.analytics.figures.sources import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """`label` is the few words beside the number, `words` the one sentence that defines it.

    `condition` narrows the rows of the source; `since` is the moment that a row counts from where that is
    not the source's own. A `local` figure speaks of one fair only (its days, its campaigns) and shows
    where it was published. A figure without a source can't be counted: `no_rows` says why. `leading`
    figures stand large on the page. `tally` is what a distinct count tells apart.
    """

    id: str
    label: _StrPromise
    words: _StrPromise
    group: Group
    source: Source | None = None
    measure: Measure = count_rows
    condition: str = ""
    since: str = ""
    unit: Unit = Unit.COUNT
    currency: str = ""
    tally: Column | None = None
    local: bool = False
    leading: bool = False
    no_rows: _StrPromise | str = ""

    def counted_rows(self, as_of: str) -> str:
        """Return the condition of the rows that count by the moment which the parameter `as_of` names."""
        since = self.since or (self.source.moment if self.source else "")
        return every(self.condition, f"{since} <= %({as_of})s" if since else "")

    def statement(self) -> str:
        """Return the figure's own query, with the parameters `edition`, `as_of` and those of its conditions."""
        if self.source is None:
            return ""
        conditions = every(self.source.where, self.counted_rows("as_of")).replace(" AND ", "\n  AND ")
        lines = [f"SELECT {self.measure('')}", "FROM " + "\n".join(self.source.tables), f"WHERE {conditions}"]
        return "\n".join(lines)
