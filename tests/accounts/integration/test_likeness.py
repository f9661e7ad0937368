"""Likely duplicates: the same number in the same country, similar names in either language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db.models import Q

from everfair.accounts.models import Organisation
from everfair.accounts.queries.likeness import alike_of, looks_like
from everfair.accounts.search_names import search_names_of
from everfair.kernel.text import Text
from tests.factories.accounts import OrganisationFactory

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def named(zh: str = "", en: str = "", **fields: Any) -> Organisation:
    name = Text({"zh-hans": zh, "en": en})
    return OrganisationFactory.create(**{"name": name, "search_names": search_names_of(name), **fields})


def found(zh: str = "", en: str = "", *, country: str = "CN", number: str = "") -> list[Organisation]:
    alike = looks_like(Text({"zh-hans": zh, "en": en}), country=country, number=number)
    return [one.organisation for one in alike]


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("云图测绘科技有限公司", ""),
        ("云图测绘科技（北京）有限公司", ""),
        ("", "CLOUD ATLAS SURVEYS, INC."),
        ("", "Cloud Atlas Survey"),
        ("别的名字", "Cloud Atlas Surveys"),
        ("云图测绘科技", "Something else"),
    ],
)
def test_similar_names_are_found_in_either_language(zh: str, en: str) -> None:
    atlas = named("云图测绘科技股份有限公司", "Cloud Atlas Surveys Ltd")
    named("远岚智检", "Yuanlan Inspection")

    assert found(zh, en) == [atlas]


@pytest.mark.parametrize(("zh", "en"), [("北京远洋物流", ""), ("", "Atlas"), ("", "Cloud Nine Surveying"), ("", "")])
def test_names_that_share_a_part_are_not_the_same(zh: str, en: str) -> None:
    named("北京海马教育", "Cloud Atlas Surveys")

    assert found(zh, en) == []


def test_same_number_counts_in_the_same_country() -> None:
    here = named(en="Alpha", registration_number="123", country="TH")
    named(en="Beta", registration_number="123", country="LA")
    body = named(en="Gamma", registration_number="123", country=None, kind="international_organisation")

    assert found(en="Omega", country="TH", number="123") == [here]
    assert [one.organisation for one in looks_like(Text({"en": "Omega"}), country=None, number="123")] == [body]
    assert found(en="Omega", country="TH") == []


def test_refused_ones_are_no_obstacle() -> None:
    named(en="Cloud Atlas", state="refused", registration_number="9")

    assert found(en="Cloud Atlas", number="9") == []


def test_same_number_comes_first_then_the_closest_name() -> None:
    near, same, numbered = (
        named(en="Cloud Atlas Survey"),
        named(en="Cloud Atlas"),
        named(en="X", registration_number="5"),
    )

    assert found(en="Cloud Atlas", number="5") == [numbered, same, near]


def test_vetters_are_shown_what_is_visible_to_them_and_never_the_same_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    rows = [named(en="Cloud Atlas", state=state) for state in ("applied", "approved", "refused")]

    with django_assert_num_queries(2):
        alike = alike_of(rows, Q(state="approved"))

    assert {pk: [one.organisation for one in several] for pk, several in alike.items()} == {
        rows[0].pk: [rows[1]],
        rows[2].pk: [rows[1]],
    }
    assert alike[rows[0].pk][0].percent == "100%"


def test_nothing_to_compare_asks_nothing() -> None:
    assert dict(alike_of([], Q())) == {}
