from __future__ import annotations

from urllib.parse import quote

import pytest

from everfair.edge.head import read_head
from everfair.edge.page_key import PageKey, page_key
from tests.edge.asking import http_scope

pytestmark = pytest.mark.unit

CHINESE = ("accept-language", "zh-CN,zh;q=0.9")
ENGLISH = ("accept-language", "en-GB")


def key_of(target: str, *headers: tuple[str, str]) -> PageKey:
    scope = http_scope(target, headers=headers)
    return page_key(scope, read_head(scope))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/c?sector=1&zone=2", "/c?zone=2&sector=1"),
        ("/c?q=tea", "/c?q=tea&utm_source=mail&utm_campaign=x&gclid=1"),
        ("/c", "/c?utm_medium=qr"),
        ("/c", "/c?&"),
        ("/c?q=展", f"/c?q={quote('展')}"),
    ],
)
def test_key_is_the_same_for_what_shows_the_same(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/c?sector=1&sector=2", "/c?sector=2&sector=1"),
        ("/c?page=1", "/c?page=2"),
        ("/c", "/C"),
        ("/c", "/c?q="),
        ("/c?a=1", "/c?b=1"),
    ],
)
def test_key_differs_for_what_may_show_otherwise(one: str, other: str) -> None:
    assert key_of(one) != key_of(other)


@pytest.mark.parametrize(
    ("target", "headers", "language"),
    [
        ("/", [], "zh-hans"),
        ("/", [CHINESE], "zh-hans"),
        ("/", [ENGLISH], "en"),
        ("/", [CHINESE, ("cookie", "a=1; language=en; b=2")], "en"),
        ("/", [CHINESE, ("cookie", 'language="en"')], "en"),
        ("/", [ENGLISH, ("cookie", "language=en; language=zh-hans")], "zh-hans"),
        ("/", [ENGLISH, ("cookie", "mylanguage=zh-hans")], "en"),
        ("/", [ENGLISH, ("cookie", "language=klingon")], "en"),
        ("/?lang=zh-hans", [ENGLISH, ("cookie", "language=en")], "zh-hans"),
        ("/?lang=en&lang=zh-hans", [ENGLISH], "zh-hans"),
        ("/?%6cang=en", [CHINESE], "en"),
        ("/?lang=", [ENGLISH], "en"),
        ("/", [CHINESE, ENGLISH], "zh-hans"),
    ],
)
def test_language_is_chosen_as_django_chooses_it(target: str, headers: list[tuple[str, str]], language: str) -> None:
    assert key_of(target, *headers).language == language


@pytest.mark.parametrize(
    "header",
    [
        ("host", "evil.test"),
        ("x-forwarded-proto", "https"),
        ("x-forwarded-host", "evil.test"),
        ("hx-request", "true"),
        ("accept-language", "en"),
    ],
)
def test_key_differs_by_what_may_change_the_page(header: tuple[str, str]) -> None:
    assert key_of("/", header) != key_of("/")


def test_boosted_page_is_not_a_fragment() -> None:
    fragment = key_of("/", ("hx-request", "true"))

    assert key_of("/", ("hx-request", "true"), ("hx-boosted", "true")) != fragment
    assert key_of("/", ("hx-request", "true"), ("hx-history-restore-request", "true")) != fragment
