"""Watching: a real encoder sends, the page plays it, goes back and to live again, and survives what encoders do."""

from __future__ import annotations

import json
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.live.encoder import FFMPEG, Show, recorded
from tests.ops.running_fair import run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Locator, Page

    from tests.journeys.walker import Walker
    from tests.ops.running_fair import RunningFair

pytestmark = pytest.mark.journey

PATIENCE_MS = 20_000
LARGE = Show(size="320x180", fps=10, seconds=60)
SMALL = Show(size="160x90", fps=10, rate=44100, seconds=60)
TIME = "document.querySelector('video').currentTime"
MOMENT = """() => new Promise((known) => document.querySelector("[data-pass]")
  .addEventListener("player:time", ({ detail }) => known(detail.at), { once: true }))"""


@pytest.fixture
def stream(demo_fair: RunningFair) -> dict[str, str]:
    """Make a stream; its `page` is the path of its page."""
    made = json.loads(run(demo_fair.home.folder, "stream", "create", "--title-en", "Watched", "--json"))
    return {"id": made["stream"], "page": urlsplit(made["watch"]).path, "send": f"{made['publish'][0]}/{made['key']}"}


@contextmanager
def sending(show: Show, stream: dict[str, str]) -> Iterator[None]:
    """Send a show, as an encoder that is simply switched off in the end."""
    source = ["-nostdin", "-re", "-i", str(recorded(show)), "-c", "copy"]
    words = [FFMPEG, "-v", "error", *source, "-f", "flv", stream["send"]]
    encoder = subprocess.Popen(words, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        encoder.terminate()
        encoder.wait(timeout=10)


def test_viewer_goes_back_and_to_live_again_and_sees_the_recording_from_its_chapter(
    arrive: Callable[..., Walker], demo_fair: RunningFair, stream: dict[str, str], cast: dict[str, dict[str, str]]
) -> None:
    viewer = arrive("en", zone="Europe/Madrid")
    page = viewer.page
    viewer.go(stream["page"])
    expect(slate(page, "scheduled")).to_be_visible()

    with sending(LARGE, stream):
        plays(page, width=320)
        page.wait_for_timeout(4_000)
        goes_back_by_the_keyboard(page)
        page.locator(".player-live").click()
        expect(page.locator(".player-live")).to_have_attribute("data-behind", "false", timeout=PATIENCE_MS)
        plays(page, width=320)
        answers_the_keyboard(page)
    expect(slate(page, "lost")).to_be_visible(timeout=PATIENCE_MS)

    with sending(SMALL, stream):
        plays(page, width=160)
        viewer.picture("watch-1280-en")
        sets_a_chapter(arrive("zh-hans"), stream, cast["operator"])
        run(demo_fair.home.folder, "stream", "end", stream["id"])
        expect(slate(page, "over")).to_be_visible(timeout=PATIENCE_MS)
    page.locator("[data-do=recording]").click()
    plays(page, width=320)
    expect(page.locator(".player-live")).to_be_hidden()
    assert page.evaluate("performance.getEntriesByType('navigation').length") == 1

    forgive_early_asking(viewer)

    again = arrive("zh-hans", width=390)
    again.go(stream["page"])
    again.page.locator(".player-start").click()
    plays(again.page, width=320)
    again.page.locator(".chapters a", has_text="第二部分").click()
    plays(again.page, width=160)
    expect(again.page.locator(".chapters a")).to_have_attribute("aria-current", "true")
    again.picture("watch-recording-390-zh-hans")


def sets_a_chapter(operator: Walker, stream: dict[str, str], account: dict[str, str]) -> None:
    """Set one that begins now; it is shown once the page is loaded anew."""
    operator.sign_in(account["email"], account["password"])
    operator.go(f"/streams/{stream['id']}/recording")
    operator.page.locator("#chapters [name=title_zh]").fill("第二部分")
    operator.send("#chapters form:has([name=at])")


def forgive_early_asking(viewer: Walker) -> None:
    """On a busy machine the playlists come later than the page expects: it asks again, and Chromium notes the first."""
    viewer.complaints[:] = [words for words in viewer.complaints if "404 (Not Found)" not in words]


def goes_back_by_the_keyboard(page: Page) -> None:
    before = page.evaluate(MOMENT)
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".player-live")).to_have_attribute("data-behind", "true", timeout=PATIENCE_MS)
    plays(page, width=320)
    assert page.evaluate(MOMENT) < before + 3_000


def answers_the_keyboard(page: Page) -> None:
    page.keyboard.press("k")
    expect(page.locator(".player")).to_have_attribute("data-playing", "false")
    page.keyboard.press("k")
    expect(page.locator(".player")).to_have_attribute("data-playing", "true")
    silent = page.evaluate("document.querySelector('video').muted")
    page.keyboard.press("m")
    assert page.evaluate("document.querySelector('video').muted") != silent
    page.keyboard.press("?")
    expect(page.locator(".player-help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".player-help")).to_be_hidden()


def slate(page: Page, name: str) -> Locator:
    return page.locator(f"[data-slate={name}]")


def plays(page: Page, *, width: int) -> None:
    """Wait until a picture of that width runs."""
    page.wait_for_function(
        "(width) => { const video = document.querySelector('video');"
        " return video.videoWidth === width && video.readyState > 2 && !video.paused; }",
        arg=width,
        timeout=PATIENCE_MS,
    )
    before = page.evaluate(TIME)
    page.wait_for_function(f"(before) => Math.abs({TIME} - before) > 0.8", arg=before, timeout=PATIENCE_MS)
