"""Every address, asked in every way by every kind of person, against the checked-in matrix.

To add a route, give it a permission and its rows in `access_matrix.csv`; the failing test prints the rows that the
code would give it now, for you to read before you believe them.
"""

from __future__ import annotations

import csv
from copy import deepcopy
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from everfair.kernel.access import permission_of
from everfair.ops.reference import routes
from tests.house.scene import KINDS, Scene, set_scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

MATRIX = Path(__file__).with_name("access_matrix.csv")
NO_SUCH_METHOD = "no such method"
WORDS = {200: "page", 204: "page", 401: "token", 403: "refused", 404: "hidden", 405: NO_SUCH_METHOD, 429: "later"}


def test_every_route_names_its_permission() -> None:
    nameless = [route for route, _, view in routes() if permission_of(route, view) is None]

    assert nameless == []


def test_every_route_gives_each_kind_of_person_what_the_matrix_says() -> None:
    written = {(row[0], row[1]): row[2:] for row in _read()}

    found = dict(_answers(set_scene()))

    assert found == written, "\n".join(
        ",".join((*key, *found.get(key, ["(no such route)"])))
        for key in sorted(found.keys() | written.keys())
        if found.get(key) != written.get(key)
    )


def test_matrix_knows_each_kind_of_person() -> None:
    header = MATRIX.read_text().splitlines()[0].split(",")

    assert header == ["route", "method", *KINDS]


def _read() -> list[list[str]]:
    with MATRIX.open() as file:
        return list(csv.reader(file))[1:]


def _answers(scene: Scene) -> Iterator[tuple[tuple[str, str], list[str]]]:
    for route, path in sorted({(route, path) for route, path, _ in routes()}):
        for method in ("get", "post"):
            answers = [_word(_ask(scene, kind, method, scene.address(route, path))) for kind in KINDS]
            if NO_SUCH_METHOD not in answers:
                yield (route, method), answers


def _ask(scene: Scene, kind: str, method: str, address: str) -> HttpResponse:
    """Ask, and take back whatever asking did, in the database and in the browser."""
    client = scene.clients[kind]
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        answer: HttpResponse = getattr(client, method)(address)
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer


def _word(answer: HttpResponse) -> str:
    if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return "BROKEN"
    if answer.headers.get("Location", "").startswith("/accounts/login"):
        return "sign in"
    if HTTPStatus.MULTIPLE_CHOICES <= answer.status_code < HTTPStatus.BAD_REQUEST:
        return "moved"
    return WORDS.get(answer.status_code, f"asked again ({answer.status_code})")
