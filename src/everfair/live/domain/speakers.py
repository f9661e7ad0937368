"""The consent of who speaks: without it a recording is not published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.signing import BadSignature, Signer
from django.db import IntegrityError
from django.db.transaction import atomic

from everfair.accounts.public import send_letter
from everfair.kernel.access import require
from everfair.kernel.clock import now
from everfair.kernel.errors import NotFound
from everfair.kernel.events import log_event
from everfair.live.access import can_run_stream
from everfair.live.domain.recordings import settle_recording
from everfair.live.errors import NobodyToAsk, SpeakerThere
from everfair.live.models import Speaker, Stream
from everfair.live.playback.addresses import watch_address

if TYPE_CHECKING:
    from everfair.live.runner import Runner

_SIGNER = "everfair.live.speaker"


def add_speaker(stream: Stream, *, actor: Runner, name: str, email: str) -> Speaker:
    """Name somebody who speaks; a published recording is kept back until they agree.

    `SpeakerThere` for a second time.
    """
    require(can_run_stream(actor.grants, actor.members, stream))
    try:
        with atomic():
            held = _locked(stream)
            speaker = Speaker.objects.create(stream=held, name=name, email=email.strip().lower())
            log_event("stream.speaker_added", actor=actor.person, subject=held, edition=held.edition_id)
            settle_recording(held, person=actor.person)
    except IntegrityError as error:
        raise SpeakerThere(field="name") from error
    return speaker


def remove_speaker(speaker: Speaker, *, actor: Runner) -> None:
    """Take somebody off the list who did not speak after all."""
    require(can_run_stream(actor.grants, actor.members, speaker.stream))
    with atomic():
        held = _locked(speaker.stream)
        if Speaker.objects.filter(pk=speaker.pk).delete()[0]:
            log_event("stream.speaker_removed", actor=actor.person, subject=held, edition=held.edition_id)
            settle_recording(held, person=actor.person)


def ask_speaker(speaker: Speaker, *, actor: Runner, language: str, address: str) -> None:
    """Write to the speaker with a link to answer by; `address` is the answer page's, from outside."""
    require(can_run_stream(actor.grants, actor.members, speaker.stream))
    if not speaker.email:
        raise NobodyToAsk
    with atomic():
        Speaker.objects.filter(pk=speaker.pk).update(asked_at=now())
        stream = speaker.stream
        log_event("stream.speaker_asked", actor=actor.person, subject=stream, edition=stream.edition_id)
    send_letter(
        "live/letters/speaker",
        email=speaker.email,
        language=language,
        name=speaker.name,
        title=stream.title.pick(language).value,
        answer_url=address,
        watch_url=watch_address(stream),
    )


def note_answer(speaker: Speaker, *, actor: Runner, agrees: bool) -> None:
    """Note what a speaker told the team."""
    require(can_run_stream(actor.grants, actor.members, speaker.stream))
    _answer(speaker, agrees=agrees, actor=actor)


def answer_for_oneself(speaker: Speaker, *, agrees: bool) -> None:
    """Take the answer of whoever holds the letter's link; it can be changed at any time."""
    _answer(speaker, agrees=agrees, actor=None)


def key_of(speaker: Speaker) -> str:
    """Return what stands in the letter's link."""
    return Signer(salt=_SIGNER).sign(speaker.public_id)


def speaker_by_key(key: str) -> Speaker:
    """Return whom a link belongs to; `NotFound` for a forged one, and for who was taken off the list."""
    try:
        return Speaker.objects.select_related("stream__edition").get(public_id=Signer(salt=_SIGNER).unsign(key))
    except (BadSignature, Speaker.DoesNotExist) as error:
        raise NotFound from error


def _answer(speaker: Speaker, *, agrees: bool, actor: Runner | None) -> None:
    person = actor.person if actor else None
    with atomic():
        held = _locked(speaker.stream)
        Speaker.objects.filter(pk=speaker.pk).update(agrees=agrees, answered_at=now(), noted_by=person)
        log_event("stream.speaker_answered", actor=person, subject=held, edition=held.edition_id, agrees=agrees)
        settle_recording(held, person=person)


def _locked(stream: Stream) -> Stream:
    return Stream.objects.select_for_update().get(pk=stream.pk)
