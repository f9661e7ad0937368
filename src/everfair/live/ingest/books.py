"""What the live process asks of the fair and tells it: Django's database, from threads."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, ParamSpec, Protocol, TypeVar

from django.db import close_old_connections
from django.utils import translation

from everfair.live.composer.segments import Window
from everfair.live.composer.stream_composer import StreamFacts
from everfair.live.domain.publishing import (
    Admission,
    BegunTake,
    admit_publisher,
    admit_relayed,
    admit_srt,
    begin_take,
    end_take,
)
from everfair.live.domain.troubles import clear_trouble, note_trouble
from everfair.live.enums import Protocol as Way
from everfair.live.enums import StreamState, TakeEnd
from everfair.live.languages import own_name
from everfair.live.models import Channel, Stream

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a take is made of, as `Take.video` and `Take.audio` hold it."""

    way: Way
    video: dict[str, Any]
    audio: dict[str, Any]


class Books(Protocol):
    """The fair, as whoever takes media in sees it; `DomainError` where it says no."""

    async def admit(self, key: str, *, way: Way, address: str) -> Admission: ...

    async def admit_relayed(self, stream: str, key: str) -> Admission: ...

    async def admit_srt(self, stream: str, version: int) -> Admission: ...

    async def begin(self, admission: Admission, incoming: Incoming) -> BegunTake: ...

    async def end(self, take: str, end: TakeEnd, *, is_complete: bool) -> None: ...

    async def tell_trouble(self, stream: str, sentence: str) -> None: ...


class FairBooks:
    """The fair itself."""

    async def admit(self, key: str, *, way: Way, address: str) -> Admission:
        return await in_thread(admit_publisher, key, protocol=way, address=address)

    async def admit_relayed(self, stream: str, key: str) -> Admission:
        return await in_thread(admit_relayed, stream, key)

    async def admit_srt(self, stream: str, version: int) -> Admission:
        return await in_thread(admit_srt, stream, version)

    async def begin(self, admission: Admission, incoming: Incoming) -> BegunTake:
        def begin() -> BegunTake:
            begun = begin_take(admission, protocol=incoming.way, video=incoming.video, audio=incoming.audio)
            clear_trouble(admission.stream)
            return begun

        return await in_thread(begin)

    async def end(self, take: str, end: TakeEnd, *, is_complete: bool) -> None:
        await in_thread(end_take, take, end=end, is_complete=is_complete)

    async def tell_trouble(self, stream: str, sentence: str) -> None:
        await in_thread(note_trouble, stream, sentence)


async def in_thread(act: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """Run what needs the database in a thread, and give its connection back; refusals are in English."""

    def run() -> T:
        return with_database(act, *args, **kwargs)

    return await asyncio.to_thread(run)


def with_database(act: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """Run it in this thread, which holds no connection before and after."""
    try:
        with translation.override("en"):
            return act(*args, **kwargs)
    finally:
        close_old_connections()


def facts_of(streams: Collection[str]) -> dict[str, StreamFacts]:
    """Return what the playlists of streams show of them; one that is gone is missing."""

    def read() -> dict[str, StreamFacts]:
        found = Stream.objects.filter(public_id__in=streams)
        rows = found.values_list(
            "public_id",
            "language",
            "dvr_minutes",
            "state",
            "recording__from_at",
            "recording__until_at",
            "has_ladder",
            "recording__card",
        )
        spoken = _channels_of(streams)
        return {
            public_id: StreamFacts(
                language,
                minutes * 60.0,
                state == StreamState.ENDED,
                Window(begins, ends),
                channels=spoken[public_id],
                has_ladder=has_ladder,
                card=card or "",
            )
            for public_id, language, minutes, state, begins, ends, has_ladder, card in rows
        }

    return with_database(read) if streams else {}


def _channels_of(streams: Collection[str]) -> defaultdict[str, dict[str, str]]:
    """Return the languages that streams are interpreted into, as their tracks are named, each by its own name."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    rows = Channel.objects.filter(stream__public_id__in=streams)
    for public_id, language in rows.values_list("stream__public_id", "language"):
        found[public_id][language.lower()] = own_name(language)
    return found
