"""The golden path, end to end, as operator, exhibitor, overseas buyer and public, in both languages.

Exhibit, find, negotiate, agree, sign, count: everything real, nothing prepared but the demo fair itself. The signed
paper is checked by `pdfsig`, which knows nothing of Everfair.
"""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.walker import PASSWORD, Walker

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_golden_path(
    language: str, arrive: Callable[..., Walker], cast: dict[str, dict[str, str]], tmp_path: Path
) -> None:
    operator, exhibitor, public = arrive(language), arrive(language), arrive(language, width=390)
    buyer = arrive(language, zone="America/Lima")
    mark = {"zh-hans": "river", "en": "hill"}[language]

    open_an_edition(operator, cast["operator"], mark)
    project = exhibit(exhibitor, operator, mark)
    browse(public, mark, language)
    buyer.go("/")
    buyer.picture(f"home-1280-{language}")
    negotiation = negotiate(buyer, exhibitor, project, mark)
    paper = sign(buyer, exhibitor, negotiation, tmp_path / "paper.pdf")
    verify(public, paper)
    before = signed_outcomes(public)
    count(public, mark, before)


def open_an_edition(operator: Walker, account: dict[str, str], mark: str) -> None:
    operator.sign_in(account["email"], account["password"])
    operator.go("/2020/operate/new")
    operator.fill(
        name_zh=f"试办展会 {mark}",
        name_en=f"Trial fair {mark}",
        slug=f"2027-{mark}",
        opens="2027-05-01",
        exhibition_from="2027-05-02",
        closes="2027-05-06",
    )
    operator.send()
    operator.sees(mark)
    operator.picture(f"operator-desk-{mark}")


def exhibit(exhibitor: Walker, operator: Walker, mark: str) -> str:
    """Sign up, found an organisation, be approved, build a booth, publish a project; return its address."""
    exhibitor.sign_up("Lin Yue", f"lin-{mark}@example.org")
    exhibitor.found_organisation(chinese=f"远岚智检 {mark}", english=f"Yuanlan {mark}", country="CN")
    operator.go(f"/operate/organisations/?q={mark}")
    operator.send(f"main .row:has-text('{mark}') form[action$='/approve']")
    exhibitor.go("/2020/exhibition/workspace/join")
    exhibitor.fill(zone="comprehensive", sector="1", mode="online")
    exhibitor.send()
    exhibitor.go("/2020/exhibition/workspace/booths/new")
    exhibitor.follow("main a[href*='template=']")
    exhibitor.fill(headline_zh=f"桥梁无人机检测 {mark}", headline_en=f"Bridges inspected by drone {mark}")
    exhibitor.send("main form.fields")
    exhibitor.send("main form[action$='/open']")
    exhibitor.go("/2020/exhibition/workspace/projects/new")
    exhibitor.fill(
        title_zh=f"跨境桥梁检测 {mark}",
        title_en=f"Cross-border bridge inspection {mark}",
        summary_zh="一周内完成一座桥的检测并提交双语报告。",
        summary_en="One bridge inspected and reported in two languages within a week.",
        sector="1",
        supply_mode="1",
        offer_1_zh="无人机巡检",
        offer_1_en="Drone survey",
    )
    exhibitor.send("main form.fields")
    exhibitor.send("main form[action$='/publish']")
    exhibitor.go(f"/2020/exhibition/projects/?q={mark}")
    return str(
        exhibitor.page.locator("main a[href*='/exhibition/projects/'][href*=inspection]").first.get_attribute("href")
    )


def browse(public: Walker, mark: str, language: str) -> None:
    """Without an account: the home page, a search in each language, the programme, no cookie."""
    public.go("/")
    public.picture(f"home-390-{language}")
    for words in (f"检测 {mark}", f"inspections {mark}"):
        public.go(f"/2020/exhibition/projects/?q={words}")
        expect(public.page.locator("main a[href*=inspection]").first).to_be_visible()
    public.go("/2020/programme/?kind=summit_forum")
    expect(public.page.locator("main .timetable li")).to_have_count(4)
    assert [cookie["name"] for cookie in public.page.context.cookies() if "session" in cookie["name"]] == []


def negotiate(buyer: Walker, exhibitor: Walker, project: str, mark: str) -> str:
    """Ask, accept, talk live in both directions, record an intent and confirm it."""
    buyer.sign_up("Rosa Quispe", f"rosa-{mark}@example.org")
    buyer.found_organisation(chinese="", english=f"Puentes {mark}", country="PE")
    buyer.go(project)
    buyer.follow("main a[href*='/negotiations/new']")
    buyer.fill(
        subject=f"Forty bridges {mark}",
        message="We look after forty bridges between Lima and Cusco.",
        cross_border="on",
    )
    buyer.send("main form.fields")
    negotiation = re.sub(r"\?.*", "", buyer.page.url)
    exhibitor.go("/negotiations/")
    exhibitor.follow(f"main a[href*='{negotiation.rsplit('/', 1)[-1]}']")
    exhibitor.fill(cross_border="on")
    exhibitor.send("main form[action$='/accept']")
    say(exhibitor, buyer, f"您好，{mark}：四十座桥可以分两期。")
    say(buyer, exhibitor, f"Two phases suit us, {mark} <b>and</b> more.")
    exhibitor.picture(f"negotiation-1280-{mark}")
    buyer.page.locator("main details:has(form[action$='/intents']) summary").click()
    form = "main form[action$='/intents']"
    buyer.page.locator(f"{form} [name=summary]").fill("Forty bridges in two phases.")
    buyer.page.locator(f"{form} [name=amount]").fill("1,250,000.50")
    buyer.page.locator(f"{form} [name=currency]").select_option("USD")
    buyer.send(form)
    exhibitor.page.reload()
    exhibitor.send("main form[action$='/confirm']")
    return negotiation


def say(speaker: Walker, listener: Walker, words: str) -> None:
    """Send a message and see it arrive on the other side without a reload."""
    speaker.page.locator("#compose [name=body]").fill(words)
    speaker.page.locator("#compose button[type=submit]").click()
    expect(listener.page.locator("#lines")).to_contain_text(words, timeout=10_000)
    expect(speaker.page.locator("#lines").get_by_text(words)).to_have_count(1)


def sign(buyer: Walker, exhibitor: Walker, negotiation: str, file: Path) -> Path:
    """Draft, approve the same text on both sides, sign on both sides; return the paper."""
    exhibitor.go(negotiation)
    exhibitor.follow("main a[href*='/agreements/new']")
    exhibitor.fill(
        scope_zh="四十座桥的无人机检测。", scope_en="Inspection of forty bridges by drone.", starts_on="2027-01-01"
    )
    exhibitor.send("main form.fields")
    agreement = exhibitor.page.url
    buyer.go(agreement)
    for side in (exhibitor, buyer):
        side.page.reload()
        side.send("main form[action$='/approve']")
    for side in (buyer, exhibitor):
        side.go(f"{agreement}/sign")
        side.fill(read="on", password=PASSWORD)
        side.send("main form.fields")
    exhibitor.picture(f"agreement-1280-{negotiation.rsplit('/', 1)[-1]}")
    answer = exhibitor.page.context.request.get(f"{agreement}/paper.pdf")
    file.write_bytes(answer.body())
    return file


def verify(public: Walker, paper: Path) -> None:
    """Anyone can check the paper here and elsewhere; a changed byte is seen."""
    checked = subprocess.run(["pdfsig", "-nocert", str(paper)], capture_output=True, text=True, check=False).stdout
    assert checked.count("Signature Validation: Signature is Valid.") == 2, checked
    public.go("/verify")
    public.page.locator("main [name=file]").set_input_files(paper)
    public.send("main form[enctype]")
    expect(public.page.locator("main .notice-ok")).to_be_visible()
    altered = paper.with_name("altered.pdf")
    bytes_ = bytearray(paper.read_bytes())
    bytes_[len(bytes_) // 3] ^= 1
    altered.write_bytes(bytes_)
    public.go("/verify")
    public.page.locator("main [name=file]").set_input_files(altered)
    public.send("main form[enctype]")
    expect(public.page.locator("main .notice-error")).to_be_visible()


def signed_outcomes(public: Walker) -> str:
    public.go("/2020/publishing/outcomes/?stage=signed")
    return public.page.locator("main").inner_text()


def count(public: Walker, mark: str, seen: str) -> None:
    """The deal ledger and the outcome list show the deal, once the worker has heard of it."""
    for _ in range(40):
        if mark in seen:
            break
        public.page.wait_for_timeout(250)
        seen = signed_outcomes(public)
    assert mark in seen
    public.go("/2020/figures/")
    public.sees("148")
