"""What a recording's page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Max, Min

from everfair.live.enums import DownloadRight, RecordingState, StreamState
from everfair.live.models import Chapter, Recording, Speaker

if TYPE_CHECKING:
    from everfair.live.models import Stream


@dataclass(frozen=True, slots=True)
class Kept:
    """`begins` and `ends` bound what was shown to the audience; None before there is anything."""

    recording: Recording | None
    chapters: list[Chapter]
    speakers: list[Speaker]
    begins: datetime | None
    ends: datetime | None
    is_complete: bool


@dataclass(frozen=True, slots=True)
class ChapterMark:
    """A chapter as the player wants it."""

    at: datetime
    title: str


def kept_of(stream: Stream) -> Kept:
    """Four queries."""
    takes = stream.takes.filter(is_public=True)
    bounds = takes.aggregate(begins=Min("began_at"), ends=Max("ended_at"))
    return Kept(
        recording=Recording.objects.filter(stream=stream).first(),
        chapters=list(Chapter.objects.filter(stream=stream)),
        speakers=list(Speaker.objects.filter(stream=stream)),
        begins=bounds["begins"],
        ends=bounds["ends"],
        is_complete=not takes.filter(is_complete=False).exists(),
    )


def chapters_of(stream: Stream) -> list[ChapterMark]:
    """Return the chapters in their order, in the reader's language."""
    return [ChapterMark(row.at, str(row.title)) for row in Chapter.objects.filter(stream=stream)]


def is_shown(stream: Stream) -> bool:
    """Whether the stream's audience sees anything: what ended is seen once its recording is published."""
    if stream.state != StreamState.ENDED:
        return True
    return Recording.objects.filter(stream=stream, state=RecordingState.PUBLISHED).exists()


def may_download(recording: Recording, *, has_account: bool) -> bool:
    """Whether an audience that may watch may also have the file."""
    return recording.download == DownloadRight.EVERYBODY or (
        recording.download == DownloadRight.REGISTERED and has_account
    )
