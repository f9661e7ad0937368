"""Permissions of routes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

from everfair.kernel.access import (
    Permission,
    mount_permission,
    page_around,
    permission,
    permission_of,
    require,
)
from everfair.kernel.errors import Forbidden

if TYPE_CHECKING:
    from django.test import RequestFactory

pytestmark = pytest.mark.unit


@permission("fair.look", public=True)
def look(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"seen {request.path}")


@permission("fair.touch")
def touch(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"touched {request.path}")


def stranger(request: HttpRequest) -> HttpRequest:
    request.user = AnonymousUser()
    return request


def test_require_lets_pass_or_forbids() -> None:
    require(allowed=True)
    with pytest.raises(Forbidden):
        require(allowed=False)


def test_public_view_is_open_to_strangers(rf: RequestFactory) -> None:
    assert look(stranger(rf.get("/2020/"))).content == b"seen /2020/"


def test_other_views_send_strangers_to_sign_in_and_back(rf: RequestFactory) -> None:
    answer = touch(stranger(rf.get("/negotiations/?page=2")))

    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/login/?next=%2Fnegotiations%2F%3Fpage%3D2"


def test_fragments_move_the_whole_page(rf: RequestFactory) -> None:
    asked = rf.get("/part", headers={"HX-Request": "true", "HX-Current-URL": "https://fair.example/2020/?q=1#x"})

    answer = touch(stranger(asked))

    assert answer.status_code == 204
    assert answer["HX-Redirect"] == "/accounts/login/?next=%2F2020%2F%3Fq%3D1"


@pytest.mark.parametrize("address", ["", "http://[", "https://elsewhere.example"])
def test_page_around_never_leaves_the_fair(rf: RequestFactory, address: str) -> None:
    assert page_around(rf.get("/part", headers={"HX-Current-URL": address})) == ""


def test_permission_is_known_by_view_or_by_route() -> None:
    mount_permission("test_mounted", "library.page", public=True)

    assert permission_of("any", look) == Permission("fair.look", public=True)
    assert permission_of("any", touch) == Permission("fair.touch", public=False)
    assert permission_of("test_mounted", str.upper) == Permission("library.page", public=True)
    assert permission_of("nobody-thought-of-it", str.upper) is None
