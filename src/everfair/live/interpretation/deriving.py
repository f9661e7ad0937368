"""Which sound is mixed: every open take of a stream, in each of its languages, whether somebody speaks or not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from everfair.live.composer.take_folder import TakeFolder
from everfair.live.derived.works import MakeWork, WorkKey
from everfair.live.interpretation.mixing import InterpretedSound
from everfair.live.interpretation.voice import Voices
from everfair.live.models import Channel, Take
from everfair.live.places import StreamPlace


class Interpretation:
    """A `Deriver`; `root` is the fair's `live` folder."""

    def __init__(self, root: Path, voices: Voices) -> None:
        self._root = root
        self._voices = voices

    def wanted(self, takes: Sequence[Take]) -> Mapping[WorkKey, MakeWork]:
        """Return a work for each take and language; one query."""
        languages: defaultdict[int, list[str]] = defaultdict(list)
        rows = Channel.objects.filter(stream__in={take.stream_id for take in takes})
        for stream_id, language in rows.values_list("stream_id", "language") if takes else ():
            languages[stream_id].append(language)
        return {
            WorkKey(take.stream.public_id, take.public_id, f"interpretation {language}"): partial(
                self._make, take, language
            )
            for take in takes
            for language in languages[take.stream_id]
        }

    def _make(self, take: Take, language: str) -> InterpretedSound:
        stream = take.stream.public_id
        folder = TakeFolder(StreamPlace(self._root, stream), take.public_id, take.is_public)
        return InterpretedSound(folder, language, partial(self._voices.pull, stream, language))
