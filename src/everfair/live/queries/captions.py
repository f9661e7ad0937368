"""Captions as pages and players show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from everfair.kernel.errors import NotFound
from everfair.live.captioning.timeline import RecordingTimeline, timeline_of
from everfair.live.captioning.webvtt import TimedCue, render_webvtt
from everfair.live.languages import own_name
from everfair.live.models import CaptionCue, CaptionTrack, Recording, Take
from everfair.live.places import StreamPlace
from everfair.live.title_card.encoding import SECONDS

if TYPE_CHECKING:
    from everfair.live.models import Stream

MOST_CUES = 500
MOST_HITS = 50
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class CaptionChoice:
    """A language that a viewer may choose."""

    language: str
    name: str


@dataclass(frozen=True, slots=True)
class CaptionHit:
    """Words that were found: the moment they were said, and how far into the recording that is."""

    at: datetime
    position: timedelta
    text: str
    language: str


def captions_of(stream: Stream) -> list[CaptionChoice]:
    """Return the languages that the audience may choose from."""
    rows = CaptionTrack.objects.filter(stream=stream, is_shown=True).values_list("language", flat=True)
    return [CaptionChoice(tag, own_name(tag)) for tag in rows]


def tracks_of(stream: Stream) -> list[CaptionTrack]:
    """Return all languages for the team, with `count` cues each."""
    return list(CaptionTrack.objects.filter(stream=stream).annotate(count=Count("cues")))


def track_of(stream: Stream, language: str) -> CaptionTrack:
    track = CaptionTrack.objects.filter(stream=stream, language=language).first()
    if track is None:
        raise NotFound
    track.stream = stream
    return track


def cue_of(stream: Stream, public_id: str) -> CaptionCue:
    cue = CaptionCue.objects.select_related("track").filter(track__stream=stream, public_id=public_id).first()
    if cue is None:
        raise NotFound
    cue.track.stream = stream
    return cue


def cues_of(stream: Stream, language: str) -> QuerySet[CaptionCue]:
    """Return the cues of a language for the team, the newest first."""
    return CaptionCue.objects.filter(track__stream=stream, track__language=language).order_by("-begins_at", "-id")


def seen_cues(stream: Stream) -> QuerySet[CaptionCue]:
    """Return the cues that the audience may see: of languages that are shown, and said before it."""
    before_it = Take.objects.filter(
        Q(ended_at__isnull=True) | Q(ended_at__gt=OuterRef("begins_at")),
        stream=stream,
        is_public=True,
        began_at__lte=OuterRef("begins_at"),
    )
    return CaptionCue.objects.filter(Exists(before_it), track__stream=stream, track__is_shown=True)


def cues_between(stream: Stream, since: datetime, until: datetime) -> list[dict[str, object]]:
    """Return what the audience may see of a while, as the hub tells it; the newest, where there are too many."""
    rows = seen_cues(stream).filter(begins_at__gte=since, begins_at__lt=until).order_by("-begins_at", "-id")
    fields = ("public_id", "begins_at", "seconds", "text", "track__language")
    names = ("id", "at", "seconds", "text", "language")
    return [dict(zip(names, row, strict=True)) for row in reversed(rows.values_list(*fields)[:MOST_CUES])]


def webvtt_of(stream: Stream, language: str) -> str:
    """Return the captions of a recording on its own timeline; `NotFound` without recording or captions."""
    timeline = _timeline(stream)
    track = CaptionTrack.objects.filter(stream=stream, language=language, is_shown=True).first()
    if timeline is None or track is None:
        raise NotFound
    cues = CaptionCue.objects.filter(track=track).iterator()
    spans = ((cue, timeline.span_of(cue.begins_at, cue.seconds)) for cue in cues)
    shown = (TimedCue(cue.public_id, *span, cue.text) for cue, span in spans if span)
    return render_webvtt(shown, begins=timeline.moment_at(0))


def search_captions(stream: Stream, words: str) -> list[CaptionHit]:
    """Return what was said in a recording with all of the words in it, in order; a literal search, as in one book."""
    timeline, terms = _timeline(stream), words.split()[:MOST_WORDS]
    if timeline is None or not terms:
        return []
    rows = CaptionCue.objects.filter(track__stream=stream, track__is_shown=True).select_related("track")
    for term in terms:
        rows = rows.filter(text__icontains=term)
    found = ((cue, timeline.span_of(cue.begins_at, cue.seconds)) for cue in rows[: MOST_HITS * 2])
    before = _seconds_before(stream)
    hits = [
        CaptionHit(cue.begins_at, timedelta(seconds=before + span[0]), cue.text, cue.track.language)
        for cue, span in found
        if span
    ]
    return hits[:MOST_HITS]


def _seconds_before(stream: Stream) -> float:
    """Return how long the title card is that the recording opens with; what was said has no place in it."""
    return SECONDS if Recording.objects.filter(stream=stream).exclude(card="").exists() else 0.0


def _timeline(stream: Stream) -> RecordingTimeline | None:
    return timeline_of(StreamPlace(settings.LIVE_ROOT, stream.public_id))
