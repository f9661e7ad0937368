from __future__ import annotations

from datetime import timedelta

import pytest

from everfair.exhibition.domain.indexing import index_edition, index_exhibitors
from everfair.exhibition.models import Booth, Exhibitor, Project
from everfair.exhibition.queries.matching import Words, matching
from everfair.kernel.text import Text
from tests.factories.exhibition import OPENED, BoothFactory, ProjectFactory

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


class Watched:
    """Progress that remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[object] = []

    def start(self, label: str, total: int) -> None:
        self.told.append((label, total))

    def advance(self, amount: int = 1) -> None:
        self.told.append(amount)

    def finish(self) -> None:
        self.told.append("done")


def test_index_edition_after_rows_were_loaded_around_the_house() -> None:
    project = ProjectFactory.create()
    other = ProjectFactory.create(title=Text({"en": "Untouched"}))
    Project.objects.update(title=Text({"en": "Bobsleigh"}), search=None)
    Exhibitor.objects.update(search=None, search_names="")
    progress = Watched()

    index_edition(project.exhibitor.edition, progress)

    assert [row.pk for row in matching(Project.objects.all(), Words.read("bobsleigh"))] == [project.pk]
    assert [row.pk for row in matching(Exhibitor.objects.all(), Words.read("bobsleigh"))] == [project.exhibitor_id]
    assert other.exhibitor.edition != project.exhibitor.edition
    assert progress.told == [("search", 2), 1, 1, "done"]


def test_index_exhibitors_keeps_when_the_first_booth_opened() -> None:
    later = BoothFactory.create(opened_at=OPENED + timedelta(days=1))
    exhibitor = later.exhibitor
    BoothFactory.create(exhibitor=exhibitor, state="preparing")
    earlier = BoothFactory.create(exhibitor=exhibitor, opened_at=OPENED)
    first = Exhibitor.objects.get().opened_at

    earlier.delete()
    index_exhibitors([exhibitor.pk])
    second = Exhibitor.objects.get().opened_at
    Booth.objects.update(state="preparing")
    index_exhibitors([exhibitor.pk])

    assert (first, second, Exhibitor.objects.get().opened_at) == (OPENED, later.opened_at, None)
