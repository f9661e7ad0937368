"""Figures beside what was published: match, sample, at least, and the few on the front page."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.translation import override

from everfair.analytics.errors import BadFigureValue, UnknownFigure
from everfair.analytics.figures.registry import FIGURES
from everfair.analytics.models import PublishedFigure
from everfair.analytics.public import (
    FigureResult,
    Headline,
    Provenance,
    Publication,
    Relation,
    figure_results,
    headline_figures,
    publish_figures,
)
from everfair.fairs.models import Edition
from everfair.kernel.models import Event
from everfair.kernel.text import Text
from tests.analytics.small_fair import make_small_fair
from tests.factories.fairs import EditionFactory
from tests.factories.publishing import ReleaseFactory

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

REPORTS = "releases.reports_indices_rankings"


def result_for(edition: Edition, name: str) -> FigureResult:
    return next(result for result in figure_results(edition) if result.id == name)


def publish(edition: Edition, name: str, value: str, **options: Any) -> None:
    publish_figures(edition, [Publication(name, value, **({"provenance": Provenance.PUBLISHED} | options))])


@pytest.mark.parametrize(
    ("value", "relation", "match"),
    [
        ("2", Relation.EXACT, True),
        ("1", Relation.EXACT, False),
        ("3", Relation.EXACT, False),
        ("1", Relation.AT_LEAST, True),
        ("2", Relation.AT_LEAST, True),
        ("3", Relation.AT_LEAST, False),
    ],
)
def test_match_holds_the_count_against_what_was_published(value: str, relation: Relation, *, match: bool) -> None:
    edition = EditionFactory()
    ReleaseFactory.create_batch(2, edition=edition)

    publish(edition, REPORTS, value, relation=relation)

    assert result_for(edition, REPORTS).match is match


def test_share_of_no_rows_does_not_match_a_published_one() -> None:
    edition = EditionFactory()

    publish(edition, "negotiations.overseas_share", "26.4%")

    assert result_for(edition, "negotiations.overseas_share").match is False


def test_amount_is_compared_to_the_cent() -> None:
    edition = make_small_fair()

    publish(edition, "outcomes.henan.amount", "300.5", currency="USD")
    matching = result_for(edition, "outcomes.henan.amount").match
    publish(edition, "outcomes.henan.amount", "300.51", currency="USD")

    assert matching is True
    assert result_for(edition, "outcomes.henan.amount").match is False


def test_sample_is_not_compared() -> None:
    edition = EditionFactory(scale="demo")

    publish(edition, REPORTS, "30")

    assert result_for(edition, REPORTS).match is None


@pytest.mark.parametrize(("is_synthetic", "provenance"), [(True, "assumed"), (False, "counted")])
def test_figure_that_nobody_published_says_so(*, is_synthetic: bool, provenance: str) -> None:
    result = result_for(EditionFactory(is_synthetic=is_synthetic), REPORTS)

    assert (result.published, result.match, result.provenance) == (None, None, provenance)


def test_figure_that_leaves_no_rows_shows_only_what_was_published() -> None:
    edition = EditionFactory()

    publish(edition, "page_views.until_2020_09_05", "1960000", printed="196万", source=Text({"en": "Press"}))

    with override("en"):
        result = result_for(edition, "page_views.until_2020_09_05")
    assert (result.published, result.computed, result.now, result.match) == ("196万", None, None, None)
    assert (result.provenance, result.source) == ("published", "Press")


def test_local_figures_show_only_where_they_were_published() -> None:
    edition = EditionFactory()
    everywhere = {name for name, figure in FIGURES.items() if not figure.local}

    before = {result.id for result in figure_results(edition)}
    publish(edition, "streams.on_2020_09_05", "30")

    assert before == everywhere
    assert {result.id for result in figure_results(edition)} == everywhere | {"streams.on_2020_09_05"}


def test_results_take_one_query_more_than_there_are_sources(django_assert_num_queries: Any) -> None:
    edition = make_small_fair()

    with django_assert_num_queries(14):
        figure_results(edition)


def test_publishing_anew_replaces_the_value_and_logs_it() -> None:
    edition = EditionFactory()

    publish(edition, REPORTS, "30", printed="30余项")
    publish(edition, REPORTS, "31")

    row = PublishedFigure.objects.get(edition=edition)
    assert (row.value, row.printed) == ("31", "")
    assert (
        list(Event.objects.filter(edition=edition).values_list("name", "payload"))
        == [("figures.published", {"figures": 1})] * 2
    )


def test_unknown_figure_is_refused_and_nothing_written() -> None:
    edition = EditionFactory()
    good = Publication(REPORTS, "30", Provenance.PUBLISHED)

    with pytest.raises(UnknownFigure):
        publish_figures(edition, [good, Publication("reports.imagined", "1", Provenance.PUBLISHED)])

    assert not PublishedFigure.objects.exists()


@pytest.mark.parametrize(
    ("name", "value", "currency"),
    [
        (REPORTS, "thirty", ""),
        (REPORTS, "30%", ""),
        (REPORTS, "30", "USD"),
        ("outcomes.henan.amount", "5060000000.00", "CNY"),
        ("outcomes.henan.amount", "5060000000.00", ""),
    ],
)
def test_value_that_no_count_can_have_is_refused(name: str, value: str, currency: str) -> None:
    with pytest.raises(BadFigureValue) as refusal, override("en"):
        publish_figures(EditionFactory(), [Publication(name, value, Provenance.PUBLISHED, currency=currency)])

    with override("en"):
        assert value in str(refusal.value)
        assert "42.3%" in str(refusal.value)


@pytest.mark.parametrize(
    ("language", "negotiations"),
    [("en", "online negotiations initiated · 60.0% from overseas"), ("zh-hans", "在线洽谈发起次数 · 境外 60.0%")],
)
def test_headlines_are_as_of_now_in_the_readers_language(language: str, negotiations: str) -> None:
    edition = make_small_fair()

    with override(language):
        headlines = headline_figures(edition)

    assert [(headline.id, headline.now) for headline in headlines] == [
        ("organisations.countries_and_regions", "6"),
        ("projects.published_online", "3"),
        ("negotiations.initiated", "5"),
        ("events.total", "7"),
    ]
    assert headlines[2] == Headline("negotiations.initiated", "5", negotiations)


def test_headlines_of_a_fair_without_rows_are_none(django_assert_num_queries: Any) -> None:
    edition = EditionFactory()

    with django_assert_num_queries(5):
        headlines = headline_figures(edition)

    assert headlines == []
