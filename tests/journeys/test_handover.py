"""Somebody leaves: what they led goes to a colleague in the same step, and they see nothing of it any more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.journeys.colleagues import invite, join, open_workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.walker import Walker

pytestmark = pytest.mark.journey

SUBJECT = "Night shifts by telephone"


def test_leavers_negotiation_goes_to_a_colleague(
    arrive: Callable[..., Walker], cast: dict[str, dict[str, str]]
) -> None:
    owner, leaver = arrive("en"), arrive("en")
    owner.sign_in(cast["buyer"]["email"], cast["buyer"]["password"])
    workspace = open_workspace(owner)
    join(leaver, invite(owner, workspace, "leaver@example.org", "sales"), "Lee Verne")
    negotiation = begin(leaver)

    owner.go(f"{workspace}people")
    owner.follow("main .row:has-text('Lee Verne') a[href$='/remove']")
    owner.sees("1 open negotiation")
    heir = owner.page.locator("main [name=heir]").first
    assert heir.evaluate("choice => choice.validity.valueMissing")
    owner.picture("handover-1280-en")
    heir.check()
    owner.send("main form.fields")

    owner.sees("no longer acts for")
    owner.go("/negotiations/?show=mine")
    owner.sees(SUBJECT)
    owner.go(negotiation)
    owner.sees(f"led by {cast['buyer']['name']}")
    assert leaver.page.context.request.get(negotiation).status == 404
    leaver.go("/me/organisations/")
    leaver.sees("You act for nobody yet.")


def begin(walker: Walker) -> str:
    """Request a negotiation about the first project that the organisation does not negotiate about; return its path."""
    walker.go("/2020/exhibition/projects/")
    projects = walker.page.locator("main .card h3 a").evaluate_all("links => links.map(link => link.pathname)")
    for project in projects:
        walker.go(project)
        walker.follow("main a[href*='/negotiations/new']")
        if walker.page.locator("main [name=message]").count():
            break
    walker.fill(subject=SUBJECT, message="Our night shift is alone with 300 beds.")
    if walker.page.locator("main [name=cross_border]").count():
        walker.fill(cross_border="on")
    walker.send("main form.fields")
    return "/negotiations/" + re.sub(r"[?#].*", "", walker.page.url).rsplit("/", 1)[-1]
