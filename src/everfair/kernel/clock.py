"""The one clock of the house."""

from __future__ import annotations

from datetime import UTC, datetime


def _read() -> datetime:
    return datetime.now(UTC)


def now() -> datetime:
    """Return the current instant, aware and in UTC."""
    return _read()
