"""The players of a closed stream on partners' sites, as its desk lists them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from everfair.live.domain.embeds import embed_key, is_good

if TYPE_CHECKING:
    from collections.abc import Callable

    from everfair.live.models import Embed, Stream

_FRAME = (
    '<iframe src="{address}" width="640" height="360" allow="autoplay; fullscreen; picture-in-picture" '
    "allowfullscreen></iframe>"
)


@dataclass(frozen=True, slots=True)
class EmbedRow:
    """`snippet` is what the partner puts into its page."""

    embed: Embed
    snippet: str
    is_over: bool


def embeds_of(stream: Stream, outside: Callable[[str], str]) -> list[EmbedRow]:
    """Return those that were not taken back, the newest first; `outside` makes a path a whole address. One query."""
    return [
        EmbedRow(row, _FRAME.format(address=outside(_address(stream, row))), not is_good(row))
        for row in stream.embeds.filter(revoked_at=None)
    ]


def _address(stream: Stream, embed: Embed) -> str:
    return reverse("streams:framed", args=[stream.public_id, embed_key(embed)])
