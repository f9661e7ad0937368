"""Error pages: in both languages, and the last of them without a database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation

from everfair.site.views import errors
from tests.factories.fairs import EditionFactory

pytestmark = pytest.mark.integration

SENTENCES = [
    (errors.bad_request, BadRequest(), 400, "This request could not be read.", "这个请求无法识别。"),
    (errors.forbidden, PermissionDenied(), 403, "This page is not open to your account.", "您的账户无权访问此页面。"),
    (errors.not_found, Http404(), 404, "There is nothing at this address.", "此地址下没有内容。"),
    (errors.csrf_failure, "no cookie", 403, "This form has gone out of date.", "这张表单已过期。"),
]


def heading(response: HttpResponse) -> str:
    return response.content.decode().split("<h1>")[1].split("</h1>")[0].strip()


@pytest.mark.django_db
@pytest.mark.parametrize(("view", "reason", "status", "english", "chinese"), SENTENCES)
def test_error_page_says_one_sentence_in_both_languages(
    view: Callable[[HttpRequest, Any], HttpResponse], reason: object, status: int, english: str, chinese: str
) -> None:
    request = RequestFactory().get("/2020/lost")
    answers = []

    for language in ("en", "zh-hans"):
        with translation.override(language):
            answers.append(view(request, reason))

    assert [answer.status_code for answer in answers] == [status, status]
    assert [heading(answer) for answer in answers] == [english, chinese]


@pytest.mark.parametrize(
    ("language", "sentence", "tag"),
    [("en", "Something broke on our side.", "en"), ("zh-hans", "我们这边出了故障。", "zh-Hans")],
)
def test_server_error_page_needs_no_database(language: str, sentence: str, tag: str) -> None:
    request = RequestFactory().get("/2020/")

    with translation.override(language):
        response = errors.server_error(request)

    assert response.status_code == 500
    assert heading(response) == sentence
    assert f'<html lang="{tag}">' in response.content.decode()


@pytest.mark.django_db
def test_unknown_edition_is_not_found_and_offers_the_search_of_the_current_one() -> None:
    EditionFactory(slug="2020")

    response = Client().get("/1999/", headers={"accept-language": "en"})

    assert response.status_code == 404
    assert heading(response) == "There is nothing at this address."


@pytest.mark.django_db
def test_lost_page_offers_the_search() -> None:
    EditionFactory(slug="2020")

    response = Client().get("/no/such/page", headers={"accept-language": "en"})

    assert response.status_code == 404
    assert 'action="/2020/search"' in response.content.decode()
