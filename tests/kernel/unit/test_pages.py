"""What public pages tell the edge."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse

from everfair.kernel.pages import HEADER, add_tags, public_page

pytestmark = pytest.mark.unit


@public_page("edition:2020", "zones", ttl=60)
def page(request: HttpRequest, status: int = 200) -> HttpResponse:
    return add_tags(add_tags(HttpResponse(request.path, status=status), "zone:a"), "zone:b", "zone:c")


@public_page()
def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.path)


def test_public_page_names_ttl_and_all_tags() -> None:
    answer = page(HttpRequest())

    assert answer[HEADER] == "ttl=60; tags=edition:2020 zones zone:a zone:b zone:c"
    assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_public_page_without_tags() -> None:
    assert plain(HttpRequest())[HEADER] == "ttl=300; tags="


@pytest.mark.parametrize("status", [201, 302, 304, 404, 422, 500])
def test_anything_but_a_whole_page_is_not_kept(status: int) -> None:
    answer = page(HttpRequest(), status)

    assert HEADER not in answer
    assert "Cache-Control" not in answer
