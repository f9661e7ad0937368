"""What the page of a player may load: our media and its worker, and another server's where the stream is there."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from everfair.live.models import Stream


def watch_policy(stream: Stream, *, framed_by: str = "'none'") -> str:
    """Return the Content-Security-Policy; `framed_by` says whose pages the player may stand in."""
    elsewhere = _origin(stream.external_url)
    return (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
        f"worker-src 'self'; media-src 'self' blob:{elsewhere}; connect-src 'self'{elsewhere}; "
        f"frame-ancestors {framed_by}"
    )


def _origin(address: str) -> str:
    """Return the origin with a space in front, "" for nothing that a policy could name."""
    parts = urlsplit(address)
    is_web = parts.scheme in ("http", "https") and not set(parts.netloc) & set(" ;,'\"")
    return f" {parts.scheme}://{parts.netloc}" if is_web and parts.netloc else ""
