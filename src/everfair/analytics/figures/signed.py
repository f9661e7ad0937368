"""Figures of what was signed, and of what was arranged beforehand; the two are never added up."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from everfair.analytics.enums import Group, Unit
from everfair.analytics.figures.figure import Figure
from everfair.analytics.figures.measures import total_minor
from everfair.analytics.figures.sources import NEGOTIATIONS, OUTCOMES

SIGNED = (
    Figure(
        id="outcomes.tourism_finance.amount",
        label=_("signed at the tourism finance conference"),
        words=_(
            "What the agreements signed at the tourism investment and finance conference add up to, in renminbi. "
            "Undisclosed amounts and other currencies are counted, but not added."
        ),
        group=Group.SIGNED,
        source=OUTCOMES,
        measure=total_minor("u.amount_minor", "u.currency = 'CNY'"),
        condition="u.campaign = 'tourism_finance' AND u.stage = 'signed'",
        unit=Unit.MONEY,
        currency="CNY",
        local=True,
        leading=True,
    ),
    Figure(
        id="outcomes.henan.amount",
        label=_("pre-arranged by the Henan delegation"),
        words=_(
            "What the pre-arranged outcomes of the Henan delegation add up to, in US dollars. "
            "Pre-arranged is not signed. Undisclosed amounts and other currencies are counted, but not added."
        ),
        group=Group.SIGNED,
        source=OUTCOMES,
        measure=total_minor("u.amount_minor", "u.currency = 'USD'"),
        condition="d.slug = 'henan' AND u.stage = 'pre_arranged'",
        unit=Unit.MONEY,
        currency="USD",
        local=True,
        leading=True,
    ),
    Figure(
        id="negotiations.concluded",
        label=_("negotiations that ended in a signed agreement"),
        words=_("Negotiations that ended with an agreement which both sides signed."),
        group=Group.SIGNED,
        source=NEGOTIATIONS,
        since="n.concluded_at",
        leading=True,
    ),
    Figure(
        id="outcomes.signed",
        label=_("signed outcomes"),
        words=_("Entries of the outcome list at the stage “signed”, whatever their kind."),
        group=Group.SIGNED,
        source=OUTCOMES,
        condition="u.stage = 'signed'",
    ),
    Figure(
        id="outcomes.henan.pre_arranged",
        label=_("pre-arranged outcomes of the Henan delegation"),
        words=_("Outcomes that the Henan delegation arranged before the fair. Pre-arranged is not signed."),
        group=Group.SIGNED,
        source=OUTCOMES,
        condition="d.slug = 'henan' AND u.stage = 'pre_arranged'",
        local=True,
    ),
    Figure(
        id="outcomes.henan.signed_on_site",
        label=_("outcomes of the Henan delegation signed on site"),
        words=_("Outcomes of the Henan delegation that were signed at its promotion event."),
        group=Group.SIGNED,
        source=OUTCOMES,
        condition="d.slug = 'henan' AND u.signed_at_event",
        local=True,
    ),
    Figure(
        id="outcomes.tianjin_teda.agreements",
        label=_("strategic agreements of firms in Tianjin's TEDA"),
        words=_(
            "Strategic agreements that firms of the Tianjin Economic-Technological Development Area "
            "signed with partners abroad."
        ),
        group=Group.SIGNED,
        source=OUTCOMES,
        condition="u.campaign = 'tianjin_teda' AND u.kind = 'strategic_agreement' AND u.stage = 'signed'",
        local=True,
    ),
)
