"""The chat beside a stream: written by one, read at once by another, kept in order by a third."""

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
SCRIPT = '<img src=x onerror="document.title=1"> 你好'


def test_line_is_read_at_once_reported_and_hidden(arrive: Callable[..., Walker], cast: Cast) -> None:
    stream, address = show_with_chat(arrive, cast)
    stranger = arrive("en", width=390)
    stranger.go(address)
    expect(stranger.page.locator(".chat-foot a")).to_be_visible()
    buyer = known(arrive("en"), cast["buyer"])
    buyer.go(address)

    say(buyer, SCRIPT)

    expect(line(stranger, SCRIPT)).to_be_visible()
    expect(line(buyer, SCRIPT)).to_have_count(1)
    assert stranger.page.title() != "1"
    stranger.picture("chat-390-en")
    reporter = known(arrive("zh-hans"), cast["sales"])
    reporter.go(f"/streams/{stream}/chat")
    line(reporter, SCRIPT).locator("summary").click()
    line(reporter, SCRIPT).locator("[data-act=report]").first.click()
    expect(reporter.page.locator("[data-chat-done]")).to_be_visible()
    settle_by_keyboard(known(arrive("zh-hans"), cast["operator"]))
    expect(line(stranger, SCRIPT)).to_have_count(0)


def test_refused_line_is_given_back_and_slow_mode_counts_down(arrive: Callable[..., Walker], cast: Cast) -> None:
    stream, address = show_with_chat(arrive, cast)
    buyer = known(arrive("en"), cast["buyer"])
    buyer.go(address)
    host = known(arrive("zh-hans"), cast["exhibitor"])
    host.go(f"/streams/{stream}/chat/rules")
    host.fill(slow_seconds="30", words="casino")

    host.send()

    expect(buyer.page.locator("[data-chat-state]")).to_contain_text("30", timeout=30_000)
    say(buyer, "Best ＣＡＳＩＮＯ")
    expect(buyer.page.locator("[data-chat-refusal]")).to_contain_text("casino")
    assert buyer.page.locator(".chat textarea").input_value() == "Best ＣＡＳＩＮＯ"
    buyer.complaints.clear()  # the browser writes down that the line was refused
    say(buyer, "Fine")
    expect(buyer.page.locator("#chat-as")).to_contain_text("Next line in")
    expect(buyer.page.locator(".chat-compose button")).to_be_disabled()
    buyer.picture("chat-1280-en")


def known(walker: Walker, account: dict[str, str]) -> Walker:
    walker.sign_in(account["email"], account["password"])
    return walker


def show_with_chat(arrive: Callable[..., Walker], cast: Cast) -> tuple[str, str]:
    """Let the exhibitor announce a show; return its id and the address of its page."""
    host = known(arrive("en"), cast["exhibitor"])
    host.go("/streams/mine/new")
    host.fill(title_zh="聊天演示", title_en="Show with a chat")
    host.send()
    stream = host.page.url.split("/streams/")[1].split("/")[0]
    host.go(f"/streams/{stream}/chat")
    return stream, str(host.page.locator("main .crumb a").get_attribute("href"))


def settle_by_keyboard(operator: Walker) -> None:
    operator.go("/streams/moderation")
    operator.picture("moderation-1280-zh-hans")
    report = operator.page.locator("[data-report]", has_text=SCRIPT)
    operator.page.keyboard.press("j")
    expect(operator.page.locator("[data-report]").first).to_be_focused()
    report.focus()
    with operator.page.expect_navigation():
        operator.page.keyboard.press("h")
    expect(report).to_have_count(0)


def say(walker: Walker, words: str) -> None:
    field = walker.page.locator(".chat textarea")
    field.fill(words)
    field.press("Enter")


def line(walker: Walker, words: str) -> Locator:
    return walker.page.locator(".chat-lines .chat-line", has_text=words)
