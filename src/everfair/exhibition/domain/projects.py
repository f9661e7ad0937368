"""Projects: drafted, changed, published, withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.transaction import atomic

from everfair.exhibition.access import can_run
from everfair.exhibition.domain.indexing import index_exhibitors, index_projects
from everfair.exhibition.domain.texts import check_length, check_texts, longest
from everfair.exhibition.enums import PROJECT_MOVES, ProjectState, SupplyMode
from everfair.exhibition.errors import ChangedMeanwhile, MoveNotAllowed, TooManyOffers, TooManyProjects
from everfair.exhibition.models import Exhibitor, Offer, Project
from everfair.fairs.public import ensure_not_archived
from everfair.kernel.access import require
from everfair.kernel.clock import now
from everfair.kernel.events import log_event
from everfair.kernel.pages import purge
from everfair.kernel.text import Text

if TYPE_CHECKING:
    from everfair.accounts.public import Member
    from everfair.fairs.models import Sector

MOST_PROJECTS = 200
MOST_OFFERS = 6


@dataclass(frozen=True, slots=True)
class ProjectWords:
    """What a project says; title and summary are needed in at least one language."""

    sector: Sector
    supply_mode: SupplyMode
    title: Text
    summary: Text
    description: Text
    offers: tuple[Text, ...] = ()

    def check(self) -> None:
        texts = {"title": self.title, "summary": self.summary, "description": self.description}
        check_texts(Project, ["title", "summary"], texts)
        if len(self.offers) > MOST_OFFERS:
            raise TooManyOffers(limit=MOST_OFFERS)
        for number, offer in enumerate(self.offers, start=1):
            check_length(offer, longest(Offer, "text"), f"offer_{number}")


def create_project(exhibitor: Exhibitor, *, actor: Member, words: ProjectWords) -> Project:
    """Write a project as a draft, which only its exhibitor sees."""
    require(can_run(actor, exhibitor))
    ensure_not_archived(exhibitor.edition)
    words.check()
    with atomic():
        exhibitor = Exhibitor.objects.select_for_update().get(pk=exhibitor.pk)
        if exhibitor.projects.count() >= MOST_PROJECTS:
            raise TooManyProjects(limit=MOST_PROJECTS)
        project = Project(exhibitor=exhibitor)
        _write(project, words)
        _log("project.drafted", project, actor, sector=words.sector.code)
    return project


def change_project(project: Project, *, actor: Member, version: int, words: ProjectWords) -> Project:
    """Give a project other words; `ChangedMeanwhile` if `version` is not the one that stands by then."""
    require(can_run(actor, project.exhibitor))
    words.check()
    with atomic():
        project = _lock(project)
        if project.version != version:
            raise ChangedMeanwhile
        project.version += 1
        _write(project, words)
        _log("project.changed", project, actor, version=project.version)
        _refresh(project)
    return project


def publish_project(project: Project, *, actor: Member) -> Project:
    """Show a project to everybody; a withdrawn one keeps the day it was first published."""
    require(can_run(actor, project.exhibitor))
    ensure_not_archived(project.exhibitor.edition)
    with atomic():
        project = _move(_lock(project), ProjectState.PUBLISHED)
        project.published_at = project.published_at or now()
        project.save(update_fields=["state", "published_at"])
        _log("project.published", project, actor, sector=project.sector.code, supply_mode=int(project.supply_mode))
        _refresh(project)
    return project


def withdraw_project(project: Project, *, actor: Member) -> Project:
    """Take a project off the public pages; what was negotiated about it goes on."""
    require(can_run(actor, project.exhibitor))
    with atomic():
        project = _move(_lock(project), ProjectState.WITHDRAWN)
        project.save(update_fields=["state"])
        _log("project.withdrawn", project, actor)
        _refresh(project)
    return project


def _lock(project: Project) -> Project:
    rows = (
        Project.objects.select_for_update(of=("self",))
        .select_related("sector", "exhibitor__edition")
        .defer("search", "search_names", "exhibitor__search")
    )
    return rows.get(pk=project.pk)


def _move(project: Project, target: ProjectState) -> Project:
    state = ProjectState(project.state)
    if target not in PROJECT_MOVES[state]:
        raise MoveNotAllowed(state=state.label)
    project.state = target
    return project


def _write(project: Project, words: ProjectWords) -> None:
    project.sector, project.supply_mode = words.sector, words.supply_mode
    project.title, project.summary, project.description = words.title, words.summary, words.description
    project.save()
    project.offers.all().delete()
    Offer.objects.bulk_create(
        Offer(project=project, position=position, text=offer) for position, offer in enumerate(words.offers)
    )
    index_projects([project.pk])


def _log(name: str, project: Project, actor: Member, **payload: object) -> None:
    log_event(
        name,
        actor=actor.person,
        subject=project,
        organisation=actor.organisation,
        edition=project.exhibitor.edition,
        **payload,
    )


def _refresh(project: Project) -> None:
    """A published project stands on its own page, on its exhibitor's and in the lists; a draft on none."""
    if project.state != ProjectState.DRAFT:
        index_exhibitors([project.exhibitor_id])
        purge("catalogue", f"project-{project.public_id}", f"exhibitor-{project.exhibitor.public_id}")
