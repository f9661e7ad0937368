"""Figures of what was published."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from everfair.analytics.enums import Group
from everfair.analytics.figures.columns import Column, read_text
from everfair.analytics.figures.figure import Figure
from everfair.analytics.figures.measures import distinct
from everfair.analytics.figures.sources import RELEASES

PUBLISHED = (
    Figure(
        id="releases.reports_indices_rankings",
        label=_("reports, indices and rankings"),
        words=_("Industry reports, indices and rankings released at the fair."),
        group=Group.PUBLISHED,
        source=RELEASES,
        condition="r.kind IN ('report', 'index', 'ranking')",
        leading=True,
    ),
    Figure(
        id="releases.launching_organisations",
        label=_("organisations with a first launch"),
        words=_("Different organisations that launched something new at the fair. Counts organisations, not launches."),
        group=Group.PUBLISHED,
        source=RELEASES,
        measure=distinct("r.organisation_id"),
        condition="r.kind = 'launch'",
        tally=Column(_("Organisation"), "o.name", read_text),
        leading=True,
    ),
)
