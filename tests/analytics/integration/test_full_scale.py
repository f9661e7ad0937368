"""The whole fair of 2020: every published figure computed from rows, to the last digit, and from nothing else.

Loaded once for this file, inside a transaction that is never committed. (Run with `--dist loadfile`, as the house does,
so that one worker has the whole file.)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection, transaction

from everfair.analytics.figures.registry import FIGURES
from everfair.analytics.figures.sources import Source
from everfair.analytics.public import FigureResult, figure_results
from everfair.analytics.queries.counting import parameters
from everfair.fairs.models import Edition
from everfair.kernel.progress import Silent
from everfair.replay.facts import facts
from everfair.replay.public import load_replay

if TYPE_CHECKING:
    from pytest_django.plugin import DjangoDbBlocker

pytestmark = pytest.mark.integration

SOURCES: dict[str, Source] = {figure.source.name: figure.source for figure in FIGURES.values() if figure.source}
STATED_ABOUT = {
    name: figure.source.name
    for name, figure in FIGURES.items()
    if figure.source and name in {entry["id"] for entry in facts()["figures"]}
}


@pytest.fixture(scope="module")
def edition(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Edition]:
    del django_db_setup
    with django_db_blocker.unblock():
        with transaction.atomic():
            load_replay("full", Silent())
            yield Edition.objects.get(scale="full")
            transaction.set_rollback(True)
        connection.cursor().execute("VACUUM")  # the next tests need not walk past half a million dead rows


@pytest.fixture
def results(edition: Edition) -> list[FigureResult]:
    return figure_results(edition)


def mismatches(edition: Edition) -> set[str]:
    return {result.id for result in figure_results(edition) if result.match is False}


def test_every_published_figure_is_matched_exactly(results: list[FigureResult]) -> None:
    compared = {result.id: (result.computed, result.match) for result in results if result.match is not None}
    stated = {entry["id"]: entry for part in stated_parts() for entry in part}

    assert compared == {
        name: (str(entry["value"]), True) for name, entry in stated.items() if FIGURES[name].source is not None
    }


def test_every_figure_of_the_newspaper_page_is_among_them(results: list[FigureResult]) -> None:
    matched = {result.id for result in results if result.match}

    assert {entry["id"] for entry in facts()["figures"] if entry["source"] == "page"} - matched == set()


@pytest.mark.parametrize("name", sorted({*STATED_ABOUT.values(), "intents"}))
def test_deleting_one_row_of_a_counted_table_is_noticed(edition: Edition, name: str) -> None:
    source = SOURCES[name]

    with transaction.atomic():
        delete_one(source, edition)
        after = mismatches(edition)
        transaction.set_rollback(True)

    assert figures_from(source) & after != set()


@pytest.mark.parametrize(
    ("table", "column"), [("accounts_organisation", "organisation_id"), ("accounts_delegation", "delegation_id")]
)
def test_deleting_what_a_counted_row_stands_on_is_noticed(edition: Edition, table: str, column: str) -> None:
    holder = "fairs_participation" if table == "accounts_organisation" else "publishing_outcome"

    with transaction.atomic():
        run(
            f"DELETE FROM {table} WHERE id = "  # noqa: S608 -- our own tables
            f"(SELECT {column} FROM {holder} WHERE edition_id = %(edition)s AND {column} IS NOT NULL LIMIT 1)",
            edition,
        )
        after = mismatches(edition)
        transaction.set_rollback(True)

    assert after != set()


def test_rows_are_back_after_every_deletion(edition: Edition) -> None:
    assert mismatches(edition) == set()


def stated_parts() -> tuple[list[dict[str, Any]], ...]:
    return facts()["figures"], facts()["derived"], facts()["assumed"]["figures"]


def figures_from(source: Source) -> set[str]:
    return {name for name, figure in FIGURES.items() if figure.source is source}


def delete_one(source: Source, edition: Edition) -> None:
    """Delete a row that a stated figure counts at closing."""
    figure = next(
        figure
        for figure in FIGURES.values()
        if figure.source is source and figure.id in {entry["id"] for part in stated_parts() for entry in part}
    )
    table, _, alias = source.tables[0].split()
    rows = " ".join(source.tables)
    run(
        f"DELETE FROM {table} WHERE id = (SELECT {alias}.id FROM {rows} "  # noqa: S608 -- our own tables
        f"WHERE {source.where} AND {figure.counted_rows('closing')} ORDER BY 1 LIMIT 1)",
        edition,
    )


def run(statement: str, edition: Edition) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters(edition))
        assert cursor.rowcount == 1
