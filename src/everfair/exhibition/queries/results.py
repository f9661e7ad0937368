"""Results of catalogue and search: cards ready to be written out, with why they are there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from everfair.accounts.public import name_of_country
from everfair.exhibition.enums import ProjectState, SupplyMode
from everfair.exhibition.highlight import Marker, Why
from everfair.exhibition.models import Exhibitor, Project
from everfair.exhibition.queries.cards import HEAVY, booth_url, open_booths, project_url
from everfair.kernel.text import Text

if TYPE_CHECKING:
    from everfair.fairs.models import Edition


@dataclass(frozen=True, slots=True)
class Result:
    """One card. `url` is empty for an exhibitor whose booth is not open yet; `parent` is who or where it belongs to."""

    kind: str
    public_id: str
    url: str
    title: SafeString
    summary: SafeString
    why: Why | None
    sector_code: str
    sector_name: Text
    parent: Text
    country: str
    projects: int = 0
    supply_mode: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom results are written: where, in which language, with which words marked."""

    edition: Edition
    language: str
    marker: Marker


def exhibitor_results(exhibitors: QuerySet[Exhibitor], reader: Reader) -> list[Result]:
    """Return cards in the order of the queryset; three queries however many."""
    rows = list(
        exhibitors.select_related("organisation", "zone", "sector")
        .defer("search", "search_names")
        .prefetch_related(Prefetch("booths", open_booths()))
    )
    published = Count("projects", filter=Q(projects__state=ProjectState.PUBLISHED))
    ids = [row.pk for row in rows]
    projects = dict(Exhibitor.objects.filter(pk__in=ids).order_by().values_list("pk").annotate(n=published))
    return [_exhibitor_result(row, reader, projects[row.pk]) for row in rows]


def project_results(projects: QuerySet[Project], reader: Reader) -> list[Result]:
    """Return cards in the order of the queryset; two queries however many, one without words to explain."""
    rows = projects.select_related("sector", "exhibitor__organisation").defer(*HEAVY)
    if reader.marker.pattern:
        rows = rows.prefetch_related("offers")
    return [_project_result(row, reader) for row in rows]


def _exhibitor_result(exhibitor: Exhibitor, reader: Reader, projects: int) -> Result:
    organisation = exhibitor.organisation
    booth = next(iter(exhibitor.booths.all()), None)
    summary = booth.headline if booth else organisation.about
    others = [(_("Booth"), booth.welcome)] if booth else []
    return Result(
        kind="exhibitor",
        public_id=exhibitor.public_id,
        url=booth_url(reader.edition.slug, organisation.name, booth) if booth else "",
        title=reader.marker.write(organisation.name, reader.language),
        summary=reader.marker.write(summary, reader.language),
        why=_why(
            (organisation.name, summary),
            [
                (_("Name"), organisation.name),
                (_("Headline"), summary),
                *others,
                (_("About"), organisation.about),
                (_("Sector"), exhibitor.sector.name),
                (_("Zone"), exhibitor.zone.name),
            ],
            reader,
        ),
        sector_code=exhibitor.sector.code,
        sector_name=exhibitor.sector.name,
        parent=exhibitor.zone.name,
        country=name_of_country(organisation.country, reader.language),
        projects=projects,
    )


def _project_result(project: Project, reader: Reader) -> Result:
    organisation = project.exhibitor.organisation
    offers = [(_("Offer"), offer.text) for offer in project.offers.all()] if reader.marker.pattern else []
    return Result(
        kind="project",
        public_id=project.public_id,
        url=project_url(reader.edition.slug, project),
        title=reader.marker.write(project.title, reader.language),
        summary=reader.marker.write(project.summary, reader.language),
        why=_why(
            (project.title, project.summary),
            [
                (_("Title"), project.title),
                (_("Summary"), project.summary),
                *offers,
                (_("Description"), project.description),
                (_("Sector"), project.sector.name),
                (_("Exhibitor"), organisation.name),
            ],
            reader,
        ),
        sector_code=project.sector.code,
        sector_name=project.sector.name,
        parent=organisation.name,
        country=name_of_country(organisation.country, reader.language),
        supply_mode=str(SupplyMode(project.supply_mode).label),
    )


def _why(shown: Iterable[Text], fields: list[tuple[str, Text]], reader: Reader) -> Why | None:
    """Nothing, where the card itself already shows the marked words."""
    if any(reader.marker.finds(text.pick(reader.language).value) for text in shown):
        return None
    return reader.marker.why(fields, reader.language)
