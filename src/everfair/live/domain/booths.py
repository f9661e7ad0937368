"""What interpreters do in their booth: come in, take the microphone, hand over, leave."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.db.transaction import atomic

from everfair.kernel.clock import now
from everfair.kernel.text import is_readable
from everfair.live.domain.channels import tell_booths
from everfair.live.domain.moving import log_of_stream
from everfair.live.enums import StreamState
from everfair.live.interpretation.sittings import end_sittings_on_commit
from everfair.live.interpretation_errors import (
    BoothFull,
    BoothNameMissing,
    BoothNameTooLong,
    ColleagueGone,
    MicrophoneTaken,
    NothingToInterpret,
    NotInBooth,
    NotOnMicrophone,
)
from everfair.live.models import Channel, Interpreter
from everfair.live.models.interpretation import LONGEST_NAME

MOST_INTERPRETERS = 6
# Whose page was not heard of for so long is taken to be gone: their microphone may be taken over.
GONE_AFTER = timedelta(seconds=10)
_FORGOTTEN_AFTER = timedelta(hours=1)
_SEEN_EVERY = timedelta(seconds=2)


def enter_booth(channel: Channel, *, name: str, seat: str) -> Interpreter:
    """Sit down in a booth, or write another name on one's seat; `seat` is what the browser's cookie holds.

    Raises `BoothNameMissing`, `BoothNameTooLong` or `BoothFull`.
    """
    name = " ".join(name.split())
    if not name or not is_readable(name):
        raise BoothNameMissing(field="name")
    if len(name) > LONGEST_NAME:
        raise BoothNameTooLong(field="name", longest=LONGEST_NAME)
    with atomic():
        channel = _locked(channel)
        there = Interpreter.objects.filter(channel=channel)
        there.filter(seen_at__lt=now() - _FORGOTTEN_AFTER).delete()
        others = there.exclude(seat=seat_of(seat)).filter(seen_at__gte=now() - GONE_AFTER)
        if others.count() >= MOST_INTERPRETERS:
            raise BoothFull(limit=MOST_INTERPRETERS, field="name")
        interpreter, is_new = Interpreter.objects.update_or_create(
            channel=channel, seat=seat_of(seat), defaults={"name": name, "seen_at": now()}
        )
        if is_new:
            _log("interpreter.entered", channel)
        tell_booths(channel.stream)
    return interpreter


def be_here(interpreter: Interpreter) -> None:
    """Note that somebody's page is open; written at most every few seconds."""
    is_back = is_gone(interpreter)
    if interpreter.seen_at <= now() - _SEEN_EVERY:
        Interpreter.objects.filter(pk=interpreter.pk).update(seen_at=now())
        interpreter.seen_at = now()
    if is_back:
        with atomic():
            tell_booths(interpreter.channel.stream)


def is_gone(interpreter: Interpreter, *, moment: datetime | None = None) -> bool:
    return interpreter.seen_at < (moment or now()) - GONE_AFTER


def leave_booth(interpreter: Interpreter) -> None:
    """Get up, and put the microphone down; the name is forgotten."""
    with atomic():
        channel = _locked(interpreter.channel)
        found = Interpreter.objects.filter(pk=interpreter.pk).first()
        if found is None:
            return
        if found.speaking_since:
            end_sittings_on_commit(channel.stream, language=channel.language)
            Interpreter.objects.filter(channel=channel).update(offered_at=None)
        found.delete()
        _log("interpreter.left", channel)
        tell_booths(channel.stream)


def take_microphone(interpreter: Interpreter) -> Interpreter:
    """Speak: when nobody does, when it is offered, or when who had the microphone is gone.

    `MicrophoneTaken` by somebody who is there, `NothingToInterpret` after the end.
    """
    with atomic():
        channel = _locked(interpreter.channel)
        if channel.stream.state == StreamState.ENDED:
            raise NothingToInterpret
        me = _held(interpreter)
        speaker = Interpreter.objects.filter(channel=channel, speaking_since__isnull=False).first()
        if speaker == me:
            return me
        if speaker and me.offered_at is None and not is_gone(speaker):
            raise MicrophoneTaken(name=speaker.name)
        Interpreter.objects.filter(channel=channel).update(speaking_since=None, offered_at=None)
        me.speaking_since, me.offered_at = now(), None
        me.save(update_fields=["speaking_since", "offered_at"])
        _moved(channel, "interpreter.took_over" if speaker else "interpreter.spoke")
    return me


def offer_microphone(interpreter: Interpreter, *, to: str) -> None:
    """Ask a colleague (a public id) to go on; the old offer ends. `NotOnMicrophone`, `ColleagueGone`."""
    with atomic():
        channel = _locked(interpreter.channel)
        if _held(interpreter).speaking_since is None:
            raise NotOnMicrophone
        there = Interpreter.objects.filter(channel=channel)
        there.update(offered_at=None)
        here = there.filter(speaking_since__isnull=True, seen_at__gte=now() - GONE_AFTER)
        if not here.filter(public_id=to).update(offered_at=now()):
            raise ColleagueGone
        tell_booths(channel.stream)


def withdraw_offer(interpreter: Interpreter) -> None:
    """Go on oneself after all, or decline what was offered."""
    with atomic():
        channel = _locked(interpreter.channel)
        me = _held(interpreter)
        there = Interpreter.objects.filter(channel=channel)
        (there if me.speaking_since else there.filter(pk=me.pk)).update(offered_at=None)
        tell_booths(channel.stream)


def put_microphone_down(interpreter: Interpreter) -> None:
    """Let the floor be heard alone; a second time changes nothing."""
    with atomic():
        channel = _locked(interpreter.channel)
        me = _held(interpreter)
        if me.speaking_since is None:
            return
        Interpreter.objects.filter(channel=channel).update(speaking_since=None, offered_at=None)
        _moved(channel, "interpreter.fell_silent")


def interpreter_in(channel: Channel, seat: str) -> Interpreter | None:
    """Return who sits in a booth by their browser's cookie."""
    found = Interpreter.objects.filter(channel=channel, seat=seat_of(seat)).first() if seat else None
    if found is not None:
        found.channel = channel
    return found


def seat_of(seat: str) -> str:
    return hashlib.sha256(b"everfair.booth:" + seat.encode(errors="replace")).hexdigest()


def _locked(channel: Channel) -> Channel:
    """Return the row, locked, with its stream; `NotInBooth` when the team closed it or made a new link."""
    rows = Channel.objects.select_for_update(of=("self",)).select_related("stream__organisation")
    held = rows.filter(pk=channel.pk, key_version=channel.key_version).first()
    if held is None:
        raise NotInBooth
    return held


def _held(interpreter: Interpreter) -> Interpreter:
    found = Interpreter.objects.filter(pk=interpreter.pk).first()
    if found is None:
        raise NotInBooth
    return found


def _moved(channel: Channel, event: str) -> None:
    """Take no more from who spoke before, and tell everybody."""
    end_sittings_on_commit(channel.stream, language=channel.language)
    _log(event, channel)
    tell_booths(channel.stream)


def _log(name: str, channel: Channel) -> None:
    log_of_stream(name, channel.stream, None, language=channel.language)
