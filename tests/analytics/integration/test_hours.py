"""Negotiations by the hour of the fair's clock."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from everfair.analytics.queries.hours import hours_of
from everfair.fairs.models import Edition
from everfair.negotiation.models import Negotiation
from tests.factories.accounts import OrganisationFactory
from tests.factories.fairs import EditionFactory

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def initiate(edition: Edition, moment: datetime, *, country: str = "CN") -> None:
    Negotiation.objects.create(
        edition=edition,
        initiator=OrganisationFactory(country=country),
        respondent=OrganisationFactory(),
        initiated_at=moment,
        subject="x",
    )


def test_hours_are_those_of_the_fairs_days_by_its_own_clock() -> None:
    edition = EditionFactory(zone_id="Asia/Kolkata")
    initiate(edition, datetime(2020, 9, 3, 18, 29, 59, tzinfo=UTC))
    initiate(edition, datetime(2020, 9, 3, 18, 30, tzinfo=UTC))
    initiate(edition, datetime(2020, 9, 3, 19, 29, tzinfo=UTC), country="TH")
    initiate(edition, datetime(2020, 9, 9, 18, 29, tzinfo=UTC))
    initiate(edition, datetime(2020, 9, 9, 18, 30, tzinfo=UTC))

    hours = hours_of(edition)

    assert len(hours) == 6 * 24
    assert [(f"{hour.starts:%d %H:%M}", hour.mainland, hour.overseas) for hour in hours if hour.total] == [
        ("04 00:00", 1, 1),
        ("09 23:00", 1, 0),
    ]


def test_hours_of_a_long_fair_are_those_of_its_last_fortnight() -> None:
    edition = EditionFactory(opens=date(2020, 7, 1), exhibition_from=date(2020, 7, 1))
    initiate(edition, datetime(2020, 7, 2, tzinfo=UTC))
    initiate(edition, datetime(2020, 9, 9, tzinfo=UTC))

    hours = hours_of(edition)

    assert (len(hours), sum(hour.total for hour in hours)) == (14 * 24, 1)


def test_hours_before_the_first_negotiation_are_none() -> None:
    assert hours_of(EditionFactory()) == []
