"""What was drawn, as rows of the other apps' tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from everfair.accounts.enums import OrganisationState, VerificationLevel
from everfair.accounts.models import Organisation as OrganisationRow
from everfair.accounts.public import search_names_of
from everfair.exhibition.enums import BoothState, ProjectState
from everfair.exhibition.models import Booth, Offer, Project
from everfair.exhibition.models import Exhibitor as ExhibitorRow
from everfair.fairs.enums import ParticipationMode
from everfair.fairs.models import Participation
from everfair.kernel.progress import Progress
from everfair.kernel.text import Text
from everfair.replay.draw import stream
from everfair.replay.exhibition import Exhibitor
from everfair.replay.moments import instant
from everfair.replay.organisations import Organisation
from everfair.replay.stands import about
from everfair.replay.table import copy_rows, reserve

FORTUNE_YEAR = 2020
# How likely an organisation takes part on site, online, or both: overseas mainly online, the mainland mainly on site.
MODES = (ParticipationMode.ON_SITE, ParticipationMode.ONLINE, ParticipationMode.HYBRID)
OVERSEAS_MODES, MAINLAND_MODES = (0.05, 0.83, 0.12), (0.52, 0.18, 0.30)


def write_organisations(organisations: list[Organisation], exhibiting: set[int], *, progress: Progress) -> None:
    """Write organisations; those that exhibit (by place) introduce themselves."""
    rng = stream("about")
    for row, organisation in zip(reserve(OrganisationRow, len(organisations)), organisations, strict=True):
        organisation.row = row
    columns = (
        *("id", "public_id", "name", "kind", "state", "country", "place"),
        *("about", "website", "fortune_500_year", "is_synthetic", "created_at"),
        *("sectors", "search_names", "level"),
    )
    rows = (
        (
            *(one.row, one.public_id, one.name.json(), one.kind.value, OrganisationState.APPROVED.value, one.country),
            *(one.place, about(one, rng).json() if place in exhibiting else one.about.json(), ""),
            *(FORTUNE_YEAR if one.fortune_500 else None, True, instant(one.registered)),
            *([one.sector], search_names_of(Text(one.name.plain())), VerificationLevel.MAIL.value),
        )
        for place, one in enumerate(organisations)
    )
    copy_rows(OrganisationRow, columns, rows, progress=progress)


def write_participations(edition: int, organisations: list[Organisation], *, progress: Progress) -> None:
    rng = stream("modes")
    ids = reserve(Participation, len(organisations))
    rows = (
        (row, edition, one.row, _mode(one, rng.random()), instant(one.registered))
        for row, one in zip(ids, organisations, strict=True)
    )
    columns = ("id", "edition_id", "organisation_id", "mode", "registered_at")
    copy_rows(Participation, columns, rows, progress=progress)


def _mode(organisation: Organisation, lot: float) -> str:
    shares = OVERSEAS_MODES if organisation.is_overseas else MAINLAND_MODES
    for mode, share in zip(MODES, shares, strict=True):
        if lot < share:
            return mode.value
        lot -= share
    return MODES[-1].value


def write_exhibitors(
    edition: int,
    exhibitors: list[Exhibitor],
    *,
    zones: Mapping[str, int],
    sectors: Mapping[str, int],
    progress: Progress,
) -> None:
    """Write exhibitors, booths, projects and offers."""
    for row, exhibitor in zip(reserve(ExhibitorRow, len(exhibitors)), exhibitors, strict=True):
        exhibitor.row = row
    columns = (
        *("id", "public_id", "edition_id", "organisation_id", "zone_id"),
        *("sector_id", "joined_at", "opened_at", "search_names"),
    )
    rows = (
        (
            *(one.row, one.public_id, edition, one.organisation.row, zones[one.zone.slug]),
            *(
                sectors[one.organisation.sector],
                instant(one.joined),
                instant(min(booth.opened for booth in one.booths)),
                "",
            ),
        )
        for one in exhibitors
    )
    copy_rows(ExhibitorRow, columns, rows, progress=progress)
    _write_booths(exhibitors, progress=progress)
    _write_projects(exhibitors, sectors=sectors, progress=progress)


def _write_booths(exhibitors: list[Exhibitor], *, progress: Progress) -> None:
    booths = [(one.row, booth) for one in exhibitors for booth in one.booths]
    columns = (
        *("id", "public_id", "exhibitor_id", "kind", "state", "template"),
        *("headline", "welcome", "created_at", "opened_at"),
    )
    rows = (
        (
            *(row, booth.public_id, exhibitor, booth.kind.value, BoothState.OPEN.value, booth.template.value),
            *(booth.headline.json(), booth.welcome.json(), instant(booth.opened), instant(booth.opened)),
        )
        for row, (exhibitor, booth) in zip(reserve(Booth, len(booths)), booths, strict=True)
    )
    copy_rows(Booth, columns, rows, progress=progress)


def _write_projects(exhibitors: list[Exhibitor], *, sectors: Mapping[str, int], progress: Progress) -> None:
    projects = [project for one in exhibitors for project in one.projects]
    for row, project in zip(reserve(Project, len(projects)), projects, strict=True):
        project.row = row
    columns = (
        *("id", "public_id", "exhibitor_id", "sector_id", "supply_mode", "title", "summary"),
        *("description", "state", "created_at", "published_at", "search_names"),
    )
    copy_rows(Project, columns, _project_rows(exhibitors, sectors), progress=progress)
    offers = [
        (project.row, position, offer.json())
        for project in projects
        for position, offer in enumerate(project.proposal.offers)
    ]
    rows = ((row, *offer) for row, offer in zip(reserve(Offer, len(offers)), offers, strict=True))
    copy_rows(Offer, ("id", "project_id", "position", "text"), rows, progress=progress)


def _project_rows(exhibitors: Iterable[Exhibitor], sectors: Mapping[str, int]) -> Iterator[tuple[Any, ...]]:
    for exhibitor in exhibitors:
        for project in exhibitor.projects:
            proposal, moment = project.proposal, instant(project.published)
            yield (
                *(project.row, project.public_id, exhibitor.row, sectors[exhibitor.organisation.sector]),
                *(proposal.mode, proposal.title.json(), proposal.summary.json(), proposal.description.json()),
                *(ProjectState.PUBLISHED.value, moment, moment, ""),
            )


def count_rows(organisations: list[Organisation], exhibitors: list[Exhibitor]) -> int:
    """Return how many rows the functions above write, for the progress bar."""
    booths = sum(len(one.booths) for one in exhibitors)
    projects = list(chain.from_iterable(one.projects for one in exhibitors))
    offers = sum(len(project.proposal.offers) for project in projects)
    return 2 * len(organisations) + len(exhibitors) + booths + len(projects) + offers
