"""The rows that a figure counts: all of them, once each, newest first, and nothing confidential."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.translation import override

from everfair.analytics.figures.registry import FIGURES
from everfair.analytics.queries.rows import PAGE_SIZE, Row, rows_of, tally_of
from everfair.fairs.models import Edition
from tests.analytics.small_fair import EXPECTED, make_small_fair
from tests.factories.accounts import OrganisationFactory
from tests.factories.fairs import EditionFactory, ParticipationFactory, ZoneFactory
from tests.factories.programme import SessionFactory

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

TOTAL = FIGURES["organisations.total"]
PLAIN_COUNTS = ("organisations.total", "zone.special.count", "booths.on_2020_09_05", "negotiations.initiated")


def all_rows(name: str, edition: Edition, as_of: str = "now") -> list[Row]:
    rows: list[Row] = []
    after = ""
    while True:
        page = rows_of(FIGURES[name], edition, as_of=as_of, after=after)
        rows += page.rows
        if not page.after:
            return rows
        after = page.after


@pytest.mark.parametrize("name", EXPECTED)
def test_rows_of_every_figure_can_be_read(name: str) -> None:
    with override("en"):
        assert rows_of(FIGURES[name], EditionFactory(), as_of="now").rows == ()


def test_rows_are_as_many_as_the_figure_counts() -> None:
    edition = make_small_fair()

    counted = {name: (len(all_rows(name, edition, "closing")), len(all_rows(name, edition))) for name in PLAIN_COUNTS}

    assert counted == {name: (int(EXPECTED[name][0]), int(EXPECTED[name][1])) for name in PLAIN_COUNTS}


def test_pages_of_rows_give_every_row_once_though_all_have_one_moment(django_assert_num_queries: Any) -> None:
    edition = EditionFactory()
    moment = ParticipationFactory(edition=edition).registered_at
    for organisation in OrganisationFactory.create_batch(2 * PAGE_SIZE):
        ParticipationFactory(edition=edition, organisation=organisation, registered_at=moment)

    with django_assert_num_queries(3):
        rows = all_rows("organisations.total", edition)

    assert len(rows) == len({str(row.cells[0]) for row in rows}) == 2 * PAGE_SIZE + 1


def test_rows_that_have_no_moment_are_paged_by_their_key() -> None:
    edition = EditionFactory()
    ZoneFactory.create_batch(PAGE_SIZE + 3, edition=edition)

    rows = all_rows("zone.special.count", edition)

    assert len({row.url for row in rows}) == PAGE_SIZE + 3


def test_full_page_that_is_the_last_has_no_next() -> None:
    edition = EditionFactory()
    ZoneFactory.create_batch(PAGE_SIZE, edition=edition)

    page = rows_of(FIGURES["zone.special.count"], edition, as_of="now")

    assert (len(page.rows), page.after) == (PAGE_SIZE, "")


@pytest.mark.parametrize(
    "after", ["nonsense", "20200905T010000000000", "99999999T999999999999-x", "-", "'; DROP TABLE x"]
)
def test_cursor_of_anything_begins_anew_or_goes_on(after: str) -> None:
    edition = EditionFactory()
    ParticipationFactory(edition=edition)

    page = rows_of(TOTAL, edition, as_of="now", after=after)

    assert len(page.rows) == (0 if after.startswith("2020") else 1)


def test_newest_rows_come_first() -> None:
    rows = all_rows("organisations.total", make_small_fair())

    with override("en"):
        assert rows[0].cells[1] != ""
    assert [str(row.cells[1]) for row in rows][:3] == ["法国", "美国", "泰国"]


def test_rows_of_negotiations_name_nobody() -> None:
    edition = make_small_fair()
    names = {str(name) for name in OrganisationFactory._meta.model.objects.values_list("name", flat=True)}

    with override("en"):
        rows = [*all_rows("negotiations.initiated", edition), *all_rows("negotiations.with_intent", edition)]
    shown = {str(cell) for row in rows for cell in row.cells}

    assert names & shown == set()
    assert {row.url for row in rows} == {""}
    assert [row.cells for row in rows[:2]] == [
        ("20 Sept 2020", "overseas", "Thailand", "Waiting for an answer"),
        ("9 Sept 2020", "mainland", "China", "In talks"),
    ]


def test_row_leads_to_its_own_page() -> None:
    session = SessionFactory()

    (row,) = all_rows("events.total", session.edition)

    assert row.url == f"/{session.edition.slug}/programme/events/{session.event.public_id}"


def test_tally_tells_apart_what_a_distinct_count_counts() -> None:
    edition = make_small_fair()

    with override("en"):
        tally = tally_of(FIGURES["organisations.countries_and_regions"], edition, as_of="closing")

    assert sorted((str(value), count) for value, count in tally) == [
        ("China", 1),
        ("Hong Kong, China", 1),
        ("Peru", 1),
        ("Thailand", 1),
        ("United States", 1),
    ]
