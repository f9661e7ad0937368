"""Reads of the programme."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from everfair.kernel.text import Text
from everfair.programme.enums import EventKind
from everfair.programme.queries.programme import Wish, day_counts, highlights, programme, search_programme
from tests.factories.fairs import EditionFactory
from tests.factories.programme import EventFactory, SessionFactory

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def test_programme_puts_a_late_session_on_the_day_of_the_fair_not_of_utc() -> None:
    late = SessionFactory(
        starts_at=datetime(2020, 9, 5, 16, 30, tzinfo=UTC), ends_at=datetime(2020, 9, 5, 18, 0, tzinfo=UTC)
    )

    days = programme(late.edition, Wish())

    assert [(day.date, [row.starts for row in day.sessions]) for day in days] == [(date(2020, 9, 6), ["00:30"])]


def test_programme_takes_one_query_however_long(django_assert_num_queries: pytest.FixtureRequest) -> None:
    edition = EditionFactory()
    SessionFactory.create_batch(30, event__edition=edition)

    with django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django's context manager
        days = programme(edition, Wish())

    assert sum(len(day.sessions) for day in days) == 30


@pytest.mark.parametrize(
    ("wish", "titles"),
    [
        (Wish(kind=EventKind.EVENING), ["Night of lights"]),
        (Wish(live=True), ["Digital trade forum"]),
        (Wish(words="数字 论坛"), ["Digital trade forum"]),
        (Wish(words="LIGHTS"), ["Night of lights"]),
        (Wish(words="%"), []),
        (Wish(day=date(2020, 9, 7)), ["Night of lights"]),
        (Wish(kind=EventKind.EVENING, live=True), []),
    ],
)
def test_programme_shows_what_was_wished_for(wish: Wish, titles: list[str]) -> None:
    edition = EditionFactory()
    SessionFactory(event__edition=edition, is_live_streamed=True)
    SessionFactory(
        event=EventFactory(
            edition=edition, kind=EventKind.EVENING, title=Text({"zh-hans": "灯光之夜", "en": "Night of lights"})
        ),
        starts_at=datetime(2020, 9, 7, 11, 0, tzinfo=UTC),
        ends_at=datetime(2020, 9, 7, 13, 0, tzinfo=UTC),
    )
    SessionFactory(title=Text({"en": "Digital trade forum of another fair"}), is_live_streamed=True)

    days = programme(edition, wish)

    assert [row.title["en"] for day in days for row in day.sessions] == titles


def test_day_counts_follow_the_zone_of_the_fair() -> None:
    edition = EditionFactory()
    SessionFactory.create_batch(2, event__edition=edition)
    SessionFactory(
        event__edition=edition,
        starts_at=datetime(2020, 9, 6, 16, 0, tzinfo=UTC),
        ends_at=datetime(2020, 9, 6, 17, 0, tzinfo=UTC),
    )

    assert day_counts(edition) == [(date(2020, 9, 6), 2), (date(2020, 9, 7), 1)]


def test_highlights_are_what_comes_next_while_the_fair_runs() -> None:
    edition = EditionFactory()
    SessionFactory(event__edition=edition, title=Text({"en": "Over"}))
    SessionFactory(
        event__edition=edition,
        title=Text({"en": "Next"}),
        starts_at=datetime(2020, 9, 8, 1, 0, tzinfo=UTC),
        ends_at=datetime(2020, 9, 8, 2, 0, tzinfo=UTC),
    )

    coming = highlights(edition, 3, after=datetime(2020, 9, 7, tzinfo=UTC))

    assert [row.title["en"] for row in coming] == ["Next"]


def test_highlights_of_a_closed_fair_begin_with_its_summit_forums() -> None:
    edition = EditionFactory()
    SessionFactory(event__edition=edition, is_live_streamed=True)
    summit = EventFactory(edition=edition, kind=EventKind.SUMMIT_FORUM, title=Text({"en": "Summit"}))
    SessionFactory(event=summit, is_live_streamed=True)

    rows = highlights(edition, 1, after=datetime(2026, 1, 1, tzinfo=UTC))

    assert [row.title["en"] for row in rows] == ["Summit"]


def test_search_finds_by_words_in_either_language() -> None:
    session = SessionFactory()

    assert [row.event_id for row in search_programme(session.edition, "贸易", 5)] == [session.event.public_id]
    assert [row.event_id for row in search_programme(session.edition, "trade forum", 5)] == [session.event.public_id]
    assert search_programme(session.edition, "'; DROP TABLE programme_event; --", 5) == []
