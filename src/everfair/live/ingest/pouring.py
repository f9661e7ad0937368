"""From ffmpeg's hands into a feed: what both relays and SRT addresses do with what comes."""

from __future__ import annotations

from everfair.live.ingest.feed import Feed
from everfair.live.ingest.remuxer import Remuxer
from everfair.live.ingest.rtmp.codecs import trouble_with


class Spoiled(Exception):
    """The encoder sends what can't be passed on; `sentence` (an English msgid) says what to change."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


async def pour(remuxer: Remuxer, feed: Feed) -> None:
    """Hand over what comes until ffmpeg ends.

    Raises `Spoiled`, `FeedClosed` when the house wants no more, `TimeoutError` when nothing comes, and `FlvError`.
    """
    async for tags in remuxer.tags():
        for tag in tags:
            if sentence := trouble_with(tag):
                raise Spoiled(sentence)
            await feed.take(tag)
    if sentence := remuxer.trouble():
        raise Spoiled(sentence)
