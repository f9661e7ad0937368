"""What is to be sent on of the takes that are open: those of the audience alone, wherever it is switched on."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from everfair.live.composer.take_folder import TakeFolder
from everfair.live.derived.works import MakeWork, WorkKey
from everfair.live.domain.simulcasts import note_state, settle_states
from everfair.live.ingest.books import in_thread
from everfair.live.models import Simulcast
from everfair.live.places import AUDIO, VIDEO, StreamPlace
from everfair.live.simulcast.relay import Note, Relay

if TYPE_CHECKING:
    from pathlib import Path

    from everfair.live.enums import SimulcastState, SimulcastTrouble
    from everfair.live.models import Take


class Simulcasts:
    """A `Deriver`."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._turns: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    def wanted(self, takes: Sequence[Take]) -> Mapping[WorkKey, MakeWork]:
        """Return a relay for every platform; what no relay sends any more is noted to wait."""
        shown = {take.stream_id: take for take in takes if take.is_public and _tracks_of(take)}
        rows = Simulcast.objects.filter(stream_id__in=shown, is_on=True).order_by("pk") if shown else []
        found = {row.pk: row for row in rows}
        settle_states(found)
        return dict(self._work(row, shown[row.stream_id]) for row in found.values())

    def _work(self, row: Simulcast, take: Take) -> tuple[WorkKey, MakeWork]:
        stream = take.stream.public_id
        place = StreamPlace(self._root, stream)
        make = partial(
            Relay,
            folder=TakeFolder(place, take.public_id, is_public=True),
            tracks=_tracks_of(take),
            sealed=row.address,
            note=_noting(row.pk, stream),
            turn=self._turns[row.pk],
        )
        return WorkKey(stream, take.public_id, f"simulcast-{row.public_id}"), make


def _noting(simulcast_id: int, stream: str) -> Note:
    async def note(state: SimulcastState, trouble: SimulcastTrouble | None, words: str) -> None:
        await in_thread(note_state, simulcast_id, stream, state=state, trouble=trouble, words=words)

    return note


def _tracks_of(take: Take) -> list[str]:
    return [track for track, arrives in ((VIDEO, take.video), (AUDIO, take.audio)) if arrives]
