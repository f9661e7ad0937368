"""Ask every address in every way as every kind of person, and take back whatever asking did."""

from __future__ import annotations

from copy import deepcopy
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from everfair.ops.reference import routes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse

    from tests.house.scene import Scene

NO_SUCH_METHOD = "no such method"
WORDS = {200: "page", 204: "page", 401: "token", 403: "refused", 404: "hidden", 405: NO_SUCH_METHOD, 429: "later"}


class Question(NamedTuple):
    """One route, asked in one way by one kind of person."""

    route: str
    path: str
    method: str
    kind: str


def doors() -> Iterator[tuple[str, str, str]]:
    """Yield every route with its path, once for each way of asking."""
    for route, path in sorted({(route, path) for route, path, _ in routes()}):
        for method in ("get", "post"):
            yield route, path, method


def ask(scene: Scene, question: Question) -> str:
    """Return the answer in a word."""
    client = scene.clients[question.kind]
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        answer: HttpResponse = getattr(client, question.method)(scene.address(question.route, question.path))
        if answer.streaming:
            b"".join(answer.streaming_content)  # what is read to its end is closed
        transaction.set_rollback(True)
    client.cookies = cookies
    return _word(answer)


def _word(answer: HttpResponse) -> str:
    if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return "BROKEN"
    if answer.headers.get("Location", "").startswith("/accounts/login"):
        return "sign in"
    if HTTPStatus.MULTIPLE_CHOICES <= answer.status_code < HTTPStatus.BAD_REQUEST:
        return "moved"
    return WORDS.get(answer.status_code, f"asked again ({answer.status_code})")
