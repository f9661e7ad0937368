"""Figures of what was talked about: on stage, and between two organisations."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from everfair.analytics.enums import Group, Unit
from everfair.analytics.figures.figure import Figure
from everfair.analytics.figures.measures import distinct, median_minutes, share_of
from everfair.analytics.figures.sources import EVENTS, INTENTS, NEGOTIATIONS, REPLIES, SESSIONS

TALKED = (
    Figure(
        id="negotiations.initiated",
        label=_("online negotiations initiated"),
        words=_(
            "Requests of one organisation to negotiate with another about a project. "
            "A start, whether or not it was answered."
        ),
        group=Group.TALKED,
        source=NEGOTIATIONS,
        leading=True,
    ),
    Figure(
        id="negotiations.overseas_share",
        label=_("share initiated from overseas"),
        words=_(
            "Negotiations initiated by organisations from outside the mainland, of all initiated negotiations. "
            "Hong Kong, Macao and Taiwan count as outside the mainland."
        ),
        group=Group.TALKED,
        source=NEGOTIATIONS,
        measure=share_of("o.is_overseas"),
        unit=Unit.PERCENT,
        leading=True,
    ),
    Figure(
        id="events.total",
        label=_("forums and negotiation events"),
        words=_("Events of the five published kinds whose first session has begun. Online-only conferences are apart."),
        group=Group.TALKED,
        source=EVENTS,
        condition="e.kind <> 'online_conference'",
        leading=True,
    ),
    Figure(
        id="negotiations.initiated_overseas",
        label=_("negotiations initiated from overseas"),
        words=_("Negotiations initiated by organisations from outside the mainland."),
        group=Group.TALKED,
        source=NEGOTIATIONS,
        condition="o.is_overseas",
    ),
    Figure(
        id="negotiations.answered",
        label=_("negotiations answered"),
        words=_("Negotiations that the other side has accepted or declined."),
        group=Group.TALKED,
        source=NEGOTIATIONS,
        since="n.answered_at",
    ),
    Figure(
        id="negotiations.median_reply",
        label=_("median time to an answer"),
        words=_("Half of the answered negotiations were answered within this time. Rounded to whole minutes."),
        group=Group.TALKED,
        source=REPLIES,
        # half a million differences of numbers are sorted in two thirds of the time that intervals take
        measure=median_minutes("date_part('epoch', n.answered_at) - date_part('epoch', n.initiated_at)"),
        unit=Unit.MINUTES,
    ),
    Figure(
        id="negotiations.with_intent",
        label=_("negotiations with an intent"),
        words=_("Different negotiations in which a side recorded an expression of intent: intended, not contracted."),
        group=Group.TALKED,
        source=INTENTS,
        measure=distinct("i.negotiation_id"),
    ),
    Figure(
        id="events.summit_forum",
        label=_("summit forums"),
        words=_("Summit forums whose first session has begun."),
        group=Group.TALKED,
        source=EVENTS,
        condition="e.kind = 'summit_forum'",
    ),
    Figure(
        id="events.industry_forum",
        label=_("industry forums"),
        words=_("Industry forums whose first session has begun."),
        group=Group.TALKED,
        source=EVENTS,
        condition="e.kind = 'industry_forum'",
    ),
    Figure(
        id="events.overseas_special",
        label=_("country and region events"),
        words=_("Events of countries and regions outside the mainland whose first session has begun."),
        group=Group.TALKED,
        source=EVENTS,
        condition="e.kind = 'overseas_special'",
    ),
    Figure(
        id="events.province_theme",
        label=_("province and municipality events"),
        words=_("Events of provinces, autonomous regions and municipalities whose first session has begun."),
        group=Group.TALKED,
        source=EVENTS,
        condition="e.kind = 'province_theme'",
    ),
    Figure(
        id="events.evening",
        label=_("evening events"),
        words=_("Evening events whose first session has begun."),
        group=Group.TALKED,
        source=EVENTS,
        condition="e.kind = 'evening'",
    ),
    Figure(
        id="sessions.live_streamed",
        label=_("sessions streamed live"),
        words=_("Sessions with a live stream that have begun."),
        group=Group.TALKED,
        source=SESSIONS,
        condition="s.is_live_streamed",
    ),
    Figure(
        id="sessions.online_only",
        label=_("online-only sessions"),
        words=_("Sessions without a place on site that have begun."),
        group=Group.TALKED,
        source=SESSIONS,
        condition="s.mode = 'online_only'",
    ),
    Figure(
        id="sessions.on_2020_09_06",
        label=_("sessions on 6 September"),
        words=_("Sessions that began on 6 September 2020, by the fair's own clock."),
        group=Group.TALKED,
        source=SESSIONS,
        condition="(s.starts_at AT TIME ZONE %(zone)s)::date = DATE '2020-09-06'",
        local=True,
    ),
    Figure(
        id="streams.on_2020_09_05",
        label=_("live streams on 5 September"),
        words=_("Sessions with a live stream that began on 5 September 2020, by the fair's own clock."),
        group=Group.TALKED,
        source=SESSIONS,
        condition="s.is_live_streamed AND (s.starts_at AT TIME ZONE %(zone)s)::date = DATE '2020-09-05'",
        local=True,
    ),
)
