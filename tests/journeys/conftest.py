"""A whole demo fair, opened as a newcomer opens it, and Chromium to walk through it."""

from __future__ import annotations

import json
import signal
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from everfair.ops.browser import find_chromium
from tests.journeys.walker import Walker
from tests.ops.running_fair import EMPTY, HOST, RunningFair, open_fair, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session")
def demo_fair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningFair]:
    opened = open_fair(tmp_path_factory.mktemp("demo") / "home", module=EMPTY, demo=True)
    yield opened
    opened.end(signal.SIGTERM)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium for one file: while its event loop runs, no other test of the process may ask the database."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def cast(demo_fair: RunningFair) -> dict[str, dict[str, str]]:
    """Return the demo's people by kind, as a script would ask for them."""
    accounts = json.loads(run(demo_fair.home.folder, "demo", "accounts", "--json"))
    return {account["kind"]: account for account in accounts}


@pytest.fixture
def arrive(browser: Browser, demo_fair: RunningFair) -> Iterator[Callable[..., Walker]]:
    """Let somebody enter the fair with a browser of their own; their console must stay silent."""
    walkers: list[Walker] = []

    def enter(language: str, *, width: int = 1280, zone: str = "Asia/Shanghai", host: str = HOST) -> Walker:
        context = browser.new_context(
            base_url=f"http://{host}:{demo_fair.port}",
            locale={"zh-hans": "zh-CN", "en": "en-GB"}[language],
            timezone_id=zone,
            viewport={"width": width, "height": 900},
        )
        walkers.append(Walker(context.new_page(), demo_fair.home.folder / "mail"))
        return walkers[-1]

    yield enter
    for walker in walkers:
        walker.page.context.close()
    assert [complaint for walker in walkers for complaint in walker.complaints] == []
