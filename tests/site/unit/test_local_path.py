"""The language switch goes back to our own pages only."""

from __future__ import annotations

import pytest

from everfair.site.views.language import local_path

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    "foreign",
    [
        "https://evil.example/2020/",
        "//evil.example/2020/",
        "/\\evil.example",
        "///evil.example",
        "http:evil.example",
        "javascript:alert(1)",
        "2020/",
        "/\tevil",
        "",
    ],
)
def test_local_path_refuses_what_is_not_a_path_of_ours(foreign: str) -> None:
    assert local_path(foreign) == "/"


@pytest.mark.parametrize(
    ("wish", "path"),
    [
        ("/2020/", "/2020/"),
        ("/2020/exhibition/projects/?q=%E5%8C%BB&page=2", "/2020/exhibition/projects/?q=%E5%8C%BB&page=2"),
        ("/2020/?lang=en", "/2020/"),
        ("/2020/search?lang=en&q=a", "/2020/search?q=a"),
        ("/2020/search?slang=en", "/2020/search?slang=en"),
    ],
)
def test_local_path_keeps_a_path_without_its_language(wish: str, path: str) -> None:
    assert local_path(wish) == path
