"""Which takes and segments a recording consists of, as they lie on the disk or in the bucket."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from everfair.kernel.stored import read_note
from everfair.live.composer.segments import INDEX, Window, read_index
from everfair.live.composer.take_folder import NOTE
from everfair.live.places import AUDIO, INIT, VIDEO, StreamPlace

if TYPE_CHECKING:
    from everfair.live.models import Recording


@dataclass(frozen=True, slots=True)
class Track:
    """`form` is what `take.json` says of it: codecs, width, height, fps or rate, channels.

    `files` are where they lie on the disk, or would.
    """

    form: dict[str, Any]
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What a recording takes from one take; a track is None where the encoder sent none."""

    video: Track | None
    audio: Track | None
    seconds: float


def parts_of(recording: Recording) -> list[Part]:
    """Return the parts in their order, without takes of which nothing is left."""
    place = StreamPlace(settings.LIVE_ROOT, recording.stream.public_id)
    shown = Window(recording.from_at, recording.until_at)
    takes = recording.stream.takes.filter(is_public=True, ended_at__isnull=False).order_by("began_at", "id")
    folders = (place.take(take.public_id, is_public=True) for take in takes)
    found = (_part(folder, shown) for folder in folders)
    return [part for part in found if part.video or part.audio]


def _part(folder: Path, shown: Window) -> Part:
    forms = _forms(folder)
    video, video_seconds = _track(folder / VIDEO, forms.get(VIDEO, {}), shown)
    audio, audio_seconds = _track(folder / AUDIO, forms.get(AUDIO, {}), shown)
    return Part(video, audio, max(video_seconds, audio_seconds))


def _forms(folder: Path) -> dict[str, dict[str, Any]]:
    try:
        return dict(json.loads((folder / NOTE).read_text())["tracks"])
    except (OSError, ValueError, KeyError):
        return {}


def _track(folder: Path, form: dict[str, Any], shown: Window) -> tuple[Track | None, float]:
    """Return the track of what is shown, and how many seconds that is."""
    init, index = folder / INIT, folder / INDEX
    if not (init.is_file() and index.is_file()):
        return None, 0.0
    stored = read_note(folder)
    listed = (one for one in read_index(index.read_text()) if shown.holds(one))
    chosen = [one for one in listed if one.file in stored or (folder / one.file).is_file()]
    if not chosen:
        return None, 0.0
    return Track(form, (init, *(folder / one.file for one in chosen))), sum(one.seconds for one in chosen)
