"""Streams, keys and takes for tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import factory
from factory.django import DjangoModelFactory

from everfair.accounts.public import EditionRole, Grant, Member, MemberRole
from everfair.kernel.text import Text
from everfair.live.domain.keys import MadeKey, make_key
from everfair.live.domain.plans import StreamPlan
from everfair.live.domain.polls import PollPlan, make_poll, move_poll
from everfair.live.enums import PollState, Protocol, StreamState
from everfair.live.guest import Guest
from everfair.live.models import Poll, Stream, Take
from everfair.live.runner import Runner, runner_at_the_machine

if TYPE_CHECKING:
    from everfair.accounts.models import Organisation, Person

PLAN = StreamPlan(Text({"zh-hans": "数字贸易论坛", "en": "Digital trade forum"}))
BEGAN = datetime(2020, 9, 6, 1, 30, tzinfo=UTC)
VIDEO = {"codecs": "avc1.42c01f", "width": 1280, "height": 720, "fps": 30.0}
AUDIO = {"codecs": "mp4a.40.2", "rate": 48000, "channels": 2}


class StreamFactory(DjangoModelFactory[Stream]):
    """The fair's own stream; `session=` or `booth=` make it another's."""

    class Meta:
        model = Stream

    edition = factory.SubFactory("tests.factories.fairs.EditionFactory")
    title = Text({"zh-hans": "开幕式直播", "en": "Opening ceremony"})
    state = StreamState.SCHEDULED
    on_air_at = factory.LazyAttribute(
        lambda stream: BEGAN if stream.state in (StreamState.ON_AIR, StreamState.PAUSED, StreamState.ENDED) else None
    )
    ended_at = factory.LazyAttribute(lambda stream: BEGAN if stream.state == StreamState.ENDED else None)
    ended_by = factory.LazyAttribute(lambda stream: "team" if stream.state == StreamState.ENDED else "")


class TakeFactory(DjangoModelFactory[Take]):
    """An open take, for the audience when its stream is on air."""

    class Meta:
        model = Take

    stream = factory.SubFactory(StreamFactory, state=StreamState.ON_AIR)
    protocol = Protocol.RTMP
    is_public = factory.LazyAttribute(lambda take: take.stream.state == StreamState.ON_AIR)
    began_at = BEGAN
    ended_at = None
    end = factory.LazyAttribute(lambda take: "stopped" if take.ended_at else "")
    video = factory.LazyFunction(VIDEO.copy)
    audio = factory.LazyFunction(AUDIO.copy)


def machine(stream: Stream) -> Runner:
    """Return who may do everything with this stream."""
    return runner_at_the_machine(stream.edition_id)


def manager_of(organisation: Organisation, person: Person | None = None) -> Runner:
    """Return somebody who manages the organisation and has no other right."""
    from tests.factories.accounts import PersonFactory  # noqa: PLC0415 -- its factories import these

    person = person or PersonFactory()
    return Runner(person, (), (Member(person, organisation, MemberRole.ADMIN),))


def key_of(stream: Stream) -> MadeKey:
    """Make a key that an encoder can send with."""
    return make_key(stream, actor=machine(stream))


def guest_of(stream: Stream, person: Person | None = None, *, may_watch: bool = True) -> Guest:
    """Return somebody in the audience with an account of their own."""
    from tests.factories.accounts import PersonFactory  # noqa: PLC0415 -- its factories import these

    return Guest(stream, person or PersonFactory(), may_watch)


def moderator_of(stream: Stream) -> Runner:
    """Return a moderator of the stream's edition, who has no other right."""
    from tests.factories.accounts import make_operator  # noqa: PLC0415 -- its factories import these

    person = make_operator(edition=stream.edition, role=EditionRole.MODERATOR)
    return Runner(person, (Grant(EditionRole.MODERATOR, stream.edition_id, zone_id=None),))


def make_open_poll(stream: Stream, *labels: str, **plan: Any) -> Poll:
    """Make a poll with these answers and open it."""
    texts = tuple(Text({"en": label}) for label in labels or ("Red", "Green", "Blue"))
    made = make_poll(stream, PollPlan(Text({"en": "Which one?"}), texts, **plan), actor=machine(stream))
    return move_poll(made, PollState.OPEN, actor=machine(stream))
