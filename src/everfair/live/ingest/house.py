"""Lets encoders in by their stream keys, one at a time for a stream."""

from __future__ import annotations

from django.db import DatabaseError

from everfair.kernel.errors import DomainError
from everfair.live.enums import Protocol
from everfair.live.ingest.encoder_feed import NOT_NOW, EncoderFeed
from everfair.live.ingest.feed import Feed, Refused
from everfair.live.ingest.takes import TakeKeeper


class EncoderHouse:
    """The `House` of the RTMP server."""

    def __init__(self, keeper: TakeKeeper) -> None:
        self._keeper = keeper

    async def admit(self, key: str, *, address: str) -> Feed:
        """Return the feed for a key; the newest encoder of a stream ends the one before."""
        try:
            admission = await self._keeper.books.admit(key, way=Protocol.RTMP, address=address)
        except DomainError as refusal:
            raise Refused(str(refusal)) from None
        except DatabaseError:
            raise Refused(NOT_NOW) from None
        feed = EncoderFeed(self._keeper, admission)
        await self._keeper.enter(admission.stream, feed)
        return feed
