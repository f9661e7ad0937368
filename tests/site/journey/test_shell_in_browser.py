"""The shell in Chromium: theme, shortcut, local time, live events, and a page that fits every width."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright
from pytest_django.live_server_helper import LiveServer

from everfair.fairs.enums import EditionState
from everfair.kernel.text import Text
from everfair.ops.browser import find_chromium
from tests.factories.accounts import PersonFactory
from tests.factories.exhibition import ProjectFactory
from tests.factories.programme import SessionFactory

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

# What sticks out of the window at the right, outside of parts that scroll or cut by themselves.
TOO_WIDE = """() => document.documentElement.scrollWidth === innerWidth ? [] :
  [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > innerWidth)
    .map((e) => `${e.tagName}.${e.className}`)"""
LONG = "Wettbewerbsfähigkeitsuntersuchungen grenzüberschreitender Dienstleistungsunternehmen"


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    # Playwright's event loop runs in this thread, and the database is asked beside it, never from it.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def fair(browser: Browser, live_server: LiveServer) -> Iterator[str]:
    """Yield the address of a small fair."""
    del browser
    project = ProjectFactory(
        exhibitor__edition__slug="2020",
        exhibitor__edition__state=EditionState.EVERGREEN,
        title=Text({"zh-hans": "竞争力研究", "en": LONG}),
    )
    SessionFactory(
        event__edition=project.exhibitor.edition,
        is_live_streamed=True,
        starts_at=datetime(2020, 9, 5, 1, 30, tzinfo=UTC),
        ends_at=datetime(2020, 9, 5, 3, 0, tzinfo=UTC),
    )
    yield str(live_server.url)
    # Beside Playwright's loop Django has a connection of its own; left open, it would hold the test database.
    connection.close()
    connection.close_pool()


def serve_static(route: Route) -> None:
    """Answer as the edge does: from the collected files."""
    file = Path(settings.STATIC_ROOT) / route.request.url.partition("/static/")[2]
    route.fulfill(path=file, content_type=mimetypes.guess_type(file.name)[0] or "font/woff2")


def keep_quiet(route: Route) -> None:
    """Answer as a hub to which nothing happens."""
    route.fulfill(content_type="text/event-stream", body=": quiet\n\n")


def reader(browser: Browser, *, width: int = 1280, language: str = "en", scripts: bool = True) -> BrowserContext:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        extra_http_headers={"Accept-Language": language},
        timezone_id="Europe/Berlin",
        java_script_enabled=scripts,
    )
    context.route("**/static/**", serve_static)
    context.route(
        "**/events?token=*", lambda route: route.fulfill(content_type="text/event-stream", body=": quiet\n\n")
    )
    return context


def visit(context: BrowserContext, address: str) -> tuple[Page, list[str]]:
    """Open a page and return it with what the browser complains of: broken policy, broken scripts, missing files."""
    complaints: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address, wait_until="networkidle")
    return page, complaints


@pytest.mark.parametrize("language", ["en", "zh-CN"])
@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_page_fits_the_window_and_the_browser_has_no_complaint(
    browser: Browser, fair: str, width: int, language: str
) -> None:
    page, complaints = visit(reader(browser, width=width, language=language), fair + "/2020/")

    assert page.evaluate(TOO_WIDE) == []
    assert complaints == []


def test_theme_is_kept_and_followed_before_the_page_is_drawn(browser: Browser, fair: str) -> None:
    context = reader(browser)
    page, _ = visit(context, fair + "/2020/")

    page.locator(".theme-pop > summary").click()
    page.locator(".theme-pop [data-theme-choice=dark]").click()
    chosen = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    context.add_init_script(
        "addEventListener('DOMContentLoaded', () => { window.early = document.documentElement.dataset.theme; })"
    )
    page.goto(fair + "/2020/search")

    assert chosen == "rgb(17, 19, 22)"
    assert page.evaluate("window.early") == "dark"


def test_slash_goes_to_the_search_unless_somebody_writes(browser: Browser, fair: str) -> None:
    page, _ = visit(reader(browser), fair + "/2020/")

    page.keyboard.press("/")
    page.keyboard.type("a/b")

    assert page.locator("#site-search").input_value() == "a/b"


def test_time_of_the_fair_has_the_reader_s_own_beside_it(browser: Browser, fair: str) -> None:
    page, _ = visit(reader(browser), fair + "/2020/")

    assert page.locator(".onair .cap time").inner_text() == "5 Sept 2020, 09:30 your time 03:30"


def test_menu_and_language_work_without_scripts(browser: Browser, fair: str) -> None:
    page, _ = visit(reader(browser, width=390, scripts=False), fair + "/2020/")

    page.locator(".site-menu > summary").click()
    doors = page.locator(".site-menu nav a").all_inner_texts()
    page.locator(".site-menu > summary").click()
    page.locator("a.language").click()

    assert doors == ["Home", "Zones", "Projects", "Exhibitors", "Programme", "Live", "Releases", "Figures"]
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    assert page.url == fair + "/2020/"


def test_live_event_reaches_the_part_of_the_page_that_asked_for_it(browser: Browser, fair: str) -> None:
    context = reader(browser)
    context.route(
        "**/events?token=a.b",
        lambda route: route.fulfill(
            content_type="text/event-stream",
            body='event: message\ndata: {"id": "m1"}\n\nevent: other\ndata: {}\n\nevent: reset\ndata: {}\n\n',
        ),
    )
    page, _ = visit(context, fair + "/2020/")

    heard = page.evaluate(
        """() => new Promise((resolve) => {
          const part = document.createElement("div");
          Object.assign(part.dataset, { live: "a.b", liveKinds: "message accepted" });
          const heard = [];
          for (const kind of ["message", "other", "reset"]) {
            document.addEventListener(`live:${kind}`, (event) => {
              heard.push([kind, event.detail?.id ?? null]);
              if (kind === "reset") resolve(heard);
            });
          }
          document.body.append(part);
          document.dispatchEvent(new Event("htmx:load"));
        })"""
    )

    assert heard == [["message", "m1"], ["reset", None]]


def test_page_that_nobody_looks_at_gives_its_connection_up_and_looks_anew(browser: Browser, fair: str) -> None:
    context = reader(browser)
    opened: list[Route] = []
    context.route("**/events?token=a.b", lambda route: opened.append(route))  # noqa: PLW0108 -- Playwright marks its handlers
    page, _ = visit(context, fair + "/2020/")
    page.clock.install()
    page.evaluate(
        """() => {
          const part = document.createElement("div");
          Object.assign(part.dataset, { live: "a.b", liveKinds: "message" });
          document.body.append(part);
          document.dispatchEvent(new Event("htmx:load"));
          document.addEventListener("live:reset", () => { window.told = true; });
          window.show = (state) => {
            Object.defineProperty(document, "visibilityState", { configurable: true, value: state });
            document.dispatchEvent(new Event("visibilitychange"));
          };
        }"""
    )

    page.evaluate("show('hidden')")
    page.clock.run_for(20_000)
    page.evaluate("show('visible')")
    for_a_moment = page.evaluate("window.told ?? false")
    page.evaluate("show('hidden')")
    page.clock.run_for(31_000)
    page.evaluate("show('visible')")
    page.wait_for_function("window.told")

    assert for_a_moment is False
    assert len(opened) == 2


def test_header_of_a_member_with_a_long_name_fits_a_phone(browser: Browser, fair: str) -> None:
    client = Client()
    client.force_login(PersonFactory(name="Maximiliane Wettbewerbsfähigkeitsuntersucherin"))
    context = reader(browser, width=390)
    context.add_cookies([{"name": name, "value": cookie.value, "url": fair} for name, cookie in client.cookies.items()])

    page, complaints = visit(context, fair + "/2020/")
    page.locator(".site-me summary").click()

    assert page.locator(".site-me .pop-sheet a").last.is_visible()
    assert page.evaluate(TOO_WIDE) == []
    assert complaints == []


def test_menu_closes_by_escape_and_by_a_click_elsewhere(browser: Browser, fair: str) -> None:
    page, _ = visit(reader(browser, width=390), fair + "/2020/")
    menu = page.locator("details.site-menu")
    states = []

    for close in (lambda: page.keyboard.press("Escape"), lambda: page.mouse.click(195, 880)):
        menu.locator("summary").click()
        states.append(menu.get_attribute("open"))
        close()
        states.append(menu.get_attribute("open"))

    assert states == ["", None, "", None]
