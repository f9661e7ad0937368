"""One account everywhere: another site signs people in with it, and an outside provider opens it.

Both sides are independent of Everfair: the site is Authlib with a page of its own, the provider is a program that
knows only the standard. Chromium walks between them, and holds the fair to its own content security policy.
"""

from __future__ import annotations

import json
import signal
from typing import TYPE_CHECKING

import pytest
import requests
from authlib.integrations.base_client import OAuthError
from playwright.sync_api import expect

from tests.accounts.providers import running_provider, tell
from tests.accounts.sites import told_by
from tests.journeys.partner_site import WELCOME, PartnerSite, listening_site
from tests.journeys.walker import Walker
from tests.ops.running_fair import EMPTY, HOST, RunningFair, open_fair, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with running_provider() as issuer:
        tell(issuer, "nok", name="Nok Srisai", email="nok@club.example", email_verified=True)
        yield issuer


@pytest.fixture(scope="module")
def fair(provider: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningFair]:
    """Open a fair that knows the provider."""
    known = {
        "id": "club",
        "name": {"zh": "会员中心", "en": "Club"},
        "issuer": provider,
        "client_id": "fair",
        "client_secret": "s",
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EVERFAIR_IDENTITY_PROVIDERS", json.dumps([known]))
        opened = open_fair(tmp_path_factory.mktemp("identity") / "home", module=EMPTY, demo=True)
    yield opened
    opened.end(signal.SIGTERM)


@pytest.fixture(scope="module")
def people(fair: RunningFair) -> dict[str, dict[str, str]]:
    accounts = json.loads(run(fair.home.folder, "demo", "accounts", "--json"))
    return {account["kind"]: account for account in accounts}


@pytest.fixture
def enter(browser: Browser, fair: RunningFair) -> Iterator[Callable[[], Walker]]:
    """Let somebody in with a browser of their own; the fair's pages must not complain."""
    walkers: list[Walker] = []
    base = f"http://{HOST}:{fair.port}"

    def arrive() -> Walker:
        context = browser.new_context(base_url=base, locale="en-GB", viewport={"width": 1280, "height": 900})
        walkers.append(Walker(context.new_page(), fair.home.folder / "mail"))
        return walkers[-1]

    yield arrive
    for walker in walkers:
        walker.page.context.close()
    assert [complaint for walker in walkers for complaint in walker.complaints if base in complaint] == []


@pytest.fixture
def site(
    people: dict[str, dict[str, str]],
    enter: Callable[[], Walker],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[PartnerSite]:
    """Register a site as an operator, in the browser, and hand its people what the page shows."""
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
    operator = enter()
    operator.sign_in(people["operator"]["email"], people["operator"]["password"])
    with listening_site() as address:
        operator.go("/operate/clients/new")
        operator.fill(name="Forum", addresses=address)
        for scope in operator.page.locator("main [name=scopes]").all():
            scope.check()
        operator.send("main form.fields")
        given = operator.page.locator("main dl code").all_inner_texts()
        assert len(given) == 3
        yield PartnerSite(given[0], given[1], given[2], address)


def test_another_site_signs_people_in(
    site: PartnerSite, people: dict[str, dict[str, str]], enter: Callable[[], Walker]
) -> None:
    buyer = enter()
    account = people["buyer"]

    buyer.page.goto(site.begin())
    buyer.fill(login=account["email"], password=account["password"])
    buyer.send()
    buyer.picture("identity-consent-1280-en")
    buyer.page.locator("button[name=answer][value=yes]").click()
    landed = lands(buyer, site)

    claims = site.claims(site.finish(landed)["id_token"])
    told = site.userinfo()
    assert claims["sub"] == told["sub"]
    assert (told["email"], told["email_verified"]) == (account["email"], True)
    assert told["organisations"][0].keys() == {"id", "name", "role", "approved"}
    with pytest.raises(OAuthError, match="invalid_grant"):
        site.finish(landed)

    elsewhere = enter()
    elsewhere.page.goto(site.begin())
    elsewhere.fill(login=account["email"], password=account["password"])
    elsewhere.page.locator("main form.fields button[type=submit]").first.click()
    with pytest.raises(OAuthError, match="invalid_grant"):
        site.finish(lands(elsewhere, site), verifier="another" * 8)

    buyer.go("/me/connections")
    buyer.sees("Forum")
    buyer.picture("identity-connections-1280-en")
    buyer.send("main form[action^='/me/sites/']")
    with pytest.raises(requests.HTTPError, match="401"):
        site.userinfo()


def test_who_says_no_is_led_back_unknown(
    site: PartnerSite, people: dict[str, dict[str, str]], enter: Callable[[], Walker]
) -> None:
    exhibitor = enter()
    exhibitor.sign_in(people["exhibitor"]["email"], people["exhibitor"]["password"])

    exhibitor.page.goto(site.begin())
    exhibitor.page.locator("button[name=answer][value=no]").click()

    assert told_by(lands(exhibitor, site), site.address) == {"error": "access_denied", "state": site.state}


def test_an_outside_provider_opens_an_account(enter: Callable[[], Walker]) -> None:
    nok = enter()

    nok.go("/accounts/login/")
    nok.picture("identity-sign-in-1280-en")
    nok.page.get_by_role("button", name="Continue with Club").click()
    nok.page.wait_for_url("**/oauth2/authorize**")
    nok.page.locator("input[name=sub]").fill("nok")
    nok.page.get_by_role("button", name="Authorize", exact=True).click()
    nok.page.wait_for_url("**/accounts/outside/new/")
    nok.picture("identity-first-time-1280-en")
    nok.fill(consent="on")
    nok.send()
    nok.go("/me/connections")
    nok.sees("nok@club.example")

    again = enter()
    again.go("/accounts/login/")
    again.page.get_by_role("button", name="Continue with Club").click()
    again.page.wait_for_url("**/oauth2/authorize**")
    again.page.get_by_role("button", name="nok", exact=True).click()
    again.page.wait_for_url("**/me")


def lands(walker: Walker, site: PartnerSite) -> str:
    """Wait until the browser stands on the site's own page; returns its address."""
    walker.page.wait_for_url(f"{site.address}**")
    expect(walker.page.locator("main")).to_have_text(WELCOME)
    return walker.page.url
