"""What a player says “I am still playing” with: a random number, signed for one stream, without a person.

The number is made when the page fetches its pass. It stands in no cookie and nobody keeps it, so two visits of one
person can't be told to be one.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
import struct

from everfair.kernel.clock import now

SECONDS = 24 * 3600
_BODY = struct.Struct(">qI")
_SEAL = 12


class BadToken(ValueError):
    """The token is forged, broken, of another stream, or too old."""


def new_watch_token(stream: str, *, key: str, seconds: int = SECONDS) -> str:
    """Return a token for a new viewer of `stream` (its public id)."""
    viewer = int.from_bytes(secrets.token_bytes(8), "big", signed=True)
    body = _BODY.pack(viewer, int(now().timestamp()) + seconds)
    return base64.urlsafe_b64encode(body + _seal(stream, body, key)).decode()


def read_watch_token(token: str, *, stream: str, key: str) -> int:
    """Return the viewer's number; `BadToken` if we did not sign it for this stream."""
    try:
        raw = base64.b64decode(token, altchars=b"-_", validate=True)
    except (ValueError, binascii.Error) as error:
        raise BadToken from error
    body, seal = raw[: _BODY.size], raw[_BODY.size :]
    if len(raw) != _BODY.size + _SEAL or not hmac.compare_digest(seal, _seal(stream, body, key)):
        raise BadToken
    viewer, expires = _BODY.unpack(body)
    if expires < now().timestamp():
        raise BadToken
    return int(viewer)


def _seal(stream: str, body: bytes, key: str) -> bytes:
    return hmac.digest(f"everfair.watching:{key}".encode(), stream.encode() + body, hashlib.sha256)[:_SEAL]
