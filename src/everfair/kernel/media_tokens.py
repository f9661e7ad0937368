"""Media tokens: a signed right to watch one stream, short enough to stand in a media address.

A player asks for playlists and segments by plain relative addresses, so the right travels in their path. A copied
address opens nothing elsewhere: the token carries the digest of a cookie that only the first browser has.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Final, Literal, get_args

from everfair.kernel.clock import now

OPEN: Final = "open"
"""What stands in place of a token where everybody may watch."""

WATCH_COOKIE: Final = "everfair_watch"
"""The HttpOnly cookie, for the path `/live/`, whose value is the holder of the tokens that its browser got."""

Sees = Literal["public", "team"]


class BadMediaToken(ValueError):
    """The media token is forged, broken or too old."""


@dataclass(frozen=True, slots=True)
class MediaPass:
    """What a token allows: to see what the audience or the team of one stream may see.

    `version` is that of the stream's audience when the token was made; `holder` the digest of its holder, or "".
    """

    folder: str
    sees: Sees
    version: int
    expires: int
    holder: str

    def is_held_by(self, holder: str) -> bool:
        """Tell whether the token belongs to whoever shows this cookie; one without holder belongs to everybody."""
        return not self.holder or hmac.compare_digest(self.holder, digest_of(holder))

    def is_expired(self) -> bool:
        return self.expires < now().timestamp()


def media_token(folder: str, *, sees: Sees, version: int, key: str, seconds: int = 21600, holder: str = "") -> str:
    """Return a signed right to the stream of that folder, for six hours unless told otherwise."""
    expires = int(now().timestamp()) + seconds
    parts = [folder, sees, version, expires, digest_of(holder) if holder else ""]
    body = json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()
    return f"{_pack(body)}.{_pack(_seal(body, key))}"


def read_media_token(token: str, *, key: str) -> MediaPass:
    """Return what a token allows; `BadMediaToken` if it is not ours or too old."""
    try:
        body, seal = (_unpack(part) for part in token.split("."))
    except (ValueError, binascii.Error) as error:
        raise BadMediaToken from error
    if not hmac.compare_digest(seal, _seal(body, key)):
        raise BadMediaToken
    folder, sees, version, expires, holder = json.loads(body)
    given = MediaPass(str(folder), sees, int(version), int(expires), str(holder))
    if sees not in get_args(Sees) or given.is_expired():
        raise BadMediaToken
    return given


def digest_of(holder: str) -> str:
    return hashlib.sha256(b"everfair.watch:" + holder.encode()).hexdigest()[:32]


def _seal(body: bytes, key: str) -> bytes:
    return hmac.new(f"everfair.media:{key}".encode(), body, hashlib.sha256).digest()


def _pack(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _unpack(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
