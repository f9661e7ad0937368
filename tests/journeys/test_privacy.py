"""Somebody takes a consent back, downloads their data, and erases their account; the other side keeps its record."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.test_golden_path import exhibit, negotiate, sign, verify
from tests.journeys.walker import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.journeys.walker import Walker

pytestmark = pytest.mark.journey

MARK = "lake"
ROSA = f"rosa-{MARK}@example.org"
LIN = f"lin-{MARK}@example.org"


def test_data_is_ones_own(arrive: Callable[..., Walker], cast: dict[str, dict[str, str]], tmp_path: Path) -> None:
    operator, lin, rosa = arrive("zh-hans"), arrive("zh-hans"), arrive("en", zone="America/Lima")
    operator.sign_in(cast["operator"]["email"], cast["operator"]["password"])
    negotiation = negotiate(rosa, lin, exhibit(lin, operator, MARK), MARK)
    paper = sign(rosa, lin, negotiation, tmp_path / "paper.pdf")

    take_consent_back(rosa, negotiation)
    data = download(rosa, tmp_path / "mine.zip")
    erase(rosa)

    assert "We look after forty bridges between Lima and Cusco." in data
    assert f"Two phases suit us, {MARK} <b>and</b> more." in data
    assert ROSA in data
    assert "四十座桥可以分两期" not in data
    assert LIN not in data
    assert "Lin Yue" not in data
    other_side_reads_on(lin, negotiation)
    verify(arrive("en"), paper)
    nobody_comes_in(arrive("en"))


def take_consent_back(rosa: Walker, negotiation: str) -> None:
    """What is said from now on would cross the border, so that the next message asks again."""
    rosa.go(negotiation)
    expect(rosa.page.locator("#compose [name=cross_border]")).to_have_count(0)
    rosa.go("/me/privacy")
    rosa.sees(f"{MARK} (China)")
    rosa.picture("privacy-1280")
    rosa.send("main form[action$='/cross_border/withdraw']")
    rosa.go(negotiation)
    expect(rosa.page.locator("#compose [name=cross_border]")).to_be_visible()


def download(rosa: Walker, file: Path) -> str:
    """Ask for the data, wait on the page until it is made, prove who asks, fetch it; return what data.json says."""
    rosa.go("/me/privacy")
    rosa.send("#exports form")
    link = rosa.page.locator("#exports a[href*='/me/privacy/exports/']")
    expect(link).to_be_visible(timeout=30_000)
    with rosa.page.expect_navigation():
        link.click()
    rosa.fill(password=PASSWORD)  # she signed up, but did not prove since then that it is her
    with rosa.page.expect_download() as fetched:
        rosa.page.locator("main form button[type=submit]").first.click()
    fetched.value.save_as(file)
    with zipfile.ZipFile(file) as package:
        assert sorted(package.namelist()) == ["README.txt", "data.json"]
        data = json.loads(package.read("data.json"))
    return json.dumps(data, ensure_ascii=False)


def erase(rosa: Walker) -> None:
    rosa.go("/me/privacy")
    rosa.follow("main a[href$='/me/privacy/erase']")
    rosa.picture("erase-1280")
    rosa.fill(word="erase")
    rosa.send("main form[action$='/me/privacy/erase']")
    rosa.sees("Your account is erased")


def other_side_reads_on(lin: Walker, negotiation: str) -> None:
    lin.go(negotiation)
    lin.sees("We look after forty bridges between Lima and Cusco.")
    lin.sees("已注销用户")
    expect(lin.page.locator("main")).not_to_contain_text("Rosa Quispe")


def nobody_comes_in(stranger: Walker) -> None:
    stranger.go("/accounts/login/")
    stranger.fill(login=ROSA, password=PASSWORD)
    stranger.page.locator("main form button[type=submit]").first.click()
    expect(stranger.page.locator("main :is(.field-error, .notice-error)").first).to_be_visible()
    stranger.complaints.clear()  # the browser says of the refusal that it was one
