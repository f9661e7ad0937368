"""What ends a conversation before its time."""

from __future__ import annotations


class RtmpError(Exception):
    """The other side broke the protocol or one of our limits; the sentence is for the log."""
