"""What media servers on the fair's own machines answer, bounded in time and size."""

from __future__ import annotations

from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

from everfair.live.engines.live_engine import EngineAway

_PATIENCE_SECONDS = 5
_LARGEST = 8 << 20
_DIRECTLY = build_opener(ProxyHandler({}))


class Missing(EngineAway):
    """The server says that there is nothing at this address."""


def ask(url: str, *, method: str = "GET") -> bytes:
    """Return the answer; `Missing` for 400 and 404, `EngineAway` for every other failure."""
    request = Request(url, method=method, data=b"" if method == "POST" else None)  # noqa: S310 -- the administrator's address
    try:
        with _DIRECTLY.open(request, timeout=_PATIENCE_SECONDS) as answer:
            found: bytes = answer.read(_LARGEST + 1)
    except HTTPError as refusal:
        refusal.close()
        if refusal.code in {400, 404}:
            raise Missing(str(refusal)) from None
        raise EngineAway(str(refusal)) from None
    except (OSError, HTTPException, ValueError) as error:
        raise EngineAway(str(error)) from None
    if len(found) > _LARGEST:
        raise EngineAway("the answer is too long")
    return found
