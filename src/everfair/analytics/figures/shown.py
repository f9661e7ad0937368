"""Figures of what was shown."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from everfair.analytics.enums import Group, Unit
from everfair.analytics.figures.columns import Column, read_text
from everfair.analytics.figures.figure import Figure
from everfair.analytics.figures.measures import distinct, share_of
from everfair.analytics.figures.sources import BOOTHS, EXHIBITORS, PROJECTS, ROUTES, ZONES

_COMPREHENSIVE = "z.kind = 'comprehensive'"
_BY_5_SEPTEMBER = "b.opened_at < TIMESTAMP '2020-09-06 00:00' AT TIME ZONE %(zone)s"

SHOWN = (
    Figure(
        id="projects.published_online",
        label=_("projects published online"),
        words=_("Projects that exhibitors have published, from the day each was first shown, withdrawn since or not."),
        group=Group.SHOWN,
        source=PROJECTS,
        leading=True,
    ),
    Figure(
        id="zone.comprehensive.exhibitors",
        label=_("exhibitors in the comprehensive zone"),
        words=_("Organisations that exhibit in the comprehensive zone."),
        group=Group.SHOWN,
        source=EXHIBITORS,
        condition=_COMPREHENSIVE,
        leading=True,
    ),
    Figure(
        id="zone.comprehensive.internationality_rate",
        label=_("internationality rate of the comprehensive zone"),
        words=_(
            "Exhibitors from outside the mainland, of all exhibitors in the comprehensive zone. "
            "Counted by organisations, not by area; Hong Kong, Macao and Taiwan count as outside the mainland."
        ),
        group=Group.SHOWN,
        source=EXHIBITORS,
        measure=share_of("o.is_overseas"),
        condition=_COMPREHENSIVE,
        unit=Unit.PERCENT,
        leading=True,
    ),
    Figure(
        id="zone.comprehensive.overseas_exhibitors",
        label=_("overseas exhibitors in the comprehensive zone"),
        words=_("Exhibitors of the comprehensive zone that come from outside the mainland."),
        group=Group.SHOWN,
        source=EXHIBITORS,
        condition=f"{_COMPREHENSIVE} AND o.is_overseas",
    ),
    Figure(
        id="zone.comprehensive.sectors",
        label=_("sectors in the comprehensive zone"),
        words=_("Different sectors of trade in services that exhibitors of the comprehensive zone stand for."),
        group=Group.SHOWN,
        source=EXHIBITORS,
        measure=distinct("x.sector_id"),
        condition=_COMPREHENSIVE,
        tally=Column(_("Sector"), "c.name", read_text),
    ),
    Figure(
        id="zone.special.count",
        label=_("special zones"),
        words=_("Special zones of the exhibition, each with a theme of its own."),
        group=Group.SHOWN,
        source=ZONES,
        condition="z.kind = 'special'",
    ),
    Figure(
        id="exhibitors.total",
        label=pgettext_lazy("figure", "exhibitors"),
        words=_("Organisations that exhibit in any zone, online or on site."),
        group=Group.SHOWN,
        source=EXHIBITORS,
    ),
    Figure(
        id="exhibitors_with_booth.on_2020_09_05",
        label=_("exhibitors with an open booth on 5 September"),
        words=_("Different exhibitors with at least one booth that was open by the end of 5 September 2020."),
        group=Group.SHOWN,
        source=BOOTHS,
        measure=distinct("b.exhibitor_id"),
        condition=_BY_5_SEPTEMBER,
        local=True,
    ),
    Figure(
        id="booths.on_2020_09_05",
        label=_("booths on 5 September"),
        words=_("Booths that were open by the end of 5 September 2020, by the fair's own clock."),
        group=Group.SHOWN,
        source=BOOTHS,
        condition=_BY_5_SEPTEMBER,
        local=True,
    ),
    Figure(
        id="booths.flat.on_2020_09_05",
        label=_("flat booths on 5 September"),
        words=_("Flat booths that were open by the end of 5 September 2020."),
        group=Group.SHOWN,
        source=BOOTHS,
        condition=f"b.kind = 'flat' AND {_BY_5_SEPTEMBER}",
        local=True,
    ),
    Figure(
        id="booths.three_d.on_2020_09_05",
        label=_("3D booths on 5 September"),
        words=_("3D booths that were open by the end of 5 September 2020."),
        group=Group.SHOWN,
        source=BOOTHS,
        condition=f"b.kind = 'three_d' AND {_BY_5_SEPTEMBER}",
        local=True,
    ),
    Figure(
        id="routes.total",
        label=_("experience routes"),
        words=_("Themed routes through the fair that were opened to visitors."),
        group=Group.SHOWN,
        source=ROUTES,
    ),
)
