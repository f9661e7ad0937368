"""The title card before a recording: to the playlists it is a take of its own, just before the first one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from everfair.live.composer.encoder_playlist import read_encoder_playlist
from everfair.live.composer.segments import Segment
from everfair.live.composer.stream_index import KeptTake, TakeKey
from everfair.live.composer.track_watch import PLAYLIST, moment
from everfair.live.places import AUDIO, INIT, VIDEO, StreamPlace

_Track = tuple[str, list[Segment]]


def card_before(takes: Sequence[KeptTake], place: StreamPlace, card: str) -> KeptTake | None:
    """Return the card with the tracks that the takes have; None without card, or without anything behind it.

    It ends where the recording begins, by the clock too: so moments keep their places behind it.
    """
    begins = [segments[0].at for take in takes for _, segments in take.tracks.values() if segments]
    names = {name for take in takes for name, (_, segments) in take.tracks.items() if segments}
    if not card or not begins or VIDEO not in names:
        return None
    lengths = {name: _seconds(place, card, name) for name in (VIDEO, AUDIO) if name in names}
    if not all(lengths.values()):
        return None
    at = moment(min(datetime.fromisoformat(begin) for begin in begins).timestamp() - lengths[VIDEO])
    tracks: dict[str, _Track] = {
        name: (INIT, [Segment(0, seconds, at, "0.m4s", 0)]) for name, seconds in lengths.items()
    }
    return KeptTake(TakeKey(at, card, is_public=True), tracks)


def _seconds(place: StreamPlace, card: str, track: str) -> float:
    """Return how long a track of the card is; 0 where there is none."""
    try:
        text = (place.take(card, is_public=True) / track / PLAYLIST).read_text()
    except OSError:
        return 0.0
    return sum(listed.seconds for listed in read_encoder_playlist(text).segments)
