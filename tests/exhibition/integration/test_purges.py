"""What is published or changed leaves the page cache at once; what nobody sees yet leaves it alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import psycopg
import pytest
from django.db import connection

from everfair.accounts.public import Member
from everfair.exhibition.domain.booths import BoothWords, change_booth, open_booth
from everfair.exhibition.domain.exhibitors import join_edition
from everfair.exhibition.domain.projects import publish_project, withdraw_project
from everfair.exhibition.enums import BoothTemplate
from everfair.fairs.domain.edition import move_edition
from everfair.fairs.domain.zones import rename_zone
from everfair.fairs.enums import EditionState
from everfair.kernel.realtime import PURGE
from everfair.kernel.text import Text
from tests.factories.accounts import make_member
from tests.factories.exhibition import BoothFactory, ProjectFactory
from tests.factories.fairs import EditionFactory, ZoneFactory, operator_of, sector

if TYPE_CHECKING:
    from everfair.exhibition.models import Exhibitor

pytestmark = [pytest.mark.integration, pytest.mark.django_db(transaction=True)]

WORDS = BoothWords(BoothTemplate.SHOWCASE, Text({"en": "New"}), Text())


@pytest.fixture
def forgotten() -> Iterator[Callable[[], list[set[str]]]]:
    """Return what was purged so far, as sets of tags."""
    names = ("host", "port", "user", "password", "dbname")
    wanted = {name: value for name, value in connection.get_connection_params().items() if name in names}
    with psycopg.connect(**wanted, autocommit=True) as listener:
        listener.execute(f"LISTEN {PURGE}")
        yield lambda: [set(note.payload.split()) for note in listener.notifies(timeout=0.3)]


def owner_of(exhibitor: Exhibitor) -> Member:
    person = make_member().person
    person.memberships.create(organisation=exhibitor.organisation, role="owner")
    return Member(person, exhibitor.organisation, "owner")


def test_publish_and_withdraw_project(forgotten: Callable[[], list[set[str]]]) -> None:
    project = ProjectFactory.create(state="draft")
    actor = owner_of(project.exhibitor)
    tags = {"catalogue", f"project-{project.public_id}", f"exhibitor-{project.exhibitor.public_id}"}

    publish_project(project, actor=actor)
    withdraw_project(project, actor=actor)

    assert forgotten() == [tags, tags]


def test_change_booth_before_and_after_it_opens(forgotten: Callable[[], list[set[str]]]) -> None:
    booth = BoothFactory.create(state="preparing")
    actor = owner_of(booth.exhibitor)

    change_booth(booth, actor=actor, version=1, words=WORDS)
    before = forgotten()
    open_booth(booth, actor=actor)
    change_booth(booth, actor=actor, version=2, words=WORDS)

    tags = {"catalogue", f"exhibitor-{booth.exhibitor.public_id}"}
    assert (before, forgotten()) == ([], [tags, tags])


def test_join_edition(forgotten: Callable[[], list[set[str]]]) -> None:
    zone = ZoneFactory.create()

    join_edition(zone.edition, actor=make_member(), zone=zone, sector=sector(), mode="online")

    assert forgotten() == [{"catalogue"}]


def test_move_edition_forgets_its_sisters_too(forgotten: Callable[[], list[set[str]]]) -> None:
    edition = EditionFactory.create(slug="2021", state=EditionState.PREPARING)
    EditionFactory.create(slug="2020", fair=edition.fair)
    EditionFactory.create(slug="1999")

    move_edition(edition, actor=operator_of(edition), version=1, target=EditionState.LIVE)

    assert forgotten() == [{"edition-2020", "edition-2021"}]


def test_rename_zone(forgotten: Callable[[], list[set[str]]]) -> None:
    zone = ZoneFactory.create(edition__slug="2020")

    rename_zone(zone, actor=operator_of(zone.edition), version=1, name=Text({"en": "New"}))

    assert forgotten() == [{"edition-2020"}]
