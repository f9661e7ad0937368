"""Chats for tests: who sits at one, and what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import factory
from factory.django import DjangoModelFactory

from everfair.accounts.public import EditionRole, Grant
from everfair.kernel.clock import now
from everfair.live.chatter import Chatter, rules_of
from everfair.live.enums import ReportReason, StreamState
from everfair.live.models import ChatLine, ChatReport, ChatRules
from everfair.live.runner import Runner
from tests.factories.accounts import PersonFactory
from tests.factories.live import StreamFactory

if TYPE_CHECKING:
    from everfair.accounts.models import Person
    from everfair.live.models import Stream


class ChatLineFactory(DjangoModelFactory[ChatLine]):
    """A line that stands in the chat of a stream on air."""

    class Meta:
        model = ChatLine

    stream = factory.SubFactory(StreamFactory, state=StreamState.ON_AIR)
    author = factory.SubFactory(PersonFactory)
    name = factory.LazyAttribute(lambda line: line.author.name)
    body = factory.Sequence(lambda number: f"Line {number}")
    language = "en"
    sent_at = factory.LazyFunction(now)


class ChatReportFactory(DjangoModelFactory[ChatReport]):
    """An open report."""

    class Meta:
        model = ChatReport

    line = factory.SubFactory(ChatLineFactory)
    reporter = factory.SubFactory(PersonFactory)
    reason = ReportReason.SPAM


def chatter(stream: Stream | None = None, **changes: Any) -> Chatter:
    """Return somebody with an account at the chat of a stream on air."""
    stream = stream or StreamFactory.create(state=StreamState.ON_AIR)
    rights: dict[str, Any] = {"may_read": True, "is_team": False, "takes_part": False, "organisation": None}
    rights["person"] = changes["person"] if "person" in changes else PersonFactory.create()
    return Chatter(stream, rules_of(stream), **{**rights, **changes})


def set_rules(stream: Stream, **rules: Any) -> ChatRules:
    return ChatRules.objects.create(stream=stream, **rules)


def moderator_of(stream: Stream, person: Person | None = None) -> Runner:
    """Return a moderator of the stream's edition, who runs nothing."""
    return Runner(person or PersonFactory.create(), (Grant(EditionRole.MODERATOR, stream.edition_id, zone_id=None),))
