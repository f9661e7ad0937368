"""Events and sessions for tests."""

from __future__ import annotations

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from everfair.kernel.text import Text
from everfair.programme.enums import EventKind, SessionMode
from everfair.programme.models import Event, Session


class EventFactory(DjangoModelFactory[Event]):
    class Meta:
        model = Event

    edition = factory.SubFactory("tests.factories.fairs.EditionFactory")
    kind = EventKind.INDUSTRY_FORUM
    title = Text({"zh-hans": "数字贸易论坛", "en": "Digital trade forum"})


class SessionFactory(DjangoModelFactory[Session]):
    class Meta:
        model = Session

    event = factory.SubFactory(EventFactory)
    edition = factory.SelfAttribute("event.edition")
    title = factory.SelfAttribute("event.title")
    mode = SessionMode.ON_SITE
    hall = Text({"zh-hans": "大会堂 A", "en": "Hall A"})
    starts_at = datetime(2020, 9, 6, 1, 30, tzinfo=UTC)
    ends_at = datetime(2020, 9, 6, 3, 30, tzinfo=UTC)
