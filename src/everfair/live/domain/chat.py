"""Writing in a chat, and the rules of who may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.transaction import atomic

from everfair.kernel.access import require
from everfair.kernel.clock import now
from everfair.kernel.events import log_event
from everfair.kernel.realtime import publish
from everfair.kernel.text import is_readable
from everfair.live.access import can_moderate_stream
from everfair.live.chat_errors import (
    Banned,
    ChatClosed,
    ChatDamaged,
    ChatEmpty,
    ChatForParticipants,
    ChatTooLong,
    RulesChangedMeanwhile,
    TimedOut,
    TooMany,
    TooSoon,
    WordUnwelcome,
)
from everfair.live.chat_wire import wire
from everfair.live.domain.chat_language import language_of
from everfair.live.domain.chat_words import has_ink, unwelcome_word
from everfair.live.enums import ChatAccess
from everfair.live.models import ChatBan, ChatLine, ChatPace, ChatRules
from everfair.live.models.chat import LONGEST_LINE

if TYPE_CHECKING:
    from everfair.accounts.models import Person
    from everfair.live.chatter import Chatter
    from everfair.live.models import Stream
    from everfair.live.runner import Runner

# The flood limit, beside slow mode: five lines at once, then one every two seconds.
COST = timedelta(seconds=2)
AHEAD = 4 * COST


@dataclass(frozen=True, slots=True)
class Said:
    """`wait` is how many seconds the author waits for the next line."""

    line: ChatLine
    wait: int


@dataclass(frozen=True, slots=True)
class NewRules:
    access: str
    slow_seconds: int
    words: str


def say(chatter: Chatter, body: str) -> Said:
    """Write a line; one refusal for each rule, and of two lines sent at once the second is held by the first's pace."""
    person = _ensure_may_write(chatter)
    body = _clean(body)
    if word := unwelcome_word(body, chatter.rules.words):
        raise WordUnwelcome(word=word, field="body")
    with atomic():
        pace = _lock_pace(chatter.stream, person)
        ensure_not_silenced(chatter.stream, person)
        moment = now()
        _ensure_pace(pace, moment, slow=_slow(chatter))
        pace.said_at, pace.paid_until = moment, max(pace.paid_until or moment, moment) + COST
        pace.save(update_fields=["said_at", "paid_until"])
        line = ChatLine.objects.create(
            stream=chatter.stream,
            author=person,
            name=person.name,
            organisation=chatter.organisation,
            by_team=chatter.is_team,
            body=body,
            language=language_of(body, spoken=person.language),
            sent_at=moment,
        )
        stream = chatter.stream
        log_event("chat.said", actor=person, subject=line, edition=stream.edition_id, stream=stream.public_id)
        publish(stream.channel, "chat", wire(line))
    return Said(line, seconds_to_wait(pace, moment, slow=_slow(chatter)))


def wait_of(chatter: Chatter) -> int:
    """Return how many seconds a reader waits before they may write, 0 for none."""
    if chatter.person is None:
        return 0
    pace = ChatPace.objects.filter(stream=chatter.stream, person=chatter.person).first()
    return seconds_to_wait(pace, now(), slow=_slow(chatter)) if pace else 0


def seconds_to_wait(pace: ChatPace, moment: datetime, *, slow: int) -> int:
    """Return the longer of what slow mode and the flood limit ask for, in whole seconds."""
    return max(_by_slow_mode(pace, moment, slow), _by_flood(pace, moment))


def ensure_not_silenced(stream: Stream, person: Person) -> None:
    """`TimedOut` or `Banned` if a moderator has stopped this person, here or in the whole edition; one query."""
    moment = now()
    standing = ChatBan.objects.filter(person=person, edition_id=stream.edition_id, lifted_at=None)
    here = Q(stream=stream) | Q(stream=None)
    bans = list(standing.filter(here, Q(until=None) | Q(until__gt=moment)).values_list("until", flat=True))
    if None in bans:
        raise Banned
    if bans:
        until = max(until for until in bans if until)
        raise TimedOut(until, minutes=ceil((until - moment).total_seconds() / 60))


def change_rules(stream: Stream, new: NewRules, *, actor: Runner, version: int) -> ChatRules:
    """Set the rules of a chat; `RulesChangedMeanwhile` unless `version` is the one that the writer has seen."""
    require(can_moderate_stream(actor.grants, actor.members, stream))
    with atomic():
        ChatRules.objects.bulk_create([ChatRules(stream=stream)], ignore_conflicts=True)
        rules = ChatRules.objects.select_for_update().get(stream=stream)
        if rules.version != version:
            raise RulesChangedMeanwhile
        rules.access, rules.slow_seconds, rules.words = new.access, new.slow_seconds, new.words
        rules.version += 1
        rules.save()
        log_event(
            "chat.rules_changed",
            actor=actor.person,
            subject=stream,
            edition=stream.edition_id,
            stream=stream.public_id,
            access=rules.access,
            slow_seconds=rules.slow_seconds,
        )
        publish(stream.channel, "chat-rules", {"access": rules.access, "slow_seconds": rules.slow_seconds})
    return rules


def _ensure_may_write(chatter: Chatter) -> Person:
    require(chatter.may_read and chatter.person is not None)
    if not chatter.may_write:
        raise ChatClosed if chatter.rules.access == ChatAccess.OFF else ChatForParticipants
    if chatter.person is None:
        raise ChatForParticipants
    return chatter.person


def _clean(body: str) -> str:
    """Return the words on one line; a refusal names the form's field."""
    if not is_readable(body):
        raise ChatDamaged(field="body")
    body = " ".join(body.split())
    if not has_ink(body):
        raise ChatEmpty(field="body")
    if len(body) > LONGEST_LINE:
        raise ChatTooLong(field="body", longest=LONGEST_LINE, length=len(body))
    return body


def _lock_pace(stream: Stream, person: Person) -> ChatPace:
    """Return the row that this person's lines wait for, locked to the end of the transaction."""
    paces = ChatPace.objects.select_for_update().filter(stream=stream, person=person)
    if pace := paces.first():
        return pace
    ChatPace.objects.bulk_create([ChatPace(stream=stream, person=person)], ignore_conflicts=True)
    return paces.get()


def _slow(chatter: Chatter) -> int:
    return 0 if chatter.is_team else chatter.rules.slow_seconds


def _ensure_pace(pace: ChatPace, moment: datetime, *, slow: int) -> None:
    if wait := _by_slow_mode(pace, moment, slow):
        raise TooSoon(wait)
    if wait := _by_flood(pace, moment):
        raise TooMany(wait)


def _by_slow_mode(pace: ChatPace, moment: datetime, slow: int) -> int:
    return _seconds(pace.said_at + timedelta(seconds=slow) - moment) if pace.said_at else 0


def _by_flood(pace: ChatPace, moment: datetime) -> int:
    return _seconds(pace.paid_until - AHEAD - moment) if pace.paid_until else 0


def _seconds(left: timedelta) -> int:
    return max(0, ceil(left.total_seconds()))
