"""The public reads the fair without cookies; only a form of the entrance, and a switch that is used, may set one."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from tests.factories.agreements import make_signed
from tests.house.scene import set_scene

if TYPE_CHECKING:
    from django.http import HttpResponse

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

# Forms for those who come in carry a token against forgery, and its twin is a cookie.
ENTRANCE = "/accounts/"
SWITCH = "site:language"
LINK = re.compile(r"""(?:href|hx-get)=["']([^"'#]+)""")


@pytest.mark.usefixtures("no_jobs")
def test_public_walks_through_the_fair_without_a_cookie() -> None:
    edition = set_scene().values["edition"]
    signed = make_signed().agreement

    starts = [f"/{edition}/{area}" for area in ("", "programme/", "exhibition/", "operate/")]
    found = dict(walk(*starts, f"/verify/{signed.public_id}", "/erased"))

    assert {route for route, answer in found.items() if answer.cookies} == set()
    walked = {
        "site:home",
        "exhibition:project-view",
        "programme:event-view",
        "analytics:figure",
        "signing:paper-verify",
    }
    assert walked - found.keys() == set()


def test_switch_of_the_language_sets_only_its_own_cookie() -> None:
    answer = Client().get("/language", {"to": "en", "next": "/"})

    assert list(answer.cookies) == ["language"]


def walk(*starts: str) -> Iterator[tuple[str, HttpResponse]]:
    """Follow every link from page to page as somebody new, one page of each sort; the entrance is not walked into."""
    waiting, seen = deque(starts), set()
    while waiting:
        path = waiting.popleft()
        route = route_of(path)
        if route in seen or route in {None, SWITCH} or path.startswith(ENTRANCE):
            continue
        seen.add(route)
        answer = Client(raise_request_exception=False).get(path)
        assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, path
        yield str(route), answer
        links = LINK.findall(answer.content.decode(errors="replace")) if not answer.streaming else []
        waiting += [urljoin(path, link.replace("&amp;", "&")) for link in links]


def route_of(address: str) -> str | None:
    """Return the name of the route behind an address of this fair, None for any other."""
    parts = urlsplit(address)
    try:
        return None if parts.netloc else resolve(parts.path).view_name
    except Resolver404:
        return None
