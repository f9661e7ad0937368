"""Being told: the bell rises while one looks, the list leads to the thing, the link in a letter ends such letters.

And a push, as the browser's own push service would bring it: the service worker shows it.
"""

from __future__ import annotations

import email
import email.policy
import json
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.ops.running_fair import HOST, RunningFair, wait_until

if TYPE_CHECKING:
    from collections.abc import Callable
    from email.message import EmailMessage
    from pathlib import Path

    from tests.journeys.walker import Walker

pytestmark = pytest.mark.journey

Cast = dict[str, dict[str, str]]


def test_exhibitor_is_told_of_a_message_and_ends_letters_of_a_kind(arrive: Callable[..., Walker], cast: Cast) -> None:
    exhibitor, buyer = arrive("zh-hans"), arrive("en", zone="Asia/Bangkok")
    exhibitor.sign_in(cast["exhibitor"]["email"], cast["exhibitor"]["password"])
    buyer.sign_in(cast["second_buyer"]["email"], cast["second_buyer"]["password"])
    exhibitor.go("/")
    expect(exhibitor.page.locator(".bell [href='/me/notifications']")).to_be_visible()

    negotiation = open_talks(buyer)
    write(buyer, "Could the seventh hospital begin in March?")
    see_the_bell_rise(exhibitor, "1 条新通知")
    open_the_newest(exhibitor, negotiation)
    buyer.page.reload()
    record_intent(buyer)
    see_the_bell_rise_no_more_where_one_looks(exhibitor)

    letter = wait_for_letter(exhibitor, cast["exhibitor"]["email"], "四个专科")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    end_letters(arrive("zh-hans"), letter)
    exhibitor.go("/me/notifications/settings")
    expect(exhibitor.page.locator("[name='negotiation_intent_recorded.mail']")).not_to_be_checked()
    expect(exhibitor.page.locator("[name='negotiation_message.mail']")).to_be_checked()


def test_push_is_shown_by_the_service_worker(arrive: Callable[..., Walker], demo_fair: RunningFair) -> None:
    reader = arrive("en")
    origin = f"http://{HOST}:{demo_fair.port}"
    reader.page.context.grant_permissions(["notifications"], origin=origin)
    reader.go("/verify")
    browser = reader.page.context.new_cdp_session(reader.page)
    registrations: list[str] = []
    browser.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: registrations.extend(one["registrationId"] for one in event["registrations"]),
    )
    browser.send("ServiceWorker.enable")
    reader.page.evaluate(
        "navigator.serviceWorker.register('/push-worker.js', { scope: '/' }).then(() => navigator.serviceWorker.ready)"
    )
    notice = {"title": "Signed by both sides", "body": "Forty bridges", "url": "/me/notifications", "tag": "abc"}

    browser.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": origin, "registrationId": registrations[-1], "data": json.dumps(notice)},
    )

    assert reader.page.evaluate(SHOWN, "abc") == ["Signed by both sides", "Forty bridges", "/me/notifications"]


SHOWN = """async (tag) => {
  const registration = await navigator.serviceWorker.ready;
  for (let tries = 0; tries < 100; tries += 1) {
    const [shown] = await registration.getNotifications({ tag });
    if (shown) return [shown.title, shown.body, shown.data.url];
    await new Promise((later) => setTimeout(later, 100));
  }
  return "nothing after ten seconds";
}"""


def open_talks(buyer: Walker) -> str:
    """Open the talks that the two demo people are in; return their address."""
    buyer.go("/negotiations/?show=talks")
    buyer.page.locator("main a", has_text="Remote consultation for seven hospitals").first.click()
    expect(buyer.page.locator("#compose [name=body]")).to_be_visible()
    return buyer.page.url


def write(buyer: Walker, words: str) -> None:
    """Say something; that it crosses the border, the demo's buyer was asked when these talks began."""
    buyer.page.locator("#compose [name=body]").fill(words)
    expect(buyer.page.locator("#compose [name=cross_border]")).to_have_count(0)
    buyer.page.locator("#compose button[type=submit]").click()
    expect(buyer.page.locator("#lines")).to_contain_text(words)


def see_the_bell_rise(exhibitor: Walker, words: str) -> None:
    """Without a reload: the number for the eye, the words for the ear."""
    expect(exhibitor.page.locator(".bell-count")).to_have_text("1", timeout=15_000)
    expect(exhibitor.page.locator("[data-bell-says]")).to_have_text(words)


def open_the_newest(exhibitor: Walker, negotiation: str) -> None:
    exhibitor.follow(".bell a")
    exhibitor.picture("notifications-1280-zh-hans")
    expect(exhibitor.page.locator("main .notice-unread")).to_have_count(1)
    exhibitor.follow("main .notice-unread button")
    assert exhibitor.page.url == negotiation
    expect(exhibitor.page.locator(".bell a")).to_be_visible()
    expect(exhibitor.page.locator(".bell-count")).to_have_count(0)


def record_intent(buyer: Walker) -> None:
    form = "main form[action$='/intents']"
    buyer.page.locator("main details:has(form[action$='/intents']) summary").click()
    buyer.page.locator(f"{form} [name=summary]").fill("四个专科，首年两万例。")
    buyer.send(form)


def see_the_bell_rise_no_more_where_one_looks(exhibitor: Walker) -> None:
    """What is about the very page that one looks at is read at once."""
    exhibitor.page.wait_for_timeout(2_000)
    expect(exhibitor.page.locator(".bell-count")).to_have_count(0)


def wait_for_letter(exhibitor: Walker, address: str, words: str) -> EmailMessage:
    found: list[EmailMessage] = []

    def has_come() -> bool:
        letters = [letter for path in sorted(exhibitor.mail.iterdir()) for letter in read(path)]
        found[:] = [one for one in letters if address in str(one["To"]) and words in one.get_content()]
        return bool(found)

    wait_until(has_come, "no letter has come", seconds=20)
    return found[-1]


def read(path: Path) -> list[EmailMessage]:
    """Read a file of kept mail: letters of the same second stand one under the other, a line of dashes after each."""
    parts = re.split(rb"^-{79}$", path.read_bytes(), flags=re.MULTILINE)
    return [email.message_from_bytes(part.lstrip(), policy=email.policy.default) for part in parts if part.strip()]


def end_letters(stranger: Walker, letter: EmailMessage) -> None:
    """Follow the link as who is signed in nowhere."""
    found = re.fullmatch(r"<https?://[^/]+(/unsubscribe/\S+)>", str(letter["List-Unsubscribe"]).strip())
    assert found is not None
    stranger.go(found.group(1))
    stranger.page.locator("main button[value=kind]").click()
    stranger.sees("待确认意向")
