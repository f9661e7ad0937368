"""Interpretation: somebody speaks into a booth's page, a viewer chooses the language, and hears them over the floor."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright

from everfair.ops.browser import find_chromium
from tests.journeys.conftest import FLAGS
from tests.journeys.test_live_watching import PATIENCE_MS, Show, plays, sending
from tests.live.tones import RATE, loudness, samples_of
from tests.ops.running_fair import run

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.journeys.walker import Walker
    from tests.ops.running_fair import RunningFair

pytestmark = pytest.mark.journey

MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", "--mute-audio"]
FLOOR, BEEP = 2_000, 400  # the fake microphone of Chromium beeps twice a second
SHOW = Show(size="160x90", tone=FLOOR, seconds=60)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium with a microphone that beeps."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=find_chromium(), args=[*FLAGS, *MICROPHONE])
        yield launched
        launched.close()


@pytest.fixture
def stream(demo_fair: RunningFair) -> dict[str, str]:
    made = json.loads(run(demo_fair.home.folder, "stream", "create", "--title-en", "Interpreted", "--json"))
    page = urlsplit(made["watch"]).path
    return {"id": made["stream"], "page": page, "send": f"{made['publish'][0]}/{made['key']}"}


def test_interpreter_is_heard_over_the_floor_and_the_floor_goes_on_without_them(
    arrive: Callable[..., Walker],
    cast: dict[str, dict[str, str]],
    demo_fair: RunningFair,
    stream: dict[str, str],
) -> None:
    operator = arrive("zh-hans")
    link = open_english(operator, cast["operator"], stream)
    media = demo_fair.home.folder / "live" / stream["id"]
    interpreter, viewer = arrive("zh-hans", width=390), arrive("en")

    with sending(SHOW, stream):
        enters(interpreter, link)
        takes_the_microphone(interpreter)
        viewer.go(stream["page"])
        chooses(viewer, "English")
        plays(viewer.page, width=160)
        until(viewer, lambda: is_heard(media, BEEP) and floor_in(media, "audio-en") < floor_in(media, "audio") - 6)
        interpreter.page.keyboard.press("m")
        expect(interpreter.page.locator("[data-now=nobody]")).to_have_count(1, timeout=PATIENCE_MS)
        until(viewer, lambda: not is_heard(media, BEEP) and floor_in(media, "audio-en") > floor_in(media, "audio") - 3)
        plays(viewer.page, width=160)
    expect(viewer.page.locator("[data-chosen]")).to_have_text("English")
    forgive(operator, viewer, interpreter)


def open_english(operator: Walker, account: dict[str, str], stream: dict[str, str]) -> str:
    """Open a language at the desk; return the path of its booth's link."""
    operator.sign_in(account["email"], account["password"])
    operator.go(f"/streams/{stream['id']}/desk")
    operator.page.locator("#channels > summary").click()
    operator.page.locator("#channels [name=language]").select_option("en")
    operator.send("#channels form.sheet-foot")
    link = operator.page.locator("#channels .channel-link a").get_attribute("href") or ""
    operator.page.goto("about:blank")
    return urlsplit(link).path


def enters(interpreter: Walker, link: str) -> None:
    interpreter.go(link)
    interpreter.fill(name="李娜")
    interpreter.follow("main form button[type=submit]")
    interpreter.page.wait_for_function(
        "() => document.querySelector('[data-picture]').currentTime > 0.5", timeout=PATIENCE_MS
    )


def takes_the_microphone(interpreter: Walker) -> None:
    button = interpreter.page.locator("[data-do=take]")
    expect(button).to_be_enabled(timeout=PATIENCE_MS)
    button.click()
    expect(interpreter.page.locator("[data-now=heard]")).to_have_count(1, timeout=PATIENCE_MS)
    interpreter.picture("interpretation-booth-390-zh-hans")


def chooses(viewer: Walker, language: str) -> None:
    menu = viewer.page.locator("[data-menu=sound]")
    menu.locator("summary").click(timeout=PATIENCE_MS)
    menu.locator("label", has_text=language).click()
    viewer.picture("interpretation-menu-1280-en")


def until(viewer: Walker, condition: Callable[[], bool]) -> None:
    """Look at the media again and again, while the browser goes on."""
    for _ in range(PATIENCE_MS // 400):
        if condition():
            return
        viewer.page.wait_for_timeout(400)
    raise AssertionError("the sound is not what it should be")


def floor_in(media: Path, track: str) -> float:
    return loudness(newest(media, track), FLOOR)


def newest(media: Path, track: str) -> array[int]:
    """Decode the newest seconds of a track."""
    (folder,) = (media / "takes").glob(f"*/{track}")
    pieces = sorted(folder.glob("*.m4s"), key=lambda path: int(path.stem))[-3:]
    return samples_of(b"".join(part.read_bytes() for part in (folder / "init.mp4", *pieces)))


def is_heard(media: Path, tone: int) -> bool:
    """Whether a tone sounds in the newest seconds of the English sound, if only for a moment."""
    samples, window = newest(media, "audio-en"), RATE // 10
    levels = [loudness(samples[at : at + window], tone) for at in range(0, len(samples) - window, window // 2)]
    return max(levels, default=-120) > -26


def forgive(*walkers: Walker) -> None:
    """Forget what a busy machine leads to: playlists asked for too early, parts of a page left half loaded."""
    for walker in walkers:
        meant = [words for words in walker.complaints if "404 (Not Found)" in words or "htmx:" in words]
        walker.complaints[:] = [words for words in walker.complaints if words not in meant]
