"""Automatic captions: the sound of all open takes goes to the engine, a few seconds at a time."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from everfair.live.captioning.sound import wav_of
from everfair.live.composer.segments import Segment
from everfair.live.composer.take_folder import TakeFolder
from everfair.live.domain.captions import are_automatic, note_heard
from everfair.live.engines.caption_engine import CaptionEngine, Heard, Sound
from everfair.live.health.segments import newest_segments
from everfair.live.models import Take
from everfair.live.places import AUDIO, StreamPlace

# What is said needs a few seconds to be understood; what could not be sent in time is left out.
SHORTEST_SECONDS, LONGEST_SECONDS = 4.0, 15.0
_REMEMBERED = 32
_AT_ONCE = 8

logger = logging.getLogger(__name__)


class AutomaticCaptions:
    """Remembers how far each take has been listened to; `root` is the fair's `live` folder."""

    def __init__(self, root: Path, engine: CaptionEngine) -> None:
        self._root = root
        self._engine = engine
        self._done: dict[str, int] = {}

    def look_once(self) -> None:
        """Send what is new, all takes at once, and keep what comes back."""
        takes = list(Take.objects.filter(ended_at__isnull=True).select_related("stream"))
        open_ = {take.public_id for take in takes}
        self._done = {key: number for key, number in self._done.items() if key in open_}
        due = [(take, segments) for take in takes if are_automatic(take.stream) and (segments := self._news(take))]
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            heard = pool.map(lambda one: self._hear(*one), due)
            for (take, segments), cues in zip(due, heard, strict=True):
                note_heard(take.stream, _moment(segments), cues)

    def _news(self, take: Take) -> list[Segment]:
        """Return the segments that have not been listened to, once they are long enough; the newest of many."""
        done = self._done.get(take.public_id)
        segments = [
            one
            for one in newest_segments(self._folder(take).path / AUDIO, _REMEMBERED)
            if done is None or one.number > done
        ]
        if sum(one.seconds for one in segments) < SHORTEST_SECONDS:
            return []
        self._done[take.public_id] = segments[-1].number
        seconds = 0.0
        for place in range(len(segments) - 1, -1, -1):
            seconds += segments[place].seconds
            if seconds > LONGEST_SECONDS:
                if done is not None:
                    logger.warning("The captions of %s miss some seconds: they take too long.", take.stream.public_id)
                return segments[place + 1 :]
        return segments

    def _hear(self, take: Take, segments: list[Segment]) -> list[Heard]:
        wav = wav_of(self._folder(take), segments)
        stream = take.stream
        sound = Sound(stream.public_id, stream.language, _moment(segments), wav)
        return self._engine.write_down(sound) if wav else []

    def _folder(self, take: Take) -> TakeFolder:
        place = StreamPlace(self._root, take.stream.public_id)
        return TakeFolder(place, take.public_id, take.is_public)


def _moment(segments: list[Segment]) -> datetime:
    return datetime.fromisoformat(segments[0].at)
