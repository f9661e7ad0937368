"""Secrets that media servers and the fair share, each made from the fair's own key, so that none is kept anywhere."""

from __future__ import annotations

import base64
import hashlib
import hmac


def hook_secret(key: str) -> str:
    """Return what a media server puts into the address of the hook, so that nobody else asks it."""
    return _derived(key, "engine-hook", size=30)


def reader_secret(key: str) -> str:
    """Return the password by which the live process reads from a media server."""
    return _derived(key, "engine-reader", size=30)


def srt_passphrase(key: str, stream: str, version: int) -> str:
    """Return the passphrase of a stream's SRT address (SRT allows 10 to 79 characters)."""
    return _derived(key, f"srt:{stream}:{version}", size=20)


def _derived(key: str, purpose: str, *, size: int) -> str:
    digest = hmac.new(key.encode(), f"everfair.live:{purpose}".encode(), hashlib.sha256).digest()
    return base64.b32encode(digest[:size]).decode().rstrip("=").lower()
