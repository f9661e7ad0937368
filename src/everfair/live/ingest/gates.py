"""The ways in beside our own RTMP server: a media server before the fair, and SRT addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from everfair.live.engines.chosen import outside_engine
from everfair.live.ingest.relays import Relays
from everfair.live.ingest.srt import SrtDoors
from everfair.live.ingest.takes import TakeKeeper
from everfair.live.queries.srt import srt_ports

if TYPE_CHECKING:
    from everfair.config.options import Options
    from everfair.live.ingest.turns import Turns


class Gate(Protocol):
    """Something that looks now and then who comes, and at once when it is told."""

    turns: Turns

    async def run(self) -> None: ...


def gates_of(options: Options, keeper: TakeKeeper) -> list[Gate]:
    """Return what the settings ask for."""
    engine = outside_engine(options)
    relays = [Relays(engine, keeper)] if engine else []
    doors = [SrtDoors(options.host, keeper)] if srt_ports(options) else []
    return [*relays, *doors]
