"""Make the file of a recording: the worker's job."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.transaction import atomic

from everfair.kernel.clock import now
from everfair.kernel.events import log_event
from everfair.kernel.pages import purge
from everfair.kernel.realtime import publish
from everfair.kernel.stored import drop_note
from everfair.live.domain.access_file import write_access_on_commit
from everfair.live.download.join import Piece, join, mux
from everfair.live.download.parts import Part, Track, parts_of
from everfair.live.enums import FileState, RecordingState
from everfair.live.ingest.ffmpeg import program
from everfair.live.models import Recording
from everfair.live.places import DOWNLOAD, StreamPlace
from everfair.live.storage.reading import read_media
from everfair.live.title_card.pieces import card_piece

if TYPE_CHECKING:
    from everfair.live.models import Stream

_FORM = ("codecs", "width", "height", "rate", "channels")


class NothingRecorded(Exception):
    """No segment of the recording is left."""


def make_file(recording: Recording) -> None:
    """Write the MP4 beside the stream's takes, whole or not at all, and tell the team."""
    place = StreamPlace(settings.LIVE_ROOT, recording.stream.public_id)
    cut = (recording.from_at, recording.until_at)
    with tempfile.TemporaryDirectory(dir=place.folder, prefix="making-") as folder:
        made = _make(recording, Path(folder))
        size = made.stat().st_size
        made.replace(place.folder / DOWNLOAD)
        drop_note(place.folder)  # what the bucket has is an older file
    with atomic():
        row = Recording.objects.select_for_update().select_related("stream").get(pk=recording.pk)
        if row.state == RecordingState.DELETED:
            (place.folder / DOWNLOAD).unlink(missing_ok=True)
        if row.state == RecordingState.DELETED or (row.from_at, row.until_at) != cut:  # not what was asked for
            _note(row, FileState.NONE)
            return
        row.file_bytes, row.file_made_at = size, now()
        _note(row, FileState.READY)
        log_event("recording.file_made", actor=None, subject=row.stream, edition=row.stream.edition_id, bytes=size)


def fail_file(recording: Recording) -> None:
    """Let the team see that it did not work, and ask again."""
    with atomic():
        row = Recording.objects.select_for_update().select_related("stream").get(pk=recording.pk)
        _note(row, FileState.FAILED)


def _note(row: Recording, state: FileState) -> None:
    stream: Stream = row.stream
    row.file_state = state
    row.save(update_fields=["file_state", "file_bytes", "file_made_at"])
    write_access_on_commit(stream)
    publish(stream.team_channel, "recording-file", {"state": state.value})
    purge(f"stream-{stream.public_id}")


def _make(recording: Recording, folder: Path) -> Path:
    parts = parts_of(recording)
    if not parts:
        raise NothingRecorded
    pieces = [_piece(number, part, folder) for number, part in enumerate(parts)]
    target = folder / "joined.mp4"
    _run(join(pieces, folder / "pieces.txt", target, card=card_piece(recording, parts, folder)))
    return target


def _piece(number: int, part: Part, folder: Path) -> Piece:
    video, audio = (_whole(track, folder / f"{number}-{kind}.mp4") for kind, track in _tracks(part))
    target = folder / f"{number}.mp4"
    _run(mux(video, audio, target))
    for used in filter(None, (video, audio)):
        used.unlink()
    form = tuple(str(track.form.get(name)) if track else "" for _, track in _tracks(part) for name in _FORM)
    size = (int(part.video.form["width"]), int(part.video.form["height"])) if part.video else None
    return Piece(target, form, size, part.audio is not None, part.seconds)


def _tracks(part: Part) -> tuple[tuple[str, Track | None], tuple[str, Track | None]]:
    return ("video", part.video), ("audio", part.audio)


def _whole(track: Track | None, target: Path) -> Path | None:
    """Put a track's segments behind its init segment: that is a fragmented MP4."""
    if track is None:
        return None
    with target.open("wb") as whole:
        whole.writelines(read_media(track.files))
    return target


def _run(arguments: Sequence[str]) -> None:
    done = subprocess.run(  # noqa: S603 -- the program and every word are ours
        [program(), *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise subprocess.CalledProcessError(done.returncode, "ffmpeg", stderr=done.stderr[-2000:])
