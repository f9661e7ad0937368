from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from everfair.accounts.enums import MemberRole
from everfair.accounts.models import Membership
from everfair.accounts.public import Member
from everfair.exhibition.domain.projects import (
    MOST_OFFERS,
    MOST_PROJECTS,
    ProjectWords,
    change_project,
    create_project,
    publish_project,
    withdraw_project,
)
from everfair.exhibition.enums import PROJECT_MOVES, ProjectState, SupplyMode
from everfair.exhibition.errors import (
    ChangedMeanwhile,
    MoveNotAllowed,
    TooManyOffers,
    TooManyProjects,
    WordsMissing,
    WordsTooLong,
)
from everfair.exhibition.models import Exhibitor, Project
from everfair.exhibition.queries.matching import Words, matching
from everfair.fairs.enums import EditionState
from everfair.fairs.public import EditionArchived
from everfair.kernel.errors import DomainError, Forbidden
from everfair.kernel.models import Event
from everfair.kernel.text import Text
from tests.factories.accounts import make_member
from tests.factories.exhibition import OPENED, ExhibitorFactory, ProjectFactory
from tests.factories.fairs import sector

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def member_of(exhibitor: Exhibitor, role: str = MemberRole.ADMIN) -> Member:
    person = make_member().person
    Membership.objects.create(person=person, organisation=exhibitor.organisation, role=role)
    return Member(person, exhibitor.organisation, role)


def words(**change: Any) -> ProjectWords:
    usual = ProjectWords(
        sector=sector("8"),
        supply_mode=SupplyMode.CONSUMPTION_ABROAD,
        title=Text({"zh-hans": "温泉康复", "en": "Rehabilitation at hot springs"}),
        summary=Text({"en": "Four weeks, all included."}),
        description=Text({"en": "From arrival to the last report."}),
        offers=(Text({"en": "A first week free"}), Text({"zh-hans": "陪同翻译"})),
    )
    return replace(usual, **change)


def test_create_project_is_a_draft_with_its_offers() -> None:
    exhibitor = ExhibitorFactory.create()

    project = create_project(exhibitor, actor=member_of(exhibitor), words=words())

    assert (project.state, project.version, project.published_at) == (ProjectState.DRAFT, 1, None)
    assert [offer.text for offer in project.offers.all()] == list(words().offers)
    assert Event.objects.get(name="project.drafted").payload == {"sector": "8"}


def test_change_project_replaces_everything_and_is_found_by_it() -> None:
    project = ProjectFactory.create(offers=[Text({"en": "Old offer"})])

    change_project(project, actor=member_of(project.exhibitor), version=1, words=words())

    project.refresh_from_db()
    assert (project.title, project.version, project.state) == (words().title, 2, ProjectState.PUBLISHED)
    assert [offer.text for offer in project.offers.all()] == list(words().offers)
    assert [row.pk for row in matching(Project.objects.all(), Words.read("spring weeks 陪同"))] == [project.pk]
    assert not matching(Project.objects.all(), Words.read("payments")).exists()
    assert Event.objects.get(name="project.changed").payload == {"version": 2}


def test_change_project_after_a_colleague_did() -> None:
    project = ProjectFactory.create()
    actor = member_of(project.exhibitor)
    change_project(project, actor=actor, version=1, words=words(title=Text({"en": "Theirs"})))

    with pytest.raises(ChangedMeanwhile):
        change_project(project, actor=actor, version=1, words=words(title=Text({"en": "Mine"})))

    project.refresh_from_db()
    assert project.title == Text({"en": "Theirs"})


VERBS: dict[ProjectState, Callable[..., Project]] = {
    ProjectState.PUBLISHED: publish_project,
    ProjectState.WITHDRAWN: withdraw_project,
}


@pytest.mark.parametrize(("came_from", "target"), list(product(ProjectState, VERBS)))
def test_project_states(came_from: ProjectState, target: ProjectState) -> None:
    project = ProjectFactory.create(state=came_from, published_at=OPENED if came_from != ProjectState.DRAFT else None)
    actor = member_of(project.exhibitor)
    allowed = target in PROJECT_MOVES[came_from]

    if allowed:
        VERBS[target](project, actor=actor)
    else:
        with pytest.raises(MoveNotAllowed):
            VERBS[target](project, actor=actor)

    project.refresh_from_db()
    assert project.state == (target if allowed else came_from)
    assert Event.objects.filter(name=f"project.{target}").exists() == allowed


def test_publish_project_again_keeps_the_first_day() -> None:
    project = ProjectFactory.create(state=ProjectState.WITHDRAWN, published_at=OPENED)

    publish_project(project, actor=member_of(project.exhibitor))

    project.refresh_from_db()
    assert project.published_at == OPENED


def test_publish_project_makes_its_exhibitor_findable_by_it() -> None:
    exhibitor = ExhibitorFactory.create()
    actor = member_of(exhibitor)
    project = create_project(exhibitor, actor=actor, words=words())
    before = matching(Exhibitor.objects.all(), Words.read("温泉")).count()

    publish_project(project, actor=actor)

    assert (before, matching(Exhibitor.objects.all(), Words.read("温泉")).count()) == (0, 1)


@pytest.mark.parametrize(
    ("change", "refusal", "field"),
    [
        ({"title": Text()}, WordsMissing, "title_zh"),
        ({"summary": Text()}, WordsMissing, "summary_zh"),
        ({"title": Text({"en": "x" * 121})}, WordsTooLong, "title_zh"),
        ({"summary": Text({"zh-hans": "长" * 401})}, WordsTooLong, "summary_zh"),
        ({"description": Text({"en": "x" * 6001})}, WordsTooLong, "description_zh"),
        ({"offers": (Text({"en": "a"}), Text({"en": "x" * 201}))}, WordsTooLong, "offer_2_zh"),
        ({"offers": (Text({"en": "a"}),) * (MOST_OFFERS + 1)}, TooManyOffers, None),
    ],
)
def test_create_project_with_bad_words(change: dict[str, Any], refusal: type[DomainError], field: str | None) -> None:
    exhibitor = ExhibitorFactory.create()

    with pytest.raises(refusal) as refused:
        create_project(exhibitor, actor=member_of(exhibitor), words=words(**change))

    assert refused.value.field == field
    assert not Project.objects.exists()


def test_create_project_beyond_the_limit() -> None:
    exhibitor = ExhibitorFactory.create()
    Project.objects.bulk_create(
        Project(exhibitor=exhibitor, sector=exhibitor.sector, title=Text({"en": str(number)}))
        for number in range(MOST_PROJECTS)
    )

    with pytest.raises(TooManyProjects):
        create_project(exhibitor, actor=member_of(exhibitor), words=words())


def test_create_project_in_an_archived_edition() -> None:
    exhibitor = ExhibitorFactory.create(edition__state=EditionState.ARCHIVED)

    with pytest.raises(EditionArchived):
        create_project(exhibitor, actor=member_of(exhibitor), words=words())


WRITES: list[Callable[[Project, Member], object]] = [
    lambda project, actor: create_project(project.exhibitor, actor=actor, words=words()),
    lambda project, actor: change_project(project, actor=actor, version=1, words=words()),
    lambda project, actor: publish_project(project, actor=actor),
    lambda project, actor: withdraw_project(project, actor=actor),
]


@pytest.mark.parametrize("write", WRITES)
def test_projects_are_closed_to_other_organisations(write: Callable[[Project, Member], object]) -> None:
    project = ProjectFactory.create()

    with pytest.raises(Forbidden):
        write(project, make_member())

    assert list(Project.objects.values_list("pk", "title", "state")) == [(project.pk, project.title, project.state)]


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize("role", [MemberRole.SALES, MemberRole.DUTY, MemberRole.SIGNATORY, MemberRole.STATISTICS])
def test_projects_are_closed_to_other_roles(write: Callable[[Project, Member], object], role: str) -> None:
    project = ProjectFactory.create()

    with pytest.raises(Forbidden):
        write(project, member_of(project.exhibitor, role))

    assert list(Project.objects.values_list("pk", "title", "state")) == [(project.pk, project.title, project.state)]
