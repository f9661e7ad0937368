"""Real time: messages that reach open pages when the transaction commits.

`publish` is `pg_notify`, so nothing is sent for a transaction that rolled back. The edge's hub holds
the listeners; a page opens its channels with a short signed token, so the hub needs no Django.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from typing import Any

from everfair.kernel.clock import now

HUB = "everfair_hub"
PURGE = "everfair_purge"
LARGEST_MESSAGE = 7900

# One statement: the number of the message is drawn and put in front of the rest of the JSON by the database.
_NOTIFY = """SELECT pg_notify(%s, '{"i": ' || nextval('kernel_realtime_message') || ', ' || %s)"""


class BadToken(ValueError):
    """The channel token is forged, broken or too old."""


def publish(channel: str, kind: str, data: Mapping[str, Any]) -> None:
    """Tell everybody who listens to `channel`, on commit; at most 7,900 bytes of JSON, so send ids."""
    from django.db import connection  # noqa: PLC0415 -- the edge reads tokens from here without Django's database

    body = json.dumps({"c": channel, "k": kind, "d": data}, ensure_ascii=False)
    if len(body.encode()) > LARGEST_MESSAGE:
        too_long = f"{kind} on {channel} is too long to publish: send ids"
        raise ValueError(too_long)
    with connection.cursor() as cursor:
        cursor.execute(_NOTIFY, [HUB, body[1:]])


def channel_token(channels: Iterable[str], *, key: str, seconds: int = 3600) -> str:
    """Return a signed right to listen to `channels` for so many seconds."""
    body = json.dumps([int(now().timestamp()) + seconds, sorted(channels)], ensure_ascii=False).encode()
    return f"{_pack(body)}.{_pack(_seal(body, key))}"


def read_token(token: str, *, key: str) -> list[str]:
    """Return the channels of a token; `BadToken` if it is not ours or too old."""
    try:
        body, seal = (_unpack(part) for part in token.split("."))
    except (ValueError, binascii.Error) as error:
        raise BadToken from error
    if not hmac.compare_digest(seal, _seal(body, key)):
        raise BadToken
    expires, channels = json.loads(body)
    if expires < now().timestamp():
        raise BadToken
    return list(channels)


def _seal(body: bytes, key: str) -> bytes:
    return hmac.new(f"everfair.channels:{key}".encode(), body, hashlib.sha256).digest()


def _pack(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _unpack(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
