"""Captions while a stream runs: what is written is told to everybody who may see the moment that it belongs to."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.transaction import atomic

from everfair.kernel.access import require
from everfair.kernel.clock import now
from everfair.kernel.events import log_event
from everfair.kernel.pages import purge
from everfair.kernel.realtime import publish
from everfair.kernel.text import is_readable
from everfair.live.access import can_run_stream
from everfair.live.caption_errors import CaptionDamaged, CaptionEmpty, CaptionTooLong, NothingToCaption
from everfair.live.domain.plans import is_language
from everfair.live.domain.telling import tell_viewers
from everfair.live.enums import CaptionMade, StreamState
from everfair.live.errors import BadLanguage
from everfair.live.models import CaptionCue, CaptionTrack
from everfair.live.models.caption import LONGEST_CUE, LONGEST_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from everfair.live.engines.caption_engine import Heard
    from everfair.live.models import Stream
    from everfair.live.runner import Runner

_RUNNING = frozenset({StreamState.REHEARSING, StreamState.ON_AIR, StreamState.PAUSED})
# Whoever types sees the picture some seconds late; a moment further off than this is not believed.
_LATEST, _EARLIEST = timedelta(seconds=5), timedelta(minutes=3)
# How long a reader needs: a glance, and then so much for a Chinese sign and for any other.
_GLANCE, _SHORTEST, _LONGEST = 1.0, 2.0, 9.0
_PER_SIGN, _PER_LETTER = 0.2, 0.06
_FIRST_HAN = "\u3000"


def write_cue(stream: Stream, *, actor: Runner, language: str, text: str, at: datetime | None = None) -> CaptionCue:
    """Write down what was said at a moment; without one, or with one that cannot be, it was said just now."""
    require(can_run_stream(actor.grants, actor.members, stream))
    words = readable_words(text)
    if not is_language(language):
        raise BadLanguage(field="language")
    if stream.state not in _RUNNING or stream.external_url:
        raise NothingToCaption
    with atomic():
        track, _ = CaptionTrack.objects.get_or_create(stream=stream, language=language)
        CaptionTrack.objects.filter(pk=track.pk, made=CaptionMade.AUTOMATIC).update(made=CaptionMade.TYPED)
        track.stream = stream
        cue = CaptionCue.objects.create(track=track, begins_at=_moment(at), seconds=reading_seconds(words), text=words)
        _log("caption.written", track, actor)
        _tell(cue, cue.text)
    return cue


def are_automatic(stream: Stream) -> bool:
    """Whether nobody writes or has uploaded captions in the language that is spoken."""
    by_people = CaptionTrack.objects.exclude(made=CaptionMade.AUTOMATIC)
    return not by_people.filter(stream=stream, language=stream.language).exists()


def note_heard(stream: Stream, begins: datetime, heard: Iterable[Heard]) -> int:
    """Keep what an engine wrote down of the seconds after a moment; returns how many cues. People come first."""
    lines = [(one, " ".join(one.text.split())[:LONGEST_CUE]) for one in heard if is_readable(one.text)]
    if not lines:
        return 0
    with atomic():
        track, _ = CaptionTrack.objects.get_or_create(
            stream=stream, language=stream.language, defaults={"made": CaptionMade.AUTOMATIC}
        )
        if track.made != CaptionMade.AUTOMATIC:
            return 0
        track.stream = stream
        for one, text in lines:
            at = begins + timedelta(seconds=min(one.begins, LONGEST_SECONDS))
            seconds = min(max(one.seconds, _SHORTEST), LONGEST_SECONDS)
            cue = CaptionCue.objects.create(track=track, begins_at=at, seconds=seconds, text=text)
            _tell(cue, text)
        log_event("caption.heard", actor=None, subject=stream, edition=stream.edition_id, cues=len(lines))
    return len(lines)


def correct_cue(cue: CaptionCue, *, actor: Runner, text: str) -> CaptionCue:
    """Write other words at the same moment."""
    track = cue.track
    require(can_run_stream(actor.grants, actor.members, track.stream))
    words = readable_words(text)
    with atomic():
        if CaptionCue.objects.filter(pk=cue.pk).exclude(text=words).update(text=words):
            cue.text = words
            _log("caption.corrected", track, actor)
            _tell(cue, words)
    return cue


def delete_cue(cue: CaptionCue, *, actor: Runner) -> None:
    """Take it out everywhere, from open players too."""
    track = cue.track
    require(can_run_stream(actor.grants, actor.members, track.stream))
    with atomic():
        if CaptionCue.objects.filter(pk=cue.pk).delete()[0]:
            _log("caption.deleted", track, actor)
            _tell(cue, "")


def readable_words(text: str) -> str:
    """Return a line as it is kept; `CaptionEmpty`, `CaptionTooLong`, `CaptionDamaged`."""
    words = " ".join(text.split())
    if not words:
        raise CaptionEmpty(field="text")
    if len(words) > LONGEST_CUE:
        raise CaptionTooLong(longest=LONGEST_CUE, length=len(words), field="text")
    if not is_readable(words):
        raise CaptionDamaged(field="text")
    return words


def reading_seconds(text: str) -> float:
    """Return how long some words stay on screen."""
    signs = sum(letter >= _FIRST_HAN for letter in text)
    needed = _GLANCE + signs * _PER_SIGN + (len(text) - signs) * _PER_LETTER
    return round(min(_LONGEST, max(_SHORTEST, needed)), 2)


def captions_tag(stream: Stream) -> str:
    """Return the tag of what the edge keeps of a stream's captions."""
    return f"captions-{stream.public_id}"


def _moment(at: datetime | None) -> datetime:
    here = now()
    return at if at is not None and here - _EARLIEST <= at <= here + _LATEST else here


def _log(name: str, track: CaptionTrack, actor: Runner) -> None:
    stream = track.stream
    log_event(name, actor=actor.person, subject=stream, edition=stream.edition_id, language=track.language)
    if stream.state == StreamState.ENDED:
        purge(captions_tag(stream))


def _tell(cue: CaptionCue, text: str) -> None:
    """Tell the team, and the audience if it may see that moment; no words means that there are none any more."""
    track, stream = cue.track, cue.track.stream
    told = {
        "id": cue.public_id,
        "at": cue.begins_at.isoformat(),
        "seconds": cue.seconds,
        "text": text,
        "language": track.language,
    }
    publish(stream.team_channel, "caption", told)
    is_over = Q(ended_at__isnull=False, ended_at__lte=cue.begins_at)
    if track.is_shown and stream.takes.filter(is_public=True, began_at__lte=cue.begins_at).exclude(is_over).exists():
        tell_viewers(stream, "caption", told)
