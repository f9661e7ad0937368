"""The registry holds every figure of the 2020 fair, each with words, and nothing that can't be explained."""

from __future__ import annotations

import re

import pytest
from babel.messages.pofile import read_po
from django.utils.translation import override

from everfair.analytics.economies import TOP_30_SERVICES_ECONOMIES
from everfair.analytics.enums import Group, Unit
from everfair.analytics.figures.registry import FIGURES, figure_by_id
from everfair.analytics.funnel import REPLY, STEPS
from everfair.analytics.queries.results import HEADLINES
from everfair.config.options import PACKAGE
from everfair.kernel.errors import NotFound
from everfair.replay.facts import facts
from tests.analytics.small_fair import EXPECTED

pytestmark = pytest.mark.unit

PARAMETERS = {"edition", "as_of", "zone", "top_30"}
PUBLISHED = {entry["id"]: entry for entry in facts()["figures"]}
STATED = PUBLISHED | {entry["id"]: entry for entry in (*facts()["derived"], *facts()["assumed"]["figures"])}


def test_every_figure_of_the_data_file_is_counted_or_says_why_not() -> None:
    missing = set(STATED) - set(FIGURES)
    silent = {name for name in STATED if not FIGURES[name].source and not FIGURES[name].no_rows}

    assert missing == set()
    assert silent == set()


def test_every_figure_of_the_newspaper_page_is_counted() -> None:
    only_published = {name for name, entry in PUBLISHED.items() if not FIGURES[name].source}

    assert {PUBLISHED[name]["source"] for name in only_published} == {"press"}
    assert only_published == {
        "people.registered.on_2020_09_06T08_00",
        "page_views.until_2020_09_05",
        "active_users.on_2020_09_05",
    }


def test_small_fair_of_the_tests_knows_every_counted_figure() -> None:
    assert set(EXPECTED) == {name for name, figure in FIGURES.items() if figure.source}


def test_currencies_are_those_of_the_data_file() -> None:
    stated = {name: entry.get("currency", "") for name, entry in STATED.items()}

    assert {name: FIGURES[name].currency for name in STATED} == stated


def test_amounts_have_a_currency_and_nothing_else_has() -> None:
    assert {name for name, figure in FIGURES.items() if figure.currency} == {
        name for name, figure in FIGURES.items() if figure.unit == Unit.MONEY
    }


def test_assumed_economies_are_those_of_the_replay() -> None:
    assert list(TOP_30_SERVICES_ECONOMIES) == facts()["assumed"]["top_30_services_economies"]


def test_statements_take_known_parameters_only() -> None:
    named = {name for figure in FIGURES.values() for name in re.findall(r"%\((\w+)\)s", figure.statement())}

    assert named == PARAMETERS


def test_every_group_leads_with_at_most_three_figures() -> None:
    leading = [sum(figure.leading for figure in FIGURES.values() if figure.group == group) for group in Group]

    assert all(1 <= count <= 3 for count in leading)


def test_front_page_and_funnel_use_figures_of_every_fair() -> None:
    used = {name for pair in HEADLINES for name in pair if name} | {*STEPS, REPLY}

    assert {name for name in used if FIGURES[name].local} == set()


def test_every_word_of_the_figures_is_translated() -> None:
    with (PACKAGE / "analytics/locale/zh_Hans/LC_MESSAGES/django.po").open("rb") as file:
        catalogue = {message.id: message.string for message in read_po(file)}
    words = [figure.words for figure in FIGURES.values()] + [figure.label for figure in FIGURES.values()]
    words += [figure.no_rows for figure in FIGURES.values() if figure.no_rows]

    with override("en"):
        untranslated = [str(word) for word in words if not catalogue.get(str(word))]

    assert untranslated == []


def test_unknown_figure_is_not_found() -> None:
    with pytest.raises(NotFound):
        figure_by_id("organisations.imagined")
