"""The control room shows what runs, what is due, and what needs somebody first."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from everfair.accounts.enums import EditionRole
from everfair.accounts.models import RoleGrant
from everfair.kernel.clock import now
from everfair.kernel.text import Text
from everfair.live.enums import StreamState
from everfair.live.models import StreamHealth
from everfair.live.queries.control_room import tiles_of
from tests.factories.accounts import PersonFactory, sign_in
from tests.factories.fairs import EditionFactory
from tests.factories.live import StreamFactory, TakeFactory

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from everfair.fairs.models import Edition

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def running(edition: Edition, name: str) -> None:
    """Make a stream on air that is well."""
    stream = StreamFactory.create(edition=edition, state=StreamState.ON_AIR, title=Text({"en": name}))
    take = TakeFactory.create(stream=stream)
    StreamHealth.objects.create(
        stream=stream,
        take=take,
        seen_at=now(),
        bits_per_second=2_800_000,
        fps=30.0,
        keyframe_seconds=1.0,
        loudness=-12.0,
    )


def test_alarms_come_first(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    edition = EditionFactory.create()
    running(edition, "Well")
    StreamFactory.create(edition=edition, state=StreamState.ON_AIR, title=Text({"en": "Lost"}))
    StreamFactory.create(edition=edition, starts_at=now() + timedelta(minutes=1), title=Text({"en": "Soon"}))
    StreamFactory.create(edition=edition, state=StreamState.ENDED, title=Text({"en": "Over"}))

    with django_assert_num_queries(1):
        tiles = tiles_of(edition)

    names = [tile.stream.title["en"] for tile in tiles]
    assert names[:2] == ["Lost", "Well"]
    assert [alarm.kind for alarm in tiles[0].alarms] == ["no_signal"]


def test_operator_sees_the_tiles_and_a_stranger_does_not() -> None:
    edition = EditionFactory.create()
    running(edition, "Opening ceremony")
    operator, client = PersonFactory.create(), Client(headers={"accept-language": "en"})
    RoleGrant.objects.create(person=operator, edition=edition, role=EditionRole.OPERATOR)
    sign_in(client, operator)
    stranger = Client()
    sign_in(stranger, PersonFactory.create())

    page = client.get(f"/streams/control/{edition.slug}/")
    part = client.get(f"/streams/control/{edition.slug}/?part=tiles")
    refused = stranger.get(f"/streams/control/{edition.slug}/")

    assert "Opening ceremony" in page.content.decode()
    assert "2.8 Mb/s" in part.content.decode()
    assert refused.status_code == 403
