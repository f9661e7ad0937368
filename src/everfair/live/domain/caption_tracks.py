"""The captions of a stream as a whole, language by language: uploaded, shown, hidden, taken out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.transaction import atomic

from everfair.kernel.access import require
from everfair.kernel.events import log_event
from everfair.kernel.pages import purge
from everfair.live.access import can_run_stream
from everfair.live.caption_errors import CaptionsOutside, NoRecordingToCaption
from everfair.live.captioning.files import FileCue, read_captions
from everfair.live.captioning.timeline import RecordingTimeline, timeline_of
from everfair.live.domain.captions import captions_tag
from everfair.live.domain.plans import is_language
from everfair.live.enums import CaptionMade
from everfair.live.errors import BadLanguage
from everfair.live.models import CaptionCue, CaptionTrack, Stream
from everfair.live.models.caption import LONGEST_SECONDS
from everfair.live.places import StreamPlace

if TYPE_CHECKING:
    from everfair.live.runner import Runner


@dataclass(frozen=True, slots=True)
class Uploaded:
    """How many captions of a file are kept, and how many lie after the end of the recording."""

    kept: int
    left_out: int


def upload_captions(stream: Stream, *, actor: Runner, language: str, data: bytes) -> Uploaded:
    """Keep a file's captions instead of those that the language had; its times count from the recording's beginning."""
    require(can_run_stream(actor.grants, actor.members, stream))
    if not is_language(language):
        raise BadLanguage(field="language")
    timeline = timeline_of(StreamPlace(settings.LIVE_ROOT, stream.public_id))
    if timeline is None:
        raise NoRecordingToCaption
    read = read_captions(data)
    cues = [cue for cue in (_placed(one, timeline) for one in read) if cue]
    if not cues:
        raise CaptionsOutside(field="file")
    with atomic():
        track = _emptied(stream, language)
        for cue in cues:
            cue.track = track
        CaptionCue.objects.bulk_create(cues, batch_size=1000)
        _log("captions.uploaded", track, actor, cues=len(cues))
    return Uploaded(len(cues), len(read) - len(cues))


def show_captions(track: CaptionTrack, *, actor: Runner, is_shown: bool) -> None:
    """Show the captions of a language to the audience, or hide them."""
    require(can_run_stream(actor.grants, actor.members, track.stream))
    with atomic():
        if CaptionTrack.objects.filter(pk=track.pk).exclude(is_shown=is_shown).update(is_shown=is_shown):
            _log("captions.shown", track, actor, shown=is_shown)


def delete_captions(track: CaptionTrack, *, actor: Runner) -> None:
    """Take out all captions of a language."""
    require(can_run_stream(actor.grants, actor.members, track.stream))
    with atomic():
        if CaptionTrack.objects.filter(pk=track.pk).delete()[0]:
            _log("captions.deleted", track, actor)


def _placed(cue: FileCue, timeline: RecordingTimeline) -> CaptionCue | None:
    begins = timeline.moment_at(cue.begins)
    seconds = min(cue.ends - cue.begins, LONGEST_SECONDS)
    return CaptionCue(begins_at=begins, seconds=seconds, text=cue.text) if begins else None


def _emptied(stream: Stream, language: str) -> CaptionTrack:
    """Return the track of a language without cues, locked: of two uploads at once the later one stays, whole."""
    Stream.objects.select_for_update().get(pk=stream.pk)
    track, _ = CaptionTrack.objects.update_or_create(
        stream=stream, language=language, defaults={"made": CaptionMade.UPLOADED}
    )
    CaptionCue.objects.filter(track=track).delete()
    track.stream = stream
    return track


def _log(name: str, track: CaptionTrack, actor: Runner, **facts: Any) -> None:
    stream = track.stream
    log_event(name, actor=actor.person, subject=stream, edition=stream.edition_id, language=track.language, **facts)
    purge(captions_tag(stream), f"stream-{stream.public_id}")
