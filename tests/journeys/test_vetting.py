"""An organisation applies with its papers, is asked for more, answers, and is approved by the lead of its zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.factories.uploads import PDF

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.walker import Walker

pytestmark = pytest.mark.journey

DESK = "/operate/organisations/"
OURS, THEIRS = "Lumen Harbour Telemedicine", "Quartz Meadow Logistics"


def test_application_is_asked_for_more_answered_and_approved(
    arrive: Callable[..., Walker], cast: dict[str, dict[str, str]]
) -> None:
    applicant, lead = arrive("en", width=390), arrive("zh-hans")
    applicant.sign_up("Ada Harbour", "ada-harbour@example.org")
    foreign = apply(applicant, THEIRS, zone="2020/finance")
    ours = apply(applicant, OURS, zone="2020/comprehensive")
    lead.sign_in(cast["section_lead"]["email"], cast["section_lead"]["password"])

    ask_by_keyboard(lead, OURS, "Which hospitals do you serve?")
    lead.go(f"{DESK}?state=any&q=quartz")
    lead.sees("没有符合筛选条件的机构。")
    assert lead.page.context.request.get(DESK + foreign).status == 404

    applicant.go(f"/organisations/{ours}/profile")
    applicant.sees("Which hospitals do you serve?")
    applicant.fill(words="Twelve between Lima and Cusco.")
    applicant.page.locator("[name=papers_authority]").set_input_files(
        {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    applicant.send("main form.fields")
    applicant.picture("organisation-profile-390")

    open_by_keyboard(lead, OURS)
    lead.sees("Twelve between Lima and Cusco.")
    lead.picture("vetting-review-1280")
    paper = lead.page.locator("main a[href*='/documents/']").first.get_attribute("href")
    assert lead.page.context.request.get(str(paper)).body() == PDF
    lead.fill(level="1")
    lead.send("main form[action$='/level']")
    approve_by_keyboard(lead, OURS)

    applicant.page.reload()
    applicant.sees("Approved: your organisation exhibits, negotiates and signs.")
    applicant.sees("✓ Verified")
    applicant.go(f"/organisations/{foreign}/profile")
    applicant.sees("The vetters look at it.")


def apply(walker: Walker, name: str, *, zone: str) -> str:
    """Register an organisation with its licence; returns its public id."""
    walker.go("/me/organisations/new")
    walker.fill(name_en=name, kind="company", country="PE", applies_to=zone, registration_number=name.upper())
    walker.page.locator("[name=papers_registration]").set_input_files(
        {"name": "licence.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    walker.send("main form.fields")
    return walker.page.url.rsplit("/", 2)[-2]


def go_to_row(vetter: Walker, name: str) -> None:
    """Open the desk and press j until the application has the focus."""
    vetter.go(DESK)
    row = vetter.page.locator(f"article:has-text('{name}')")
    for _ in range(vetter.page.locator("article[data-application]").count()):
        vetter.page.keyboard.press("j")
        if row.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"no focus on {name}")


def ask_by_keyboard(vetter: Walker, name: str, words: str) -> None:
    go_to_row(vetter, name)
    vetter.page.keyboard.press("?")
    expect(vetter.page.locator("#keys")).to_have_attribute("open", "")
    vetter.picture("vetting-desk-1280")
    vetter.page.keyboard.press("x")
    expect(vetter.page.locator(f"article:has-text('{name}') [name=chosen]")).to_be_checked()
    vetter.page.keyboard.press("m")
    vetter.page.keyboard.type(words)
    with vetter.page.expect_navigation():
        vetter.page.keyboard.press("Control+Enter")
    vetter.sees(f"已请 {name} 补充材料")


def open_by_keyboard(vetter: Walker, name: str) -> None:
    go_to_row(vetter, name)
    with vetter.page.expect_navigation():
        vetter.page.keyboard.press("o")


def approve_by_keyboard(vetter: Walker, name: str) -> None:
    go_to_row(vetter, name)
    with vetter.page.expect_navigation():
        vetter.page.keyboard.press("a")
    vetter.sees(f"{name} 已通过")
