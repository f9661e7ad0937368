"""Every figure counts what its definition says, and nothing beside it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection, transaction

from everfair.analytics.enums import Unit
from everfair.analytics.figures.measures import distinct, every
from everfair.analytics.figures.registry import FIGURES
from everfair.analytics.queries.counting import Pair, count_figures, parameters
from everfair.analytics.written import write_plain
from everfair.exhibition.models import Exhibitor
from everfair.fairs.enums import ZoneKind
from tests.analytics.small_fair import CLOSING, EXPECTED, make_small_fair
from tests.factories.accounts import OrganisationFactory
from tests.factories.fairs import EditionFactory, ZoneFactory, sector

if TYPE_CHECKING:
    from everfair.analytics.figures.figure import Figure
    from everfair.fairs.models import Edition

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

COUNTED = [figure for figure in FIGURES.values() if figure.source]
DISTINCT = {figure.id for figure in COUNTED if figure.measure.__qualname__ == distinct("x").__qualname__}


@pytest.fixture
def edition() -> Edition:
    return make_small_fair()


def plain(figure: Figure, pair: Pair) -> tuple[str | None, str | None]:
    return write_plain(figure, pair.closing.value), write_plain(figure, pair.now.value)


def test_every_figure_counts_its_rows_at_closing_and_now(edition: Edition) -> None:
    counts = count_figures(edition, COUNTED)

    assert {figure.id: plain(figure, counts[figure.id]) for figure in COUNTED} == EXPECTED


def test_figures_own_statements_say_what_the_page_says(edition: Edition) -> None:
    alone = {figure.id: write_plain(figure, ask_alone(figure, edition)) for figure in COUNTED}

    assert alone == {name: closing for name, (closing, _) in EXPECTED.items()}


def test_deleting_any_counted_row_changes_its_figure(edition: Edition) -> None:
    before = count_figures(edition, COUNTED)
    plainly_counted = [figure for figure in COUNTED if figure.unit == Unit.COUNT and figure.id not in DISTINCT]

    unmoved = {
        figure.id
        for figure in plainly_counted
        for place in range(count_rows(figure, edition))
        if count_without(figure, edition, place=place) == before[figure.id].closing
    }

    assert unmoved == set()


def test_deleting_some_counted_row_changes_a_distinct_count_a_share_and_an_amount(edition: Edition) -> None:
    before = count_figures(edition, COUNTED)
    others = [figure for figure in COUNTED if figure.unit != Unit.COUNT or figure.id in DISTINCT]

    moved = {
        figure.id
        for figure in others
        for place in range(count_rows(figure, edition))
        if count_without(figure, edition, place=place) != before[figure.id].closing
    }

    assert moved == {figure.id for figure in others}


def test_figures_of_another_edition_are_not_touched(edition: Edition) -> None:
    del edition
    empty = EditionFactory()

    counts = count_figures(empty, COUNTED)

    assert {pair.now.value for pair in counts.values()} == {Decimal(0), None}


def test_shares_and_medians_of_nothing_are_none() -> None:
    counts = count_figures(EditionFactory(), COUNTED)

    assert {name for name, pair in counts.items() if pair.now.value is None} == {
        "zone.comprehensive.internationality_rate",
        "negotiations.overseas_share",
        "negotiations.median_reply",
    }


def test_amount_tells_what_it_does_not_add(edition: Edition) -> None:
    name = "outcomes.henan.amount"

    counted = count_figures(edition, [FIGURES[name]])[name].closing

    assert (counted.value, counted.undisclosed, counted.other_currencies) == (Decimal(30050), 1, 1)


def test_edition_without_a_closing_moment_counts_both_as_of_now() -> None:
    edition = make_small_fair()
    edition.figures_as_of = None
    edition.save()

    counts = count_figures(edition, COUNTED)

    assert {name: plain(FIGURES[name], pair)[0] for name, pair in counts.items()} == {
        name: now for name, (_, now) in EXPECTED.items()
    }


@pytest.mark.parametrize(("overseas", "printed"), [(95, "41.9%"), (96, "42.3%"), (97, "42.7%")])
def test_internationality_rate_is_rounded_half_up_at_one_decimal(overseas: int, printed: str) -> None:
    zone = ZoneFactory(kind=ZoneKind.COMPREHENSIVE)
    figure = FIGURES["zone.comprehensive.internationality_rate"]
    organisations = [
        *OrganisationFactory.create_batch(overseas, country="SG"),
        *OrganisationFactory.create_batch(227 - overseas, country="CN"),
    ]
    Exhibitor.objects.bulk_create(
        Exhibitor(edition=zone.edition, organisation=one, zone=zone, sector=sector()) for one in organisations
    )

    rate = count_figures(zone.edition, [figure])[figure.id].now.value

    assert write_plain(figure, rate) == printed


@pytest.mark.parametrize("extra", [1, 20])
def test_counting_takes_one_query_per_source(edition: Edition, extra: int, django_assert_num_queries: Any) -> None:
    OrganisationFactory.create_batch(extra)
    sources = {figure.source.name for figure in COUNTED if figure.source}

    with django_assert_num_queries(len(sources)):
        count_figures(edition, COUNTED)

    assert len(sources) == 13


def ask_alone(figure: Figure, edition: Edition) -> Decimal:
    with connection.cursor() as cursor:
        cursor.execute(figure.statement(), {**parameters(edition), "as_of": CLOSING})
        return Decimal(cursor.fetchone()[0])


def _counted(figure: Figure) -> str:
    assert figure.source is not None
    return "\n".join(
        ("FROM", *figure.source.tables, "WHERE", every(figure.source.where, figure.counted_rows("closing")))
    )


def count_rows(figure: Figure, edition: Edition) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) " + _counted(figure), parameters(edition))
        return int(cursor.fetchone()[0])


def count_without(figure: Figure, edition: Edition, *, place: int) -> object:
    """Count the figure without the row at that place, then put the row back."""
    assert figure.source is not None
    table, _, alias = figure.source.tables[0].split()
    chosen = f"SELECT {alias}.id {_counted(figure)} ORDER BY 1 OFFSET {place} LIMIT 1"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE id = ({chosen})", parameters(edition))  # noqa: S608 -- our own tables
        left = count_figures(edition, [figure])[figure.id].closing
        transaction.set_rollback(True)
    return left
