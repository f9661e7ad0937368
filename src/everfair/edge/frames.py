"""Server-sent events on the wire."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from everfair.edge.replay_log import Entry

RETRY = b"retry: 3000\n"
_KIND = re.compile(r"[A-Za-z0-9_.:-]{1,80}")
_ID = re.compile(r"[A-Za-z0-9-]{1,40}")


class NotAMessageError(ValueError):
    """A notification that `kernel.realtime.publish` did not write."""


def read_message(payload: str) -> Entry:
    """Frame one notification: `{"i": id, "c": channel, "k": kind, "d": data}`."""
    try:
        message = json.loads(payload)
        number, channel, kind, data = str(message["i"]), message["c"], message["k"], message["d"]
    except (ValueError, KeyError, TypeError) as error:
        raise NotAMessageError(payload[:200]) from error
    is_ours = isinstance(channel, str) and isinstance(kind, str) and isinstance(data, dict)
    if not is_ours or not _KIND.fullmatch(kind) or not _ID.fullmatch(number):
        raise NotAMessageError(payload[:200])
    return Entry(number, channel, frame(kind, {**data, "channel": channel}, number))


def frame(kind: str, data: Mapping[str, Any], number: str | None) -> bytes:
    """Return one event; a JSON text has no line break, so it is one `data` line."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"{place(number)}event: {kind}\ndata: {text}\n\n".encode()


def heartbeat(number: str | None) -> bytes:
    """Return a comment that keeps the connection open, and tells how far the reader is.

    An event with an id and no data is not shown to the page, but the browser remembers the id.
    """
    return f"{place(number)}: still here\n\n".encode()


def place(number: str | None) -> str:
    return "" if number is None else f"id: {number}\n"
