"""HTTP push: an encoder puts the files of an HLS playlist (fragmented MP4); they become takes like all others.

Files wait in the push folder (`push_files`) until a playlist names them; then they move into a track of the take
(`push_track`). A playlist of picture and sound together fills the track `video`; apart, they fill `video` and `audio`.
A take begins with the first playlist, and anew when the stream goes on or off air, when the encoder starts again and
when what it sends changes (`push_takes`). The live process lists what lies in the tracks, and ends silent takes.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.transaction import atomic

from everfair.live.composer.encoder_playlist import EncoderPlaylist, read_encoder_playlist
from everfair.live.composer.init_segment import read_init_tracks
from everfair.live.domain.moving import lock_stream
from everfair.live.domain.publishing import Admission, end_take
from everfair.live.enums import TakeEnd
from everfair.live.ingest.push_files import PushFolder
from everfair.live.ingest.push_takes import PushTake, open_take_by, take_in, tell_facts
from everfair.live.ingest.push_track import Arrived, Progress, PushTrack
from everfair.live.ingest.spool_errors import BadFileName, BadTrack, FileMissing, OneOfEach
from everfair.live.models import Stream
from everfair.live.places import AUDIO, VIDEO, StreamPlace

_MASTER, _SEGMENT, _ENDED = "#EXT-X-STREAM-INF", "#EXTINF", "#EXT-X-ENDLIST"
_TURN = ".turn"


@dataclass(frozen=True, slots=True)
class _Pushed:
    """A playlist with what came of it: `facts` are those of its initialization segment, by kind of track."""

    name: str
    playlist: EncoderPlaylist
    segments: list[Arrived]
    init: bytes
    facts: dict[str, Any]

    @property
    def kind(self) -> str:
        return VIDEO if VIDEO in self.facts else AUDIO

    @property
    def newest(self) -> int:
        return self.playlist.segments[-1].number

    @property
    def fresh_progress(self) -> Progress:
        return Progress(self.name, hashlib.sha256(self.init).hexdigest())


def take_playlist(admission: Admission, name: str, text: str) -> None:
    """Put what a playlist names into the take that it belongs to; a master playlist says nothing that we need.

    Raises `FileMissing`, `BadTrack`, `OneOfEach`, and whatever `begin_take` does.
    """
    if _MASTER in text:
        return
    place = StreamPlace(settings.LIVE_ROOT, admission.stream)
    playlist = read_encoder_playlist(text)
    if _SEGMENT in text and not playlist.segments:
        raise BadFileName
    segments = _arrived(PushFolder(place), playlist)
    with atomic():
        stream = lock_stream(admission.stream_id)
        if segments:
            _place(admission, stream, _read(name, playlist, segments))
        if _ENDED in text:
            _end_track(admission, stream, name)


def _arrived(push: PushFolder, playlist: EncoderPlaylist) -> list[Arrived]:
    """Return the segments of a playlist that wait in the push folder."""
    found = []
    for listed in playlist.segments:
        path = push.path / listed.file
        with suppress(OSError):
            found.append(Arrived(listed, path, path.stat().st_mtime))
    return found


def _read(name: str, playlist: EncoderPlaylist, segments: list[Arrived]) -> _Pushed:
    """Read the initialization segment, which waits beside the others and stays there for takes to come."""
    path = segments[0].path.parent / (playlist.init or "-")
    try:
        os.utime(path)  # of too many files that wait the oldest go, and this one is still needed
        init = path.read_bytes()
    except OSError:
        raise FileMissing(file=playlist.init or "#EXT-X-MAP") from None
    facts = {track.kind: track.as_dict() for track in reversed(read_init_tracks(init))}
    if not facts:
        raise BadTrack
    return _Pushed(name, playlist, segments, init, facts)


def _place(admission: Admission, stream: Stream, pushed: _Pushed) -> None:
    def goes_on(take: PushTake) -> bool:
        return _continues(_folder(take), pushed)

    take, is_turn = take_in(admission, stream, pushed.facts, goes_on=goes_on)
    folder = _folder(take)
    if is_turn:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _TURN).touch()
    track = PushTrack(folder / pushed.kind)
    progress = track.progress()
    if progress is None:
        progress = pushed.fresh_progress
        track.begin(progress, pushed.init)
        tell_facts(take, pushed.facts)
    track.add(progress, _after_turn(folder, pushed.segments))


def _continues(folder: Path, pushed: _Pushed) -> bool:
    """Whether a track goes on as it was: the same beginning, and numbers that don't fall back."""
    progress = PushTrack(folder / pushed.kind).progress()
    if progress is None:
        return True
    if progress.playlist != pushed.name:
        raise OneOfEach
    return progress.init == pushed.fresh_progress.init and pushed.newest >= progress.newest


def _after_turn(folder: Path, segments: list[Arrived]) -> list[Arrived]:
    """Leave out what was taken before the stream went on air, which is not for the audience, or off it."""
    try:
        turn = (folder / _TURN).stat().st_mtime
    except OSError:
        return segments
    for segment in segments:
        if segment.began < turn:
            segment.path.unlink(missing_ok=True)
    return [segment for segment in segments if segment.began >= turn]


def _end_track(admission: Admission, stream: Stream, name: str) -> None:
    """Note that a track ended, and end the take with its last one."""
    take = open_take_by(admission, stream)
    if take is None:
        return
    tracks = [PushTrack(folder) for folder in _folder(take).iterdir() if folder.is_dir()]
    for track in tracks:
        progress = track.progress()
        if progress and progress.playlist == name:
            track.end()
    if all(progress.has_ended for track in tracks if (progress := track.progress())):
        end_take(take.public_id, end=TakeEnd.STOPPED)


def _folder(take: PushTake) -> Path:
    return StreamPlace(settings.LIVE_ROOT, take.stream).take(take.public_id, is_public=take.is_public)
