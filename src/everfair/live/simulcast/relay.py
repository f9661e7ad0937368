"""One take on its way to one platform, as long as both last."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from everfair.kernel.clock import now
from everfair.kernel.outside import NotOutside
from everfair.kernel.sealed import Unreadable, unseal
from everfair.live.derived.follow import Follower
from everfair.live.derived.piped import Piped, start_piped
from everfair.live.enums import SimulcastState, SimulcastTrouble
from everfair.live.ingest.child import ChildGone
from everfair.live.places import VIDEO
from everfair.live.simulcast.address import destination_of
from everfair.live.simulcast.publisher import Publisher
from everfair.live.simulcast.remux import FromZero, arguments, tags_of
from everfair.live.simulcast.troubles import SimulcastFailed

if TYPE_CHECKING:
    from everfair.live.composer.take_folder import TakeFolder
    from everfair.live.simulcast.address import Destination

LOG = "simulcast.log"
_LATEST = timedelta(seconds=30)
_PATIENCE = 20.0  # longer than the publisher's own, so that a full line is named before ffmpeg is given up

_logger = logging.getLogger(__name__)

Note = Callable[[SimulcastState, SimulcastTrouble | None, str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Relay:
    """`turn` lets the last take say goodbye before the next one begins: platforms take one publisher a key."""

    folder: TakeFolder
    tracks: Sequence[str]
    sealed: str
    note: Note
    turn: asyncio.Lock

    async def run(self) -> None:
        """Send until the take has ended; `SimulcastFailed` when the platform, or the way there, gives out before."""
        async with self.turn:
            try:
                await self._send_on()
            except SimulcastFailed as failure:
                await self.note(SimulcastState.FAILED, failure.trouble, failure.words)
                raise
            except BaseException:
                await asyncio.shield(self.note(SimulcastState.WAITING, None, ""))
                raise
            await self.note(SimulcastState.WAITING, None, "")

    async def _send_on(self) -> None:
        destination = _opened(self.sealed)
        await self.note(SimulcastState.CONNECTING, None, "")
        publisher = await Publisher.connect(destination)
        try:
            await self.note(SimulcastState.SENDING, None, "")
            await self._remux(publisher)
        finally:
            await publisher.close()

    async def _remux(self, publisher: Publisher) -> None:
        piped = await start_piped(
            arguments, inputs=len(self.tracks), outputs=1, log=self.folder.path / LOG, patience=_PATIENCE
        )
        try:
            async with asyncio.TaskGroup() as group:
                for number, track in enumerate(self.tracks):
                    group.create_task(self._feed(piped, number, track))
                group.create_task(self._pass_on(piped, publisher))
        except BaseExceptionGroup as errors:
            piped.kill()
            raise _first_of(errors) from None
        except BaseException:
            piped.kill()
            raise
        finally:
            await piped.finish()

    async def _feed(self, piped: Piped, number: int, track: str) -> None:
        follower = Follower(self.folder, track)
        has_begun = False
        async for segments in follower.follow():
            if not has_begun:
                await piped.write(number, await asyncio.to_thread(follower.init))
                has_begun = True
            for segment in segments:
                _ensure_in_time(segment.at)
                await piped.write(number, await asyncio.to_thread(follower.read, segment))
        await piped.close(number)

    async def _pass_on(self, piped: Piped, publisher: Publisher) -> None:
        clock = FromZero(has_video=VIDEO in self.tracks)
        async for tag in tags_of(piped.outputs[0]):
            moved = clock.moved(tag)
            if moved is not None:
                await publisher.send(moved)


def _opened(sealed: str) -> Destination:
    try:
        return destination_of(unseal(sealed))
    except Unreadable as error:
        raise SimulcastFailed(SimulcastTrouble.SECRET) from error
    except NotOutside as error:
        raise SimulcastFailed(SimulcastTrouble.ADDRESS) from error


def _ensure_in_time(at: str) -> None:
    if now() - datetime.fromisoformat(at) > _LATEST:
        raise SimulcastFailed(SimulcastTrouble.SLOW)


def _first_of(errors: BaseExceptionGroup[BaseException]) -> BaseException:
    """Return the platform's no rather than what it brought down with it."""
    told = [error for error in errors.exceptions if isinstance(error, SimulcastFailed)]
    if told:
        return told[0]
    if all(isinstance(error, ChildGone | OSError) for error in errors.exceptions):
        return SimulcastFailed(SimulcastTrouble.LOST)
    return errors
