"""What makes two requests ask for the same page."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl

from everfair.edge.head import ascii_query
from everfair.edge.protocol import Head, Scope
from everfair.kernel.languages import COOKIE, choose_language

# Answers may vary by these and still be kept, because the key (or the compression) knows them.
KNOWN_VARIES = frozenset(
    ("accept-encoding", "accept-language", "cookie", "hx-request", "hx-boosted", "hx-history-restore-request")
)
VARY = b"Accept-Encoding, Accept-Language, Cookie, HX-Request"

_TRACKERS = (b"utm_", b"fbclid", b"gclid", b"msclkid", b"spm")
_COOKIE = re.compile(rb"(?:^|;)\s*" + COOKIE.encode() + rb"\s*=\s*\"?([^;\"\s]*)")


class PageKey(NamedTuple):
    """Where the page is, in which language, and whether htmx asks for a part of it."""

    origin: tuple[str, bytes | None, bytes | None, bytes | None]
    path: str
    query: bytes
    language: str
    part: tuple[bytes | None, bytes | None, bytes | None] | None


def page_key(scope: Scope, head: Head) -> PageKey:
    raw = scope["query_string"]
    query, wish = _read_query(raw) if raw else (b"", None)
    return PageKey(
        (scope["scheme"], head.get(b"host"), head.get(b"x-forwarded-proto"), head.get(b"x-forwarded-host")),
        scope["path"],
        query,
        _language(wish, cookie_language(head.get(b"cookie", b"")), head.get(b"accept-language")),
        _part(head) if b"hx-request" in head else None,
    )


def _part(head: Head) -> tuple[bytes | None, bytes | None, bytes | None]:
    return head.get(b"hx-request"), head.get(b"hx-boosted"), head.get(b"hx-history-restore-request")


@lru_cache(maxsize=4096)
def _read_query(raw: bytes) -> tuple[bytes, str | None]:
    """Return the query without trackers, ordered by name, and its `lang`.

    The order within one name is kept: it may mean something.
    """
    query = ascii_query(raw)
    parts = [part for part in query.split(b"&") if part and not part.startswith(_TRACKERS)]
    parts.sort(key=lambda part: part.partition(b"=")[0])
    wishes = [value for name, value in parse_qsl(query.decode(), keep_blank_values=True) if name == "lang"]
    return b"&".join(parts), wishes[-1] if wishes else None


def cookie_language(cookies: bytes) -> bytes | None:
    """Return the language cookie as Django reads it: the last one of that name."""
    found = _COOKIE.findall(cookies)
    return found[-1] if found else None


@lru_cache(maxsize=4096)
def _language(query: str | None, cookie: bytes | None, accept: bytes | None) -> str:
    return choose_language(
        query,
        None if cookie is None else cookie.decode("latin1"),
        None if accept is None else accept.decode("latin1"),
    )
