"""What other apps show beside a session: each registers a maker; the programme knows none of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from everfair.fairs.models import Edition


@dataclass(frozen=True, slots=True)
class SessionLink:
    """`is_urgent` stands out: it happens right now. Whoever changes what the link says purges its `tag`."""

    words: str
    address: str
    tag: str
    is_urgent: bool = False


LinkMaker = Callable[["Edition", Sequence[int]], Mapping[int, SessionLink]]
_makers: list[LinkMaker] = []


def show_with_session(maker: LinkMaker) -> None:
    """Register a maker: for an edition and row ids of its sessions it returns links by those ids.

    The pages are the same for all readers, and kept; a new link purges `event-<public id of the event>`.
    """
    _makers.append(maker)


def links_beside(edition: Edition, session_ids: Sequence[int]) -> dict[int, list[SessionLink]]:
    """Return the links of each session, in the order of registration."""
    made = [maker(edition, session_ids) for maker in _makers]
    return {session_id: [links[session_id] for links in made if session_id in links] for session_id in session_ids}
