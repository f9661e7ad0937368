"""Questions, polls and reactions beside a stream: one page acts, the others see it without a reload."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

    from tests.journeys.walker import Walker

pytestmark = pytest.mark.journey

Cast = dict[str, dict[str, str]]
QUESTION = "How do small firms <b>enter</b> the pilot zone?"
PLAYING = """setInterval(() => document.querySelector("[data-live]").dispatchEvent(
    new CustomEvent("player:time", { detail: { at: null, live: true, playing: true } })), 300)"""


def test_question_is_asked_wanted_and_answered_and_a_poll_is_held(arrive: Callable[..., Walker], cast: Cast) -> None:
    host = enter(arrive, "zh-hans", cast["exhibitor"])
    host.go("/streams/mine/new")
    host.fill(title_zh="问答演示", title_en="Show with questions")
    host.send()
    stream = host.page.url.split("/streams/")[1].split("/")[0]
    buyer = enter(arrive, "en", cast["buyer"])
    stranger = arrive("en", width=390)
    for viewer in (buyer, stranger):
        viewer.go("/2020/live/")
        viewer.page.locator("main a", has_text="Show with questions").first.click()
        viewer.page.locator("#tab-questions").click()
    host.go(f"/streams/{stream}/presenter")

    buyer.page.locator(".ask textarea").fill(QUESTION)
    buyer.page.locator(".ask button[type=submit]").click()
    for viewer in (buyer, stranger):
        expect(asked(viewer)).to_have_count(1)
    asked(buyer).locator("button").first.click()
    expect(asked(stranger).locator("[data-votes]")).to_have_text("1")
    host.page.locator("#stage-questions-list li", has_text=QUESTION).locator("[id^=answering]").click()
    on_screen = stranger.page.locator("#side-questions [data-on-screen-body]")
    expect(on_screen).to_have_text(QUESTION)
    host.page.locator(".stage-now [id^=answered]").click()
    expect(on_screen).to_be_hidden()
    expect(stranger.page.locator("[data-list=answered]")).to_contain_text(QUESTION)

    hold_poll(host, stream, buyer, stranger)
    react(buyer, stranger)
    for walker, name in ((host, "presenter-1280-zh-hans"), (stranger, "questions-390-en")):
        walker.picture(name)


def hold_poll(host: Walker, stream: str, buyer: Walker, stranger: Walker) -> None:
    host.go(f"/streams/{stream}/presenter/polls/new")
    host.fill(question_en="Which sector?", answer0_en="Finance", answer1_en="Culture")
    host.send()
    host.page.locator("#stage-polls-list [id^=open]").click()
    for viewer in (buyer, stranger):
        expect(viewer.page.locator("#tab-polls")).to_have_attribute("data-news", "")
        viewer.page.locator("#tab-polls").click()
    buyer.page.locator(".poll label", has_text="Culture").click()
    buyer.page.locator(".poll form button").click()
    row = stranger.page.locator(".poll tr", has_text="Culture")
    expect(row.locator("[data-votes]")).to_have_text("1")
    expect(row.locator("rect")).to_have_attribute("width", "100")
    host.page.locator("#stage-polls-list [id^=closed]").click()
    expect(stranger.page.locator(".poll .meta")).to_contain_text("closed")


def react(buyer: Walker, stranger: Walker) -> None:
    """Before the show nothing is counted but the players that play."""
    stranger.page.locator("[data-react=heart]").click()
    expect(stranger.page.locator(".rising")).to_have_count(1)
    for viewer in (buyer, stranger):
        viewer.page.evaluate(PLAYING)
    expect(buyer.page.locator(".watching")).to_contain_text("watching", timeout=15_000)


def enter(arrive: Callable[..., Walker], language: str, account: dict[str, str]) -> Walker:
    walker = arrive(language)
    walker.sign_in(account["email"], account["password"])
    return walker


def asked(walker: Walker) -> Locator:
    return walker.page.locator("[data-list=open] li", has_text=QUESTION)
