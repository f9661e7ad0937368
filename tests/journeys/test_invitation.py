"""An invitation: sent, opened by somebody else, taken back and sent anew, accepted by a new person, used up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.colleagues import invite, join, link_to, open_workspace
from tests.journeys.walker import PASSWORD, Walker

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.journey

ADDRESS = "mei-invited@example.org"


def test_invited_colleague_joins_by_the_letter_alone(
    arrive: Callable[..., Walker], cast: dict[str, dict[str, str]]
) -> None:
    owner, other, newcomer = arrive("zh-hans"), arrive("en"), arrive("en", width=390)
    owner.sign_in(cast["exhibitor"]["email"], cast["exhibitor"]["password"])
    workspace = open_workspace(owner)
    owner.picture("workspace-1280-zh-hans")

    first = invite(owner, workspace, ADDRESS, "duty")
    learns_nothing(other, cast["buyer"], first)
    owner.send("main form[action$='/resend']")
    second = link_to(owner, ADDRESS, count=2)

    assert newcomer.page.context.request.get(first).status == 410
    newcomer.go(second)
    newcomer.picture("invitation-390-en")
    join(newcomer, second, "Mei Tan")
    assert newcomer.page.url.endswith(workspace)
    newcomer.go(f"{workspace}people")
    newcomer.sees("Mei Tan")
    newcomer.sees("Duty staff")
    expect(newcomer.page.locator("main form[action$='/invite']")).to_have_count(0)
    owner.go(f"{workspace}people")
    owner.sees("Mei Tan")
    owner.picture("people-1280-zh-hans")
    assert other.page.context.request.get(second).status == 410
    comes_back(arrive("en"), workspace)


def learns_nothing(other: Walker, account: dict[str, str], link: str) -> None:
    """Open the letter of somebody else while signed in; the browser notes the refusal, and nothing else."""
    other.sign_in(account["email"], account["password"])
    other.page.goto(link)

    other.sees("m•••@e•••.org")
    other.sees(account["email"])
    expect(other.page.locator("main")).not_to_contain_text(ADDRESS)
    expect(other.page.locator("main form[action$='/accept']")).to_have_count(0)
    refusal = other.complaints.pop()
    assert "403" in refusal
    other.follow("main form[action$='/logout/'] button")
    assert other.page.url.endswith(link)


def comes_back(newcomer: Walker, workspace: str) -> None:
    """The new account signs in like any other: the link has proved its address."""
    newcomer.sign_in(ADDRESS, PASSWORD)
    newcomer.go(workspace)
