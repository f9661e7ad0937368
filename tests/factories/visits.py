"""Experience routes for tests."""

from __future__ import annotations

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from everfair.kernel.text import Text
from everfair.visits.models import Route
from tests.factories.fairs import EditionFactory


class RouteFactory(DjangoModelFactory[Route]):
    class Meta:
        model = Route

    edition = factory.SubFactory(EditionFactory)
    position = factory.Sequence(lambda n: n)
    title = Text({"zh-hans": "夜游冰雪", "en": "Ice and snow by night"})
    summary = Text({"zh-hans": "两小时，走过三处冰场。", "en": "Three rinks in two hours."})
    stops = factory.LazyFunction(
        lambda: [{"zh-hans": "冰壶馆", "en": "Curling hall"}, {"zh-hans": "雪车赛道", "en": "Bobsleigh track"}]
    )
    opened_at = datetime(2020, 9, 4, 2, 0, tzinfo=UTC)
