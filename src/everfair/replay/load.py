"""The whole load: draw everything, write everything, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection
from django.db.transaction import atomic

from everfair.analytics.public import publish_figures
from everfair.exhibition.public import index_edition
from everfair.fairs.enums import EditionState
from everfair.fairs.models import Edition, Fair, Zone
from everfair.fairs.public import ensure_sectors, sectors
from everfair.kernel.clock import now
from everfair.kernel.events import log_event
from everfair.kernel.pages import purge
from everfair.kernel.progress import Progress
from everfair.kernel.text import Text
from everfair.replay.cast_talks import Stage, play
from everfair.replay.clear import clear_edition
from everfair.replay.draw import public_ids
from everfair.replay.errors import RealEdition
from everfair.replay.exhibition import Exhibitor, draw_exhibitors
from everfair.replay.facts import EDITION, FAIR, Plan, Scale, facts, plan_for
from everfair.replay.negotiations import draw_talks
from everfair.replay.organisations import Organisation, draw_organisations
from everfair.replay.outcomes import draw_outcomes
from everfair.replay.people import make_people
from everfair.replay.programme import draw_programme
from everfair.replay.programme_rows import (
    write_delegation_members,
    write_delegations,
    write_outcomes,
    write_releases,
    write_routes,
    write_sessions,
)
from everfair.replay.registration import register
from everfair.replay.releases import draw_releases
from everfair.replay.rows import count_rows, write_exhibitors, write_organisations, write_participations
from everfair.replay.stated import stated_figures
from everfair.replay.stream_rows import write_streams
from everfair.replay.talk_rows import Parties, write_talks
from everfair.replay.zones import choose_exhibitors, zones


@dataclass(slots=True)
class Drawn:
    """What is drawn before anything is written."""

    plan: Plan
    organisations: list[Organisation]
    exhibiting: set[int]
    exhibitors: list[Exhibitor]


def load(scale: Scale, progress: Progress) -> Edition:
    """Load the 2020 fair; a synthetic one that is there already is replaced, in the same transaction."""
    progress.start("drawing the fair", 1)
    drawn = draw(plan_for(scale))
    progress.advance()
    progress.finish()
    with atomic():
        _make_room()
        edition = _open(drawn.plan)
        _write(edition, drawn, progress)
        index_edition(edition, progress)
        log_event(
            "edition.replayed",
            actor=None,
            subject=edition,
            edition=edition,
            scale=scale,
            organisations=len(drawn.organisations),
            negotiations=drawn.plan.count("negotiations.initiated"),
        )
        purge("*")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return edition


def draw(plan: Plan) -> Drawn:
    organisations = draw_organisations(plan)
    places = list(choose_exhibitors(plan, organisations))
    chosen = {id(organisation) for organisation, _ in places}
    exhibiting = {place for place, one in enumerate(organisations) if id(one) in chosen}
    register(plan, organisations, exhibiting)
    return Drawn(plan, organisations, exhibiting, draw_exhibitors(plan, places))


def _make_room() -> None:
    there = Edition.objects.select_for_update().filter(slug=EDITION).first()
    if there is None:
        return
    if not there.is_synthetic:
        raise RealEdition(slug=EDITION)
    clear_edition(there)


def _open(plan: Plan) -> Edition:
    written = facts()["edition"]
    fair, _ = Fair.objects.get_or_create(
        slug=FAIR, defaults={"name": Text(written["fair"]), "short_name": Text(written["short"])}
    )
    return Edition.objects.create(
        public_id=public_ids("edition", 1)[0],
        fair=fair,
        slug=EDITION,
        name=Text(written["name"]),
        theme=Text(written["theme"]),
        state=EditionState.EVERGREEN,
        zone_id=plan.zone.key,
        opens=plan.opens,
        exhibition_from=plan.exhibition_from,
        closes=plan.closes,
        figures_as_of=plan.as_of,
        is_synthetic=True,
        scale=plan.scale,
    )


def _write(edition: Edition, drawn: Drawn, progress: Progress) -> None:
    plan, organisations, exhibitors = drawn.plan, drawn.organisations, drawn.exhibitors
    outcomes = draw_outcomes(plan, organisations)  # before the organisations are written: it moves three to TEDA
    sessions = draw_programme(plan, organisations, exhibitors)
    sector_rows = _sector_rows()
    progress.start("organisations and exhibitors", count_rows(organisations, exhibitors) + 2 * len(sessions))
    write_organisations(organisations, drawn.exhibiting, progress=progress)
    write_participations(edition.pk, organisations, progress=progress)
    zone_rows = _write_zones(edition, sector_rows)
    write_exhibitors(edition.pk, exhibitors, zones=zone_rows, sectors=sector_rows, progress=progress)
    write_sessions(edition.pk, sessions, sectors=sector_rows, progress=progress)
    progress.finish()
    write_streams(edition.pk, exhibitors, now())
    delegations = write_delegations(edition.pk)
    write_outcomes(edition.pk, outcomes, delegations)
    write_delegation_members(outcomes, delegations)
    write_releases(edition.pk, draw_releases(plan, exhibitors))
    write_routes(edition.pk, plan)
    publish_figures(edition, stated_figures())
    people = make_people(edition, organisations)
    play(Stage(plan, edition.pk, organisations, exhibitors, people, now()))
    _write_talks(edition, drawn, progress)


def _write_talks(edition: Edition, drawn: Drawn, progress: Progress) -> None:
    talks = draw_talks(drawn.plan, drawn.organisations, drawn.exhibitors)
    progress.start("negotiations", talks.initiated.size + int((talks.intended > 0).sum()))
    write_talks(talks, Parties(edition.pk, drawn.organisations, drawn.exhibitors), progress=progress)
    progress.finish()


def _sector_rows() -> dict[str, int]:
    ensure_sectors()
    return dict(sectors().values_list("code", "pk"))


def _write_zones(edition: Edition, sector_rows: Mapping[str, int]) -> dict[str, int]:
    rows = Zone.objects.bulk_create(
        Zone(
            edition=edition,
            slug=zone.slug,
            kind=zone.kind,
            name=Text(zone.name.plain()),
            position=position,
            sector_id=sector_rows[zone.sector] if zone.sector else None,
        )
        for position, zone in enumerate(zones())
    )
    return {row.slug: row.pk for row in rows}
