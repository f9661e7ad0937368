"""The whole 2020 fair: every figure that leaves rows is recomputed exactly, and misses when a row is gone.

Loading it takes most of a minute, so all tests of it are in this file, which one worker has whole.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection, transaction
from django.db.transaction import atomic

from everfair.analytics.figures.registry import FIGURES
from everfair.analytics.figures.sources import Source
from everfair.analytics.public import FigureResult, figure_results
from everfair.analytics.queries.counting import parameters
from everfair.replay.facts import facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from everfair.fairs.models import Edition

pytestmark = [pytest.mark.integration, pytest.mark.django_db, pytest.mark.xdist_group("full fair")]

# What the replay does not make; the figures page says why.
NO_ROWS = {
    "people.registered.on_2020_09_06T08_00",
    "page_views.until_2020_09_05",
    "active_users.on_2020_09_05",
}
COUNTED = {
    "accounts_organisation": "id IN (SELECT organisation_id FROM fairs_participation WHERE edition_id = %(edition)s)",
    "accounts_delegation": "edition_id = %(edition)s AND slug = 'henan'",
    "fairs_participation": "edition_id = %(edition)s",
    "fairs_zone": "edition_id = %(edition)s",
    "exhibition_exhibitor": "edition_id = %(edition)s",
    "exhibition_booth": "true",
    "exhibition_project": "published_at <= %(as_of)s",
    "programme_event": "edition_id = %(edition)s",
    "programme_session": "edition_id = %(edition)s",
    "visits_route": "edition_id = %(edition)s",
    "negotiation_negotiation": "edition_id = %(edition)s AND initiated_at <= %(as_of)s",
    "negotiation_intent": "recorded_at <= %(as_of)s",
    "publishing_outcome": "edition_id = %(edition)s",
    "publishing_release": "edition_id = %(edition)s",
}


SOURCES: dict[str, Source] = {figure.source.name: figure.source for figure in FIGURES.values() if figure.source}
STATED_ABOUT = {
    name: figure.source.name
    for name, figure in FIGURES.items()
    if figure.source and name in {entry["id"] for entry in facts()["figures"]}
}


class UndoneError(Exception):
    """Ends a savepoint."""


@contextmanager
def undone() -> Iterator[None]:
    """Undo what happens inside, before anybody looks at its foreign keys."""
    with suppress(UndoneError), atomic():
        yield
        raise UndoneError


def missed(edition: Edition) -> set[str]:
    return {result.id for result in figure_results(edition) if result.match is False}


def test_figures_of_the_full_fair_match_every_published_one(full_fair: Edition) -> None:
    matches = {result.id: result.match for result in figure_results(full_fair) if result.published is not None}

    published = {entry["id"] for entry in facts()["figures"]}
    assert published <= matches.keys()
    assert {ident for ident, match in matches.items() if match is not True} == NO_ROWS


@pytest.mark.parametrize("end", ["ASC", "DESC"])
@pytest.mark.parametrize("table", COUNTED)
def test_figures_of_the_full_fair_miss_when_one_row_is_gone(full_fair: Edition, table: str, end: str) -> None:
    chosen = f"SELECT id FROM {table} WHERE {COUNTED[table]} ORDER BY id {end} LIMIT 1"  # noqa: S608

    with undone(), connection.cursor() as cursor:
        named = {"edition": full_fair.pk, "as_of": full_fair.figures_as_of}
        cursor.execute(f"DELETE FROM {table} WHERE id = ({chosen})", named)  # noqa: S608 -- constants of this test
        deleted, found = cursor.rowcount, missed(full_fair)

    assert deleted == 1
    assert found


def test_negotiations_of_the_full_fair_begin_after_both_sides_have_registered(full_fair: Edition) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(*) FILTER (WHERE n.initiated_at < asks.registered_at),
                   count(*) FILTER (WHERE n.initiated_at < asked.registered_at),
                   count(*) FILTER (WHERE n.answered_at < n.initiated_at OR n.concluded_at < n.answered_at),
                   count(*) FILTER (WHERE n.answered_at > %(as_of)s OR n.concluded_at > %(as_of)s)
            FROM negotiation_negotiation n
            JOIN fairs_participation asks ON asks.organisation_id = n.initiator_id AND asks.edition_id = n.edition_id
            JOIN fairs_participation asked ON asked.organisation_id = n.respondent_id AND asked.edition_id = %(edition)s
            WHERE n.edition_id = %(edition)s""",
            {"edition": full_fair.pk, "as_of": full_fair.figures_as_of},
        )
        counts = cursor.fetchone()

    assert counts == (0, 0, 0, 0)


@pytest.fixture
def edition(full_fair: Edition) -> Edition:
    return full_fair


@pytest.fixture
def results(edition: Edition) -> list[FigureResult]:
    return figure_results(edition)


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
        after = missed(edition)
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
        after = missed(edition)
        transaction.set_rollback(True)

    assert after != set()


def test_rows_are_back_after_every_deletion(edition: Edition) -> None:
    assert missed(edition) == set()


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
