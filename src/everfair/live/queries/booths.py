"""Booths of interpreters as their own pages and the team's desk show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from everfair.kernel.clock import now
from everfair.live.domain.booths import is_gone
from everfair.live.domain.channels import key_of
from everfair.live.domain.moving import open_take_of
from everfair.live.languages import own_name
from everfair.live.models import Interpreter, Stream

if TYPE_CHECKING:
    from everfair.live.models import Channel


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody in a booth; `is_here` is false when their page was not heard of for a while."""

    public_id: str
    name: str
    is_me: bool
    is_here: bool
    is_speaking: bool
    is_offered: bool
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Booth:
    """A language, who speaks into it now ("" for nobody: the floor is heard), and how many are there."""

    language: str
    name: str
    speaker: str
    people: int


@dataclass(frozen=True, slots=True)
class BoothState:
    """What a booth's page shows; `has_floor` tells whether anything comes from the floor."""

    state: str
    has_floor: bool
    now: datetime
    people: list[Colleague]
    booths: list[Booth]


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """A language at the desk, with the link of its booth."""

    channel: Channel
    name: str
    address: str
    people: list[Interpreter]

    @property
    def speaker(self) -> Interpreter | None:
        return next((one for one in self.people if one.speaking_since), None)


def booth_state(me: Interpreter) -> BoothState:
    """Return what somebody in a booth sees of it and of the others; three queries."""
    stream = me.channel.stream
    there = _people_by_channel(stream)
    return BoothState(
        state=stream.state,
        has_floor=open_take_of(stream) is not None,
        now=now(),
        people=[_colleague(one, me) for one in there[me.channel_id] if one.pk == me.pk or _counts(one)],
        booths=[_booth(channel, there[channel.pk]) for channel in stream.channels.all()],
    )


def channels_of(stream: Stream, address_of: Callable[[str], str]) -> list[ChannelRow]:
    """Return the languages of a stream in the order in which they were opened; two queries.

    `address_of` makes the link out of a booth's key.
    """
    there = _people_by_channel(stream)
    return [
        ChannelRow(
            channel,
            own_name(channel.language),
            address_of(key_of(channel)),
            [one for one in there[channel.pk] if not is_gone(one)],
        )
        for channel in stream.channels.all()
    ]


def _people_by_channel(stream: Stream) -> defaultdict[int, list[Interpreter]]:
    found: defaultdict[int, list[Interpreter]] = defaultdict(list)
    for one in Interpreter.objects.filter(channel__stream=stream):
        found[one.channel_id].append(one)
    return found


def _counts(one: Interpreter) -> bool:
    """Whether a booth shows somebody: who is here, and who went away with the microphone."""
    return one.speaking_since is not None or not is_gone(one)


def _colleague(one: Interpreter, me: Interpreter) -> Colleague:
    return Colleague(
        public_id=one.public_id,
        name=one.name,
        is_me=one.pk == me.pk,
        is_here=one.pk == me.pk or not is_gone(one),
        is_speaking=one.speaking_since is not None,
        is_offered=one.offered_at is not None,
        since=one.speaking_since,
    )


def _booth(channel: Channel, people: list[Interpreter]) -> Booth:
    here = [one for one in people if not is_gone(one)]
    speaker = next((one.name for one in here if one.speaking_since), "")
    return Booth(channel.language, own_name(channel.language), speaker, len(here))
