"""Pages by cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from everfair.accounts.models import Organisation
from everfair.kernel.api import LARGEST_PAGE, page_after
from tests.factories.accounts import OrganisationFactory

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.mark.parametrize("count", [0, 1, 3, 4, 7])
def test_pages_give_every_row_once(count: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    made = sorted(organisation.public_id for organisation in OrganisationFactory.create_batch(count))

    seen: list[str] = []
    after = ""
    while True:
        with django_assert_num_queries(1):
            page, after = page_after(Organisation.objects.all(), after, 3)
        assert len(page) <= 3
        seen += [organisation.public_id for organisation in page]
        if not after:
            break

    assert seen == made


@pytest.mark.parametrize(("limit", "size"), [(-5, 1), (0, 1), (2, 2), (10**9, 4)])
def test_limit_is_brought_into_bounds(limit: int, size: int) -> None:
    OrganisationFactory.create_batch(4)

    page, _ = page_after(Organisation.objects.all(), "", limit)

    assert len(page) == size <= LARGEST_PAGE


@pytest.mark.parametrize("after", ["zzzzzzzzzzzzz", "'; --", "☃"])
def test_any_cursor_is_only_a_place(after: str) -> None:
    OrganisationFactory.create()

    page, following = page_after(Organisation.objects.all(), after, 3)

    assert len(page) <= 1
    assert following == ""
