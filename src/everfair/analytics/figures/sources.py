"""The tables that figures are counted from: which rows, since when a row counts, and what a row looks like.

A row counts from `moment` on. Nothing here comes from outside: values are always parameters.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from everfair.analytics.figures.columns import (
    Column,
    choice,
    read_amount,
    read_country,
    read_day,
    read_moment,
    read_origin,
    read_text,
    read_yes,
)


@dataclass(frozen=True, slots=True)
class Source:
    """`moment` is None for rows that count as soon as they are written.

    `key` tells rows apart that count from the same moment; `page` is the route of a row's own page and
    the column that ends its address.
    """

    name: str
    tables: tuple[str, ...]
    where: str
    moment: str | None
    key: str
    columns: tuple[Column, ...]
    page: tuple[str, str] | None = None


ORGANISATION = Column(_("Organisation"), "o.name", read_text)
COUNTRY = Column(_("Country or region"), "o.country", read_country)
ORIGIN = Column(_("From"), "o.is_overseas", read_origin)
EXHIBITOR = Column(_("Exhibitor"), "o.name", read_text)
SECTOR = Column(_("Sector"), "c.name", read_text)

PARTICIPATIONS = Source(
    name="participations",
    tables=("fairs_participation AS p", "JOIN accounts_organisation AS o ON o.id = p.organisation_id"),
    where="p.edition_id = %(edition)s",
    moment="p.registered_at",
    key="o.public_id",
    columns=(
        ORGANISATION,
        COUNTRY,
        Column(_("Kind"), "o.kind", choice("accounts.Organisation.kind")),
        Column(_("Registered"), "p.registered_at", read_moment),
    ),
)
EXHIBITORS = Source(
    name="exhibitors",
    tables=(
        "exhibition_exhibitor AS x",
        "JOIN accounts_organisation AS o ON o.id = x.organisation_id",
        "JOIN fairs_zone AS z ON z.id = x.zone_id",
        "JOIN fairs_sector AS c ON c.id = x.sector_id",
    ),
    where="x.edition_id = %(edition)s",
    moment="x.joined_at",
    key="x.public_id",
    columns=(
        EXHIBITOR,
        COUNTRY,
        ORIGIN,
        Column(_("Zone"), "z.name", read_text),
        SECTOR,
        Column(_("Joined"), "x.joined_at", read_day),
    ),
)
BOOTHS = Source(
    name="booths",
    tables=(
        "exhibition_booth AS b",
        "JOIN exhibition_exhibitor AS x ON x.id = b.exhibitor_id",
        "JOIN accounts_organisation AS o ON o.id = x.organisation_id",
    ),
    where="x.edition_id = %(edition)s AND b.state = 'open'",
    moment="b.opened_at",
    key="b.public_id",
    columns=(
        Column(_("Booth"), "b.headline", read_text),
        EXHIBITOR,
        Column(_("Kind"), "b.kind", choice("exhibition.Booth.kind")),
        Column(_("Opened"), "b.opened_at", read_moment),
    ),
    page=("exhibition:booth-view", "b.public_id"),
)
ZONES = Source(
    name="zones",
    tables=("fairs_zone AS z",),
    where="z.edition_id = %(edition)s",
    moment=None,
    key="z.slug",
    columns=(
        Column(_("Zone"), "z.name", read_text),
        Column(_("Kind"), "z.kind", choice("fairs.Zone.kind")),
    ),
    page=("exhibition:zone-view", "z.slug"),
)
PROJECTS = Source(
    name="projects",
    tables=(
        "exhibition_project AS p",
        "JOIN exhibition_exhibitor AS x ON x.id = p.exhibitor_id",
        "JOIN accounts_organisation AS o ON o.id = x.organisation_id",
        "JOIN fairs_sector AS c ON c.id = p.sector_id",
    ),
    where="x.edition_id = %(edition)s",
    moment="p.published_at",
    key="p.public_id",
    columns=(
        Column(_("Project"), "p.title", read_text),
        EXHIBITOR,
        SECTOR,
        Column(_("State"), "p.state", choice("exhibition.Project.state")),
        Column(_("First published"), "p.published_at", read_day),
    ),
    page=("exhibition:project-view", "p.public_id"),
)
ROUTES = Source(
    name="routes",
    tables=("visits_route AS r",),
    where="r.edition_id = %(edition)s",
    moment="r.opened_at",
    key="r.public_id",
    columns=(Column(_("Route"), "r.title", read_text), Column(_("Opened"), "r.opened_at", read_day)),
)
EVENTS = Source(
    name="events",
    tables=(
        "programme_event AS e",
        "JOIN LATERAL (",
        "  SELECT min(s.starts_at) AS starts_at FROM programme_session AS s WHERE s.event_id = e.id",
        ") AS opening ON true",
    ),
    where="e.edition_id = %(edition)s",
    moment="opening.starts_at",
    key="e.public_id",
    columns=(
        Column(_("Event"), "e.title", read_text),
        Column(_("Kind"), "e.kind", choice("programme.Event.kind")),
        Column(_("First session"), "opening.starts_at", read_moment),
    ),
    page=("programme:event-view", "e.public_id"),
)
SESSIONS = Source(
    name="sessions",
    tables=("programme_session AS s", "JOIN programme_event AS e ON e.id = s.event_id"),
    where="s.edition_id = %(edition)s",
    moment="s.starts_at",
    key="s.public_id",
    columns=(
        Column(_("Session"), "s.title", read_text),
        Column(_("Mode"), "s.mode", choice("programme.Session.mode")),
        Column(_("Streamed"), "s.is_live_streamed", read_yes),
        Column(_("Starts"), "s.starts_at", read_moment),
    ),
    page=("programme:event-view", "e.public_id"),
)
# Who negotiates with whom is theirs alone: rows show no party, no subject and no hour.
NEGOTIATIONS = Source(
    name="negotiations",
    tables=("negotiation_negotiation AS n", "JOIN accounts_organisation AS o ON o.id = n.initiator_id"),
    where="n.edition_id = %(edition)s",
    moment="n.initiated_at",
    key="n.public_id",
    columns=(
        Column(_("Initiated"), "n.initiated_at", read_day),
        ORIGIN,
        COUNTRY,
        Column(_("State"), "n.state", choice("negotiation.Negotiation.state")),
    ),
)
REPLIES = Source(
    name="replies",
    tables=("negotiation_negotiation AS n",),
    where="n.edition_id = %(edition)s",
    moment="n.answered_at",
    key="n.public_id",
    columns=(
        Column(_("Initiated"), "n.initiated_at", read_day),
        Column(_("Answered"), "n.answered_at", read_day),
        Column(_("State"), "n.state", choice("negotiation.Negotiation.state")),
    ),
)
INTENTS = Source(
    name="intents",
    tables=(
        "negotiation_intent AS i",
        "JOIN negotiation_negotiation AS n ON n.id = i.negotiation_id",
        "JOIN accounts_organisation AS o ON o.id = n.initiator_id",
    ),
    where="n.edition_id = %(edition)s",
    moment="i.recorded_at",
    key="i.public_id",
    columns=(
        Column(_("Recorded"), "i.recorded_at", read_day),
        ORIGIN,
        COUNTRY,
        Column(_("Confirmed by the other side"), "i.confirmed_at IS NOT NULL", read_yes),
    ),
)
OUTCOMES = Source(
    name="outcomes",
    tables=("publishing_outcome AS u", "LEFT JOIN accounts_delegation AS d ON d.id = u.delegation_id"),
    where="u.edition_id = %(edition)s",
    moment="u.recorded_at",
    key="u.public_id",
    columns=(
        Column(_("Outcome"), "u.title", read_text),
        Column(_("Kind"), "u.kind", choice("publishing.Outcome.kind")),
        Column(_("Stage"), "u.stage", choice("publishing.Outcome.stage")),
        Column(_("Recorded"), "u.recorded_at", read_day),
        Column(
            _("Amount"),
            "CASE WHEN u.currency <> '' THEN jsonb_build_array(u.amount_minor, u.currency) END",
            read_amount,
            is_number=True,
        ),
    ),
)
RELEASES = Source(
    name="releases",
    tables=("publishing_release AS r", "JOIN accounts_organisation AS o ON o.id = r.organisation_id"),
    where="r.edition_id = %(edition)s",
    moment="r.published_at",
    key="r.public_id",
    columns=(
        Column(_("Release"), "r.title", read_text),
        Column(_("Kind"), "r.kind", choice("publishing.Release.kind")),
        ORGANISATION,
        Column(_("Released on"), "r.published_at", read_day),
    ),
)
