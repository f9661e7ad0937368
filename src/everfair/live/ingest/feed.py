"""What an ingest server and the house say to each other: the server brings tags, the house keeps them.

A server (RTMP today) asks the `House` to admit a key and gets a `Feed`, which it hands every tag and closes once.
Sentences are English msgids: whoever shows one to a person translates it there.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

from everfair.live.enums import TakeEnd

AUDIO, VIDEO, DATA = 8, 9, 18


class FlvTag(NamedTuple):
    """One tag of a Flash Video stream: `kind` is `AUDIO`, `VIDEO` or `DATA`, `timestamp` counts milliseconds."""

    kind: int
    timestamp: int
    body: bytes


class Refused(Exception):
    """The house doesn't admit this publisher; `sentence` says why."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


class FeedClosed(Exception):
    """The house ended the feed (kicked, replaced, could not record); `reason` says why. Close the feed all the same."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Feed(Protocol):
    """One publisher's place in the house."""

    async def take(self, tag: FlvTag) -> None:
        """Keep a tag; it waits while the house is busy, and raises `FeedClosed` once the house ended the feed."""

    async def close(self, end: TakeEnd, *, sentence: str = "") -> None:
        """End the feed, exactly once, also after `FeedClosed`; `sentence` tells the presenter what went wrong."""


class House(Protocol):
    """Who decides about publishers."""

    async def admit(self, key: str, *, address: str) -> Feed:
        """Return the feed for a stream key that came from a network address; raises `Refused`."""
