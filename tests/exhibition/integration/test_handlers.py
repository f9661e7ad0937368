from __future__ import annotations

import pytest

from everfair.exhibition.handlers import refresh_exhibitors_of_zone
from everfair.exhibition.models import Exhibitor
from everfair.exhibition.queries.matching import Words, matching
from everfair.fairs.domain.zones import rename_zone
from everfair.kernel.models import Event
from everfair.kernel.text import Text
from tests.factories.exhibition import ExhibitorFactory
from tests.factories.fairs import operator_of

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def found(typed: str) -> list[int]:
    return [row.pk for row in matching(Exhibitor.objects.all(), Words.read(typed))]


def test_exhibitors_are_found_by_the_new_name_of_their_zone() -> None:
    exhibitor = ExhibitorFactory.create(zone__name=Text({"en": "Curling"}))
    elsewhere = ExhibitorFactory.create(zone__name=Text({"en": "Curling"}))
    rename_zone(
        exhibitor.zone,
        actor=operator_of(exhibitor.edition),
        version=1,
        name=Text({"zh-hans": "雪车", "en": "Bobsleigh"}),
    )

    refresh_exhibitors_of_zone(Event.objects.get(name="zone.renamed"))

    assert (found("bobsleigh 雪车"), found("curling")) == ([exhibitor.pk], [elsewhere.pk])
