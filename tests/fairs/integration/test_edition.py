from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest

from everfair.accounts.models import Person
from everfair.accounts.public import EditionRole, is_operator
from everfair.fairs.domain.edition import EditionPlan, move_edition, open_edition
from everfair.fairs.enums import EDITION_MOVES, EditionState
from everfair.fairs.errors import (
    AddressNotAYear,
    AddressTaken,
    ChangedMeanwhile,
    DaysOutOfOrder,
    MoveNotAllowed,
    NameMissing,
    UnknownTimeZone,
)
from everfair.fairs.models import Edition, Sector, Zone
from everfair.kernel.errors import DomainError, Forbidden
from everfair.kernel.models import Event
from everfair.kernel.text import Text
from tests.factories.accounts import PersonFactory
from tests.factories.fairs import EditionFactory, FairFactory, operator_of

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

PLAN = EditionPlan(
    slug="2021",
    name=Text({"zh-hans": "第二届四季博览会", "en": "Second Four Seasons Fair"}),
    zone_id="Asia/Shanghai",
    opens=date(2021, 9, 2),
    exhibition_from=date(2021, 9, 3),
    closes=date(2021, 9, 7),
)


def allowed(came_from: EditionState, target: EditionState) -> bool:
    return target in EDITION_MOVES[came_from]


@pytest.mark.parametrize(("came_from", "target"), [pair for pair in product(EditionState, repeat=2) if allowed(*pair)])
def test_move_edition_allowed(came_from: EditionState, target: EditionState) -> None:
    edition = EditionFactory.create(state=came_from)
    operator = operator_of(edition)

    moved = move_edition(edition, actor=operator, version=edition.version, target=target)

    edition.refresh_from_db()
    assert (edition.state, edition.version) == (target, 2)
    event = Event.objects.get(name="edition.moved")
    assert event.payload == {"came_from": came_from.value, "went_to": target.value}
    assert (event.edition_id, event.actor_id, event.subject_id) == (edition.pk, operator.pk, moved.public_id)


@pytest.mark.parametrize(
    ("came_from", "target"), [pair for pair in product(EditionState, repeat=2) if not allowed(*pair)]
)
def test_move_edition_not_allowed(came_from: EditionState, target: EditionState) -> None:
    edition = EditionFactory.create(state=came_from)

    with pytest.raises(MoveNotAllowed):
        move_edition(edition, actor=operator_of(edition), version=edition.version, target=target)

    edition.refresh_from_db()
    assert (edition.state, edition.version) == (came_from, 1)
    assert not Event.objects.filter(name="edition.moved").exists()


def test_move_edition_by_an_operator_of_another_edition() -> None:
    edition = EditionFactory.create(state=EditionState.PREPARING)
    sister = EditionFactory.create(fair=edition.fair)

    with pytest.raises(Forbidden):
        move_edition(edition, actor=operator_of(sister), version=1, target=EditionState.LIVE)

    edition.refresh_from_db()
    assert edition.state == EditionState.PREPARING


def test_move_edition_after_somebody_else_changed_it() -> None:
    edition = EditionFactory.create(state=EditionState.PREPARING)
    operator = operator_of(edition)
    seen = edition.version
    move_edition(edition, actor=operator, version=seen, target=EditionState.LIVE)

    with pytest.raises(ChangedMeanwhile):
        move_edition(edition, actor=operator, version=seen, target=EditionState.EVERGREEN)

    edition.refresh_from_db()
    assert edition.state == EditionState.LIVE


def test_open_edition_starts_with_a_comprehensive_zone_over_twelve_sectors() -> None:
    sister = EditionFactory.create()
    operator = operator_of(sister)

    edition = open_edition(sister.fair, actor=operator, plan=PLAN)

    assert (edition.state, edition.fair_id) == (EditionState.PREPARING, sister.fair_id)
    assert [(zone.slug, zone.kind, zone.sector) for zone in Zone.objects.filter(edition=edition)] == [
        ("comprehensive", "comprehensive", None)
    ]
    assert list(Sector.objects.values_list("code", flat=True)) == [str(number) for number in range(1, 13)]
    assert is_operator(operator, edition)
    assert Event.objects.get(name="edition.opened").payload == {"slug": "2021"}


def section_lead(edition: Edition) -> Person:
    person = PersonFactory.create()
    person.role_grants.create(role=EditionRole.SECTION_LEAD, edition=edition)
    return person


def operator_of_another_fair(edition: Edition) -> Any:
    del edition
    return operator_of(EditionFactory.create(fair=FairFactory.create()))


@pytest.mark.parametrize("stranger", [lambda _edition: PersonFactory.create(), section_lead, operator_of_another_fair])
def test_open_edition_by_somebody_else(stranger: Any) -> None:
    sister = EditionFactory.create()
    actor = stranger(sister)

    with pytest.raises(Forbidden):
        open_edition(sister.fair, actor=actor, plan=PLAN)

    assert list(Edition.objects.filter(fair=sister.fair)) == [sister]


@pytest.mark.parametrize(
    ("change", "refusal", "field"),
    [
        ({"slug": "me"}, AddressNotAYear, "slug"),
        ({"slug": "2021/../x"}, AddressNotAYear, "slug"),
        ({"slug": "2021-" + "a" * 40}, AddressNotAYear, "slug"),
        ({"slug": "2021\n"}, AddressNotAYear, "slug"),
        ({"name": Text()}, NameMissing, "name_zh"),
        ({"zone_id": "Mars/Olympus"}, UnknownTimeZone, "zone_id"),
        ({"closes": date(2021, 9, 2)}, DaysOutOfOrder, "closes"),
        ({"opens": date(2021, 9, 4)}, DaysOutOfOrder, "closes"),
    ],
)
def test_open_edition_with_a_bad_plan(change: dict[str, Any], refusal: type[DomainError], field: str) -> None:
    sister = EditionFactory.create()
    plan = replace(PLAN, **change)

    with pytest.raises(refusal) as refused:
        open_edition(sister.fair, actor=operator_of(sister), plan=plan)

    assert refused.value.field == field
    assert list(Edition.objects.all()) == [sister]


def test_open_edition_at_a_taken_address() -> None:
    sister = EditionFactory.create(slug="2021")

    with pytest.raises(AddressTaken):
        open_edition(sister.fair, actor=operator_of(sister), plan=PLAN)

    assert not Event.objects.filter(name="edition.opened").exists()
