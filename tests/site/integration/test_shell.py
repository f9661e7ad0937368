"""The shell of every page: its words, its addresses, and what it must not contain."""

from __future__ import annotations

import re

import pytest
from django.test import Client, RequestFactory
from django.utils import translation

from everfair.fairs.models import Edition
from everfair.site.context import Shell
from tests.factories.accounts import PersonFactory
from tests.factories.fairs import EditionFactory

pytestmark = [pytest.mark.integration, pytest.mark.django_db, pytest.mark.usefixtures("edition")]

# A script or style element with content, a style attribute, an event handler, a script address.
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)


@pytest.fixture
def edition() -> Edition:
    return EditionFactory(slug="2020", is_synthetic=True)


def page(address: str, language: str = "en", client: Client | None = None) -> str:
    response = (client or Client()).get(address, headers={"accept-language": language})
    return response.content.decode()


def links(html: str, part: str) -> list[tuple[str, str]]:
    """Return (address, words) of the links inside the element with this class."""
    inside = html.split(f'class="{part}"', 1)[1].split("</nav>", 1)[0]
    return re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', inside)


@pytest.mark.parametrize("address", ["/", "/2020/", "/2020/search?q=finance", "/nothing/here", "/accounts/login/"])
def test_page_has_nothing_inline(address: str) -> None:
    html = page(address)

    assert INLINE.findall(html) == []


def test_header_names_the_doors_in_english() -> None:
    doors = links(page("/2020/"), "site-nav")

    assert doors == [
        ("/2020/", "Home"),
        ("/2020/exhibition/zones/", "Zones"),
        ("/2020/exhibition/projects/", "Projects"),
        ("/2020/exhibition/", "Exhibitors"),
        ("/2020/programme/", "Programme"),
        ("/2020/live/", "Live"),
        ("/2020/publishing/", "Releases"),
        ("/2020/figures/", "Figures"),
    ]


def test_header_names_the_doors_in_chinese() -> None:
    words = [word for _, word in links(page("/2020/", "zh-CN"), "site-nav")]

    assert words == ["首页", "展区", "项目", "参展商", "论坛", "直播", "发布", "数说"]


@pytest.mark.parametrize(
    ("path", "here"),
    [
        ("/2020/", ["Home"]),
        ("/2020/exhibition/", ["Exhibitors"]),
        ("/2020/exhibition/booths/a-b", ["Exhibitors"]),
        ("/2020/exhibition/projects/a-b", ["Projects"]),
        ("/2020/programme/", ["Programme"]),
        ("/2020/search", []),
        ("/me", []),
    ],
)
def test_header_marks_only_the_door_behind_which_the_page_lies(edition: Edition, path: str, here: list[str]) -> None:
    shell = Shell(RequestFactory().get(path))

    with translation.override("en"):
        marked = [door.label for door in shell.doors(edition) if door.is_here]

    assert marked == here


def test_public_page_has_the_same_bytes_for_everybody() -> None:
    member = Client()
    member.force_login(PersonFactory())

    stranger_s, member_s = Client().get("/2020/"), member.get("/2020/")

    assert member_s.content == stranger_s.content
    assert "Cookie" not in member_s.get("Vary", "")
    assert "csrf" not in stranger_s.content.decode().lower()
    assert not stranger_s.cookies


def test_page_names_its_language() -> None:
    assert '<html lang="zh-Hans">' in page("/2020/", "zh-CN")
    assert '<html lang="en">' in page("/2020/", "en")


def test_brand_is_the_edition_s() -> None:
    html = page("/2020/")

    assert '<a class="brand" href="/2020/">Four Seasons<b>·</b>2020</a>' in html


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "are synthetic and stand for nobody real"), ("zh-CN", "均为合成数据，不代表任何真实机构")],
)
def test_footer_says_that_synthetic_data_is_synthetic(language: str, sentence: str) -> None:
    assert sentence in page("/2020/", language)


def test_footer_of_a_real_fair_does_not_say_synthetic() -> None:
    EditionFactory(slug="2024", is_synthetic=False)

    assert "synthetic" not in page("/2024/")


def test_language_switch_remembers_and_returns() -> None:
    client = Client()

    response = client.get("/language?to=en&next=/2020/search%3Fq%3D5G%26lang%3Dzh-hans")

    assert (response.status_code, response["Location"]) == (302, "/2020/search?q=5G")
    assert response.cookies["language"].value == "en"
    assert '<html lang="en">' in page("/2020/", "zh-CN", client)


def test_language_switch_refuses_a_foreign_address_and_an_unknown_language() -> None:
    response = Client().get("/language?to=tlh&next=https://evil.example/")

    assert (response.status_code, response["Location"]) == (302, "/")
    assert "language" not in response.cookies


def test_language_switch_of_a_page_comes_back_to_it() -> None:
    html = page("/2020/search?q=%E5%8C%BB%E7%96%97&x=1")

    assert 'href="/language?to=zh-hans&amp;next=%2F2020%2Fsearch%3Fq%3D%25E5%258C%25BB%25E7%2596%2597%26x%3D1"' in html
