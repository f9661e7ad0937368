"""What an exhibitor's workspace shows: what waits first, then the rest."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Prefetch

from everfair.accounts.public import can_exhibit, can_manage
from everfair.exhibition.enums import BoothState, ProjectState
from everfair.exhibition.models import Booth, Exhibitor, Project
from everfair.exhibition.queries.cards import HEAVY, open_booths
from everfair.kernel.errors import NotFound

if TYPE_CHECKING:
    from everfair.accounts.public import Member
    from everfair.fairs.models import Edition

Found = TypeVar("Found")


class NextStep(Enum):
    """The one thing that waits for an exhibitor."""

    ASK_OWNER = "ask_owner"
    WAIT_FOR_APPROVAL = "wait_for_approval"
    JOIN = "join"
    BUILD_BOOTH = "build_booth"
    OPEN_BOOTH = "open_booth"
    WRITE_PROJECT = "write_project"
    PUBLISH_PROJECT = "publish_project"
    NEGOTIATE = "negotiate"


@dataclass(frozen=True, slots=True)
class Workspace:
    """An exhibitor's booths and projects; `exhibitor` is None before the organisation has joined the edition."""

    member: Member
    exhibitor: Exhibitor | None
    booths: list[Booth]
    projects: list[Project]

    @property
    def may_write(self) -> bool:
        return can_exhibit(self.member)

    @property
    def open_booth(self) -> Booth | None:
        return next((booth for booth in self.booths if booth.state == BoothState.OPEN), None)

    @property
    def draft(self) -> Project | None:
        return next((project for project in self.projects if project.state == ProjectState.DRAFT), None)

    @property
    def published(self) -> list[Project]:
        return [project for project in self.projects if project.state == ProjectState.PUBLISHED]

    @property
    def next_step(self) -> NextStep:
        if not can_manage(self.member):
            return NextStep.ASK_OWNER
        if not self.may_write:
            return NextStep.WAIT_FOR_APPROVAL
        if self.exhibitor is None:
            return NextStep.JOIN
        return self._next_of_booth() or self._next_of_projects()

    def _next_of_booth(self) -> NextStep | None:
        if not self.booths:
            return NextStep.BUILD_BOOTH
        return None if self.open_booth else NextStep.OPEN_BOOTH

    def _next_of_projects(self) -> NextStep:
        if not self.projects:
            return NextStep.WRITE_PROJECT
        return NextStep.NEGOTIATE if self.published else NextStep.PUBLISH_PROJECT


def workspace_of(edition: Edition, member: Member) -> Workspace:
    """Return the workspace of the member's organisation in an edition; three queries, one before it has joined."""
    exhibitor = exhibitor_of(edition, member)
    if exhibitor is None:
        return Workspace(member, None, [], [])
    projects = exhibitor.projects.select_related("sector").defer("search", "search_names", "description")
    return Workspace(member, exhibitor, list(exhibitor.booths.order_by("pk")), list(projects.order_by("-pk")))


def exhibitor_of(edition: Edition, member: Member) -> Exhibitor | None:
    """Return the member's organisation as an exhibitor of the edition; one query."""
    exhibitors = Exhibitor.objects.select_related("edition", "organisation", "zone", "sector")
    return exhibitors.defer("search", "search_names").filter(edition=edition, organisation=member.organisation).first()


def own_booth(exhibitor: Exhibitor, public_id: str) -> Booth:
    """Return one of the exhibitor's booths; `NotFound` for those of others. One query."""
    rows = Booth.objects.select_related("exhibitor__organisation", "exhibitor__zone", "exhibitor__sector")
    return _only(rows.select_related("exhibitor__edition").filter(exhibitor=exhibitor, public_id=public_id).first())


def own_project(exhibitor: Exhibitor, public_id: str) -> Project:
    """Return one of the exhibitor's projects with its offers; `NotFound` for those of others. Three queries."""
    rows = Project.objects.select_related(
        "sector", "exhibitor__organisation", "exhibitor__zone", "exhibitor__edition"
    ).prefetch_related("offers", Prefetch("exhibitor__booths", open_booths()))
    return _only(rows.defer(*HEAVY).filter(exhibitor=exhibitor, public_id=public_id).first())


def _only(found: Found | None) -> Found:
    if found is None:
        raise NotFound
    return found
