"""A public page as Django answered it, and whether the edge may keep it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from everfair.edge.page_key import KNOWN_VARIES, VARY, PageKey
from everfair.edge.protocol import Header, Message
from everfair.edge.representation import Representation

DIRECTIVE = b"everfair-cache"

OK = 200
_MADE_HERE = frozenset(
    (b"content-length", b"etag", b"last-modified", b"vary", b"date", b"server", b"connection", DIRECTIVE)
)


class Directive(NamedTuple):
    """What a page says of itself in the `Everfair-Cache` header."""

    ttl: float
    tags: frozenset[str]


@dataclass(slots=True, eq=False)
class Page:
    """A page that may be sent to every reader with the same key."""

    representation: Representation
    directive: Directive
    expires: float

    @property
    def size(self) -> int:
        return self.representation.size


def make_page(body: bytes, headers: list[Header], directive: Directive, *, now: float) -> Page:
    shown = [pair for pair in headers if pair[0] not in _MADE_HERE]
    return Page(Representation(body, [*shown, (b"vary", VARY)]), directive, now + directive.ttl)


def read_directive(start: Message, key: PageKey) -> Directive | None:
    """Return how long the answer may be kept, None if it is not the same for every reader of that key."""
    headers: list[Header] = start["headers"]
    head = dict(headers)
    raw = head.get(DIRECTIVE)
    if raw is None or start["status"] != OK or not _is_shareable(headers, head, key):
        return None
    fields = dict(part.strip().partition("=")[::2] for part in raw.decode("latin1").split(";"))
    try:
        ttl = float(fields.get("ttl", ""))
    except ValueError:
        return None
    return Directive(ttl, frozenset(fields.get("tags", "").split())) if ttl > 0 else None


def _is_shareable(headers: list[Header], head: dict[bytes, bytes], key: PageKey) -> bool:
    """Whatever the view says: no cookie, nothing private, nothing that the key does not know."""
    control = head.get(b"cache-control", b"").lower()
    varies = {
        name.strip().lower()
        for field, value in headers
        if field == b"vary"
        for name in value.decode("latin1").split(",")
    }
    return (
        b"set-cookie" not in head
        and b"content-encoding" not in head
        and b"private" not in control
        and b"no-store" not in control
        and varies - {""} <= KNOWN_VARIES
        and head.get(b"content-language", key.language.encode()).lower() == key.language.encode()
    )


def without_directive(start: Message) -> Message:
    """Return the start of an answer without the header that is only for the edge."""
    return {**start, "headers": [pair for pair in start["headers"] if pair[0] != DIRECTIVE]}
