"""Captions: typed by one while a real encoder sends, read by another over the picture, found again in the recording."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.journeys.test_live_watching import MOMENT, PATIENCE_MS, Show, plays, sending
from tests.ops.running_fair import run

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.journeys.walker import Walker
    from tests.ops.running_fair import RunningFair

pytestmark = pytest.mark.journey

SHOW = Show(size="320x180", fps=10, seconds=60)
SCRIPT = "<b>Services</b> & trade"


def test_line_is_typed_shown_over_the_picture_and_found_in_the_recording(
    arrive: Callable[..., Walker], demo_fair: RunningFair, cast: dict[str, dict[str, str]]
) -> None:
    stream = made(demo_fair)
    viewer, writer = arrive("en"), arrive("zh-hans")
    viewer.go(stream["page"])
    writer.sign_in(cast["operator"]["email"], cast["operator"]["password"])

    with sending(SHOW, stream):
        plays(viewer.page, width=320)
        writer.go(f"/streams/{stream['id']}/captions?language=en")
        plays(writer.page, width=320)
        types(writer.page, "Welcome to Beijing")
        viewer.page.locator("[data-do=captions]").click(timeout=PATIENCE_MS)
        types(writer.page, SCRIPT)
        expect(viewer.page.locator(".player-captions")).to_contain_text(SCRIPT, timeout=PATIENCE_MS)
        viewer.picture("captions-live-1280-en")
        writer.picture("captions-desk-1280-zh")
        run(demo_fair.home.folder, "stream", "end", stream["id"])
        expect(viewer.page.locator("[data-slate=over]")).to_be_visible(timeout=PATIENCE_MS)

    reader = arrive("en", width=390)
    finds(reader, stream["page"])
    reader.picture("captions-recording-390-en")


def finds(reader: Walker, address: str) -> None:
    """Search in the recording, and follow the hit to its second."""
    page = reader.page
    reader.go(address)
    expect(page.locator("[data-do=captions]")).to_be_visible(timeout=PATIENCE_MS)
    page.locator("[data-do=captions]").click()
    page.locator("#caption-words").fill("services")
    hit = page.locator(".moments a")
    expect(hit).to_have_count(1)
    expect(hit.locator("mark")).to_have_text("Services")
    said_at = int(hit.get_attribute("data-said-at") or 0)
    hit.click()
    assert 0 <= page.evaluate(MOMENT) - said_at < 3_000
    expect(page.locator(".player-captions[lang=en]")).to_contain_text(SCRIPT)


def types(page: Page, words: str) -> None:
    """Type a line and send it with Enter: it stands in the list, and the field is empty for the next."""
    field = page.locator("#caption-text")
    field.press_sequentially(words, delay=20)
    field.press("Enter")
    expect(page.locator(".caption-lines input[name=text]").first).to_have_value(words, timeout=PATIENCE_MS)
    expect(field).to_have_value("")


def made(demo_fair: RunningFair) -> dict[str, str]:
    made = json.loads(run(demo_fair.home.folder, "stream", "create", "--title-en", "Captioned", "--json"))
    return {"id": made["stream"], "page": urlsplit(made["watch"]).path, "send": f"{made['publish'][0]}/{made['key']}"}
