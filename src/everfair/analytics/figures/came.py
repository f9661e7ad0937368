"""Figures of who came."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from everfair.analytics.enums import Group
from everfair.analytics.figures.columns import Column, read_country
from everfair.analytics.figures.figure import Figure
from everfair.analytics.figures.measures import distinct
from everfair.analytics.figures.sources import PARTICIPATIONS

_COUNTRIES = Column(_("Country or region"), "o.country", read_country)

CAME = (
    Figure(
        id="organisations.total",
        label=_("enterprises and institutions"),
        words=_("Organisations registered for this edition, on site or online. Each counts once."),
        group=Group.CAME,
        source=PARTICIPATIONS,
        leading=True,
    ),
    Figure(
        id="organisations.countries_and_regions",
        label=pgettext_lazy("figure", "countries and regions"),
        words=_(
            "Different countries and regions that registered organisations come from. "
            "Embassies count for their sending state; international organisations have no country."
        ),
        group=Group.CAME,
        source=PARTICIPATIONS,
        measure=distinct("o.country"),
        condition="o.country IS NOT NULL",
        tally=_COUNTRIES,
        leading=True,
    ),
    Figure(
        id="organisations.fortune_global_500",
        label=_("Fortune Global 500 companies"),
        words=_("Registered companies that are on the Fortune Global 500 list of any year they declared."),
        group=Group.CAME,
        source=PARTICIPATIONS,
        condition="o.kind = 'company' AND o.fortune_500_year IS NOT NULL",
        leading=True,
    ),
    Figure(
        id="organisations.international_organisations",
        label=_("international organisations"),
        words=_("Registered international organisations."),
        group=Group.CAME,
        source=PARTICIPATIONS,
        condition="o.kind = 'international_organisation'",
    ),
    Figure(
        id="organisations.embassies",
        label=_("embassies in China"),
        words=_("Registered embassies."),
        group=Group.CAME,
        source=PARTICIPATIONS,
        condition="o.kind = 'embassy'",
    ),
    Figure(
        id="organisations.overseas_associations",
        label=_("overseas chambers and associations"),
        words=_("Registered chambers of commerce and business associations from outside the mainland."),
        group=Group.CAME,
        source=PARTICIPATIONS,
        condition="o.kind = 'overseas_association'",
    ),
    Figure(
        id="organisations.top_30_services_economies_present",
        label=_("top 30 services economies present"),
        words=_(
            "How many of the first thirty economies in trade in services sent an organisation. Which thirty was not "
            "published; we take the leading traders of commercial services of 2019 after the WTO's statistics."
        ),
        group=Group.CAME,
        source=PARTICIPATIONS,
        measure=distinct("o.country"),
        condition="o.country = ANY(%(top_30)s)",
        tally=_COUNTRIES,
    ),
    Figure(
        id="organisations.registered.on_2020_09_06T08_00",
        label=_("organisations by 8:00 on 6 September"),
        words=_("Organisations that had registered by 8:00 on 6 September 2020, by the fair's own clock."),
        group=Group.CAME,
        source=PARTICIPATIONS,
        condition="p.registered_at <= TIMESTAMP '2020-09-06 08:00' AT TIME ZONE %(zone)s",
        local=True,
    ),
    Figure(
        id="people.registered.on_2020_09_06T08_00",
        label=_("people registered by 8:00 on 6 September"),
        words=_("People who had registered by 8:00 on 6 September 2020."),
        group=Group.CAME,
        local=True,
        no_rows=_("The replay holds organisations and what they did, but invents no crowd of people."),
    ),
    Figure(
        id="active_users.on_2020_09_05",
        label=_("active users on 5 September"),
        words=_("People who used the fair's site or app on 5 September 2020."),
        group=Group.CAME,
        local=True,
        no_rows=_("Visits to pages leave no row: this fair does not record who looked at what."),
    ),
    Figure(
        id="page_views.until_2020_09_05",
        label=_("page views until 5 September"),
        words=_("Pages of the fair's site and app that were opened until the end of 5 September 2020."),
        group=Group.CAME,
        local=True,
        no_rows=_("Visits to pages leave no row: this fair does not record who looked at what."),
    ),
)
