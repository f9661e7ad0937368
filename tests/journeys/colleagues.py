"""What members of an organisation do with each other, in a browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.journeys.walker import PASSWORD

if TYPE_CHECKING:
    from tests.journeys.walker import Walker


def open_workspace(walker: Walker) -> str:
    """Go from my organisations to the one that I act for; return the workspace's address."""
    walker.go("/me/organisations/")
    walker.follow("main .row:has(.tag-jade) a[href^='/organisations/']")
    return re.sub(r"^https?://[^/]+", "", walker.page.url)


def invite(owner: Walker, workspace: str, address: str, role: str) -> str:
    """Invite somebody by mail; return the path of the link in the letter, once the worker has written it."""
    owner.go(f"{workspace}people")
    owner.fill(email=address, role=role)
    owner.send("main form[action$='/invite']")
    return link_to(owner, address, count=1)


def link_to(walker: Walker, address: str, *, count: int) -> str:
    """Wait until so many invitations to an address were mailed; return the newest link's path."""
    links: list[str] = []
    for _ in range(40):
        links = [
            link for text in walker.letters_to(address) for link in re.findall(r"https?://\S+(/invitations/\S+)", text)
        ]
        if len(links) >= count:
            break
        walker.page.wait_for_timeout(250)
    assert len(links) == count
    return str(links[-1])


def join(newcomer: Walker, link: str, name: str) -> None:
    """Open the letter's link as somebody new: name, password, in."""
    newcomer.go(link)
    newcomer.fill(name=name, password=PASSWORD, consent="on")
    newcomer.send("main form[action$='/join']")
