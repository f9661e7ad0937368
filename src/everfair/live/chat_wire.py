"""A line of a chat as it travels: in events and to the replay beside a recording."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from everfair.live.models import ChatLine

REPORTS = "report"


def wire(line: ChatLine) -> dict[str, Any]:
    """Return small JSON; the longest line, in signs of four bytes, stays under what an event may carry."""
    return {
        "id": line.public_id,
        "at": line.sent_at.isoformat(timespec="milliseconds"),
        "name": line.name,
        "organisation": dict(line.organisation.name) if line.organisation else {},
        "body": line.body,
        "language": line.language,
        "by_team": line.by_team,
    }


def moderation_channel(edition_id: int) -> str:
    """Return where the moderation desk of an edition listens."""
    return f"moderation-{edition_id}"
