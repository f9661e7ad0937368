"""The browser studio with a camera of Chromium's own: on air in two clicks, and seen by somebody without an account."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect, sync_playwright

from everfair.ops.browser import find_chromium
from tests.journeys.conftest import FLAGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Locator, Page, Response

    from tests.journeys.walker import Walker

pytestmark = pytest.mark.journey

Cast = dict[str, dict[str, str]]
CAMERA = [
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--mute-audio",
]
PATIENCE_MS = 30_000
RUNS = """async (video, patience) => {
  const limit = Date.now() + patience;
  for (let before = 0; Date.now() < limit; ) {
    if (before > 0 && video.currentTime > before + 1) return true;
    before ||= video.currentTime;
    await new Promise((later) => setTimeout(later, 200));
  }
  return false;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium with a camera and a microphone that are not there."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=find_chromium(), args=[*FLAGS, *CAMERA])
        yield launched
        launched.close()


@pytest.fixture
def presenter(arrive: Callable[..., Walker], cast: Cast) -> Walker:
    """Return the exhibitor's administrator in the studio of a new show."""
    walker = arrive("zh-hans")
    walker.sign_in(cast["exhibitor"]["email"], cast["exhibitor"]["password"])
    walker.go("/streams/mine/new")
    walker.fill(title_zh="展台现场演示", title_en="Shown live at our booth")
    walker.send()
    walker.follow("main a[href$='/studio']")
    expect(button(walker.page, "air")).to_be_enabled(timeout=PATIENCE_MS)
    return walker


def test_show_goes_on_air_in_two_clicks_and_is_watched_without_an_account(
    arrive: Callable[..., Walker], presenter: Walker
) -> None:
    address = presenter.page.url.replace("/studio", "/desk")

    with presenter.page.expect_response(is_kept, timeout=PATIENCE_MS):
        button(presenter.page, "air").click()

    expect(presenter.page.locator("[data-lamp=on_air]")).to_be_visible()
    expect(presenter.page.locator("[data-sending]")).to_be_visible()
    presenter.picture("studio-1280-zh-hans")
    viewer = arrive("en", zone="Europe/Madrid")
    viewer.go("/2020/live/")
    viewer.page.locator("main a", has_text="Shown live at our booth").first.click()
    plays(viewer.page)
    end(presenter)
    expect(viewer.page.locator("[data-state=ended]")).to_have_count(1, timeout=PATIENCE_MS)
    presenter.go(address)
    presenter.sees("直播已结束")


def test_rehearsal_is_seen_by_the_team_alone_until_it_goes_on_air(
    arrive: Callable[..., Walker], presenter: Walker
) -> None:
    desk = presenter.page.url.replace("/studio", "/desk")

    with presenter.page.expect_response(is_kept, timeout=PATIENCE_MS):
        button(presenter.page, "rehearse").click()

    expect(presenter.page.locator("[data-lamp=rehearsing]")).to_be_visible()
    colleague = presenter.page.context.new_page()
    colleague.goto(desk)
    plays(colleague)
    stranger = arrive("en")
    stranger.go("/2020/live/")
    expect(stranger.page.locator(".air", has_text="Shown live at our booth")).to_have_count(0)
    button(presenter.page, "air").click()
    expect(presenter.page.locator("[data-lamp=on_air]")).to_be_visible()
    stranger.go("/2020/live/")
    stranger.page.locator(".air a", has_text="Shown live at our booth").first.click()
    plays(stranger.page)
    end(presenter)
    forgive(presenter, "409 (Conflict)")  # at the border between team and audience the recorder begins anew
    forgive(stranger, "404 (Not Found)")  # the audience's playlist comes with its first second


def test_lost_line_is_told_and_what_was_kept_is_sent_in_order(presenter: Walker) -> None:
    sent: list[int] = []
    page = presenter.page
    page.on("response", lambda answer: sent.append(number_of(answer.url)) if is_kept(answer) else None)
    button(page, "rehearse").click()
    expect(page.locator("[data-sending]")).to_be_visible(timeout=PATIENCE_MS)
    page.wait_for_timeout(2_000)

    page.context.set_offline(offline=True)
    expect(page.locator("[data-say=lost]")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator("[data-say=lost] [data-kept]")).not_to_have_text("0", timeout=PATIENCE_MS)
    presenter.picture("studio-lost-1280-zh-hans")
    page.context.set_offline(offline=False)

    expect(page.locator("[data-say=lost]")).to_be_hidden(timeout=PATIENCE_MS)
    page.wait_for_timeout(1_000)
    assert sent == list(range(len(sent)))
    forgive(presenter, "ERR_INTERNET_DISCONNECTED")
    button(page, "schedule").click()
    expect(page.locator("[data-sending]")).to_be_hidden(timeout=PATIENCE_MS)


def button(page: Page, what: str) -> Locator:
    return page.locator(f".studio [data-do={what}]")


def is_kept(answer: Response) -> bool:
    return answer.request.method == "PUT" and answer.status == 204


def number_of(address: str) -> int:
    found = re.search(r"/studio/[^/]+/(\d+)$", address)
    assert found is not None
    return int(found.group(1))


def plays(page: Page) -> None:
    """Wait until the picture runs: fake cameras are slow on busy machines, so that it moves is all that counts."""
    video = page.locator("video").first
    expect(video).to_be_visible(timeout=PATIENCE_MS)
    assert video.evaluate(RUNS, PATIENCE_MS), page.url


def end(presenter: Walker) -> None:
    button(presenter.page, "ask-end").click()
    presenter.page.locator("[data-sure] button[value=end]").click()
    expect(presenter.page.locator("[data-say=ended]")).to_be_visible(timeout=PATIENCE_MS)


def forgive(walker: Walker, words: str) -> None:
    """Forget complaints of the browser about what is meant to happen."""
    walker.complaints[:] = [complaint for complaint in walker.complaints if words not in complaint]
