"""The live process: takes media in, writes playlists, and does what the fair tells it."""

from __future__ import annotations

import asyncio
import errno
import json
import logging
import signal
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError
from django.utils.translation import gettext_noop as _

from everfair.kernel.listener import Listener
from everfair.live.captioning.automatic import AutomaticCaptions
from everfair.live.composer.composer import Composer
from everfair.live.derived.ladder import Ladder
from everfair.live.derived.works import Derivations, Deriver
from everfair.live.domain.commands import CHANNEL
from everfair.live.engines.caption_engine import service_at
from everfair.live.engines.whisper_engine import WhisperEngine
from everfair.live.enums import TakeEnd
from everfair.live.health.watch import HealthWatch
from everfair.live.ingest.books import FairBooks, facts_of, in_thread
from everfair.live.ingest.gates import gates_of
from everfair.live.ingest.guard import DiskGuard
from everfair.live.ingest.house import EncoderHouse
from everfair.live.ingest.push_files import forget_drafts
from everfair.live.ingest.pushes import PushWatch
from everfair.live.ingest.rounds import Round, end_takes_of_nobody, look_at_takes, recover, sweep
from everfair.live.ingest.rtmp.server import RtmpServer
from everfair.live.ingest.studio import StudioReader
from everfair.live.ingest.takes import TakeKeeper
from everfair.live.interpretation.booths import BoothReader
from everfair.live.interpretation.deriving import Interpretation
from everfair.live.interpretation.voice import Voices
from everfair.live.places import RTMP_PORT, port_of_encoders
from everfair.live.simulcast.deriver import Simulcasts

if TYPE_CHECKING:
    from everfair.config.options import Options

ENDED_BY_TEAM = _("The team ended this.")
USUAL_PORT = 1935
LOOPBACK = "127.0.0.1"
_PORTS_TO_TRY = 100
_ROUND_SECONDS = 3.0
_GUARD_SECONDS = 10.0
_HEALTH_SECONDS = 10.0
_CAPTION_SECONDS = 2.0
_DRAFTS_SECONDS = 900.0
_DERIVE_SECONDS = 1.0

Task = Callable[[], Coroutine[Any, Any, None]]

_logger = logging.getLogger(__name__)


class LiveProcess:
    """Lives until SIGTERM, then ends what comes in, in good order; encoders return by themselves."""

    def __init__(self, options: Options, root: Path, conninfo: str, *, beside: Sequence[Task] = ()) -> None:
        self._options = options
        self._beside = beside
        self._root = root
        self._composer = Composer(root, facts_of)
        self._keeper = TakeKeeper(root, FairBooks(), self._composer, most=options.live_most_streams)
        self._server = RtmpServer(EncoderHouse(self._keeper))
        self._gates = gates_of(options, self._keeper)
        self._studio = StudioReader(root, self._keeper, most_transcoded=options.live_most_transcoded)
        self._pushes = PushWatch(root, self._composer)
        self._guard = DiskGuard(root, self._composer)
        self._ears = Listener(conninfo, {CHANNEL: self._hear}, on_up=list, on_down=lambda: None, name="everfair-live")
        self._health = HealthWatch(root)
        self._captions = _captions_of(options, root)
        voices = Voices()
        self._booths = BoothReader(root, voices)
        self._derivations = Derivations(self._composer, [*_derivers_of(options, root), Interpretation(root, voices)])
        self._errands: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Serve until asked to stop."""
        stopped = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stopped.set)
        self._root.mkdir(parents=True, exist_ok=True)
        self._composer.start()
        for stream in await in_thread(recover):
            self._composer.look(stream)
        await self._open_port()
        tasks = [asyncio.create_task(work) for work in self._work()]
        await stopped.wait()
        await self._server.stop()
        await self._studio.stop()
        await self._booths.stop()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, *self._errands, return_exceptions=True)
        await self._derivations.stop()
        await asyncio.to_thread(self._composer.stop)
        (self._root / RTMP_PORT).unlink(missing_ok=True)

    def _work(self) -> list[Coroutine[Any, Any, None]]:
        return [
            self._ears.run(),
            self._studio.run(),
            self._booths.run(),
            *(gate.run() for gate in self._gates),
            every(_ROUND_SECONDS, self._go_round),
            every(_GUARD_SECONDS, self._guard.look),
            every(_HEALTH_SECONDS, self._health.look),
            every(_DRAFTS_SECONDS, lambda: asyncio.to_thread(forget_drafts, self._root)),
            every(_DERIVE_SECONDS, self._derivations.look),
            *([every(_CAPTION_SECONDS, self._write_down)] if self._captions else []),
            *(task() for task in self._beside),
        ]

    async def _open_port(self) -> None:
        """Listen on the port of the settings; without one on the last, the usual, or the next free one.

        Where a media server stands before the fair, it has the usual port, and ours is for programs of this machine.
        """
        is_inner = self._options.live_engine != "embedded"
        host, fixed = (LOOPBACK, None) if is_inner else (self._options.host, self._options.live_port)
        last = port_of_encoders(self._root)
        usual = () if is_inner else range(USUAL_PORT, USUAL_PORT + _PORTS_TO_TRY)
        for port in [fixed] if fixed else [*([last] if last else []), *usual, 0]:
            try:
                opened = await self._server.start(host, port)
            except OSError as refusal:
                if fixed or refusal.errno not in {errno.EADDRINUSE, errno.EACCES}:
                    raise
            else:
                (self._root / RTMP_PORT).write_text(str(opened))
                _logger.info("Encoders may send to port %s", opened)
                return

    async def _go_round(self) -> None:
        """Do what must not depend on notifications: they may be missed while the database restarts."""
        await in_thread(sweep, timedelta(seconds=self._options.live_grace_seconds))
        await in_thread(end_takes_of_nobody, self._keeper.open_takes)
        round_ = await in_thread(look_at_takes, self._keeper.streams)
        await self._act(round_)
        await self._pushes.look(round_.pushes)
        self._composer.look_around()

    async def _write_down(self) -> None:
        if self._captions:
            await in_thread(self._captions.look_once)

    async def _act(self, found: Round) -> None:
        for stream in found.to_cut:
            self._tell(stream, "cut")
        for stream in found.to_kick:
            self._tell(stream, "kick")

    def _hear(self, message: str) -> None:
        told = json.loads(message)
        if told["do"] == "door":
            for gate in self._gates:
                gate.turns.hurry()
            return
        self._tell(str(told["stream"]), str(told["do"]))

    def _tell(self, stream: str, do: str) -> None:
        sender = self._keeper.sender(stream)
        if sender is not None and do == "cut":
            sender.ask_cut()
        if sender is not None and do == "kick":
            errand = asyncio.create_task(sender.end(TakeEnd.KICKED, ENDED_BY_TEAM))
            self._errands.add(errand)
            errand.add_done_callback(self._errands.discard)
        self._composer.look(stream)


def _captions_of(options: Options, root: Path) -> AutomaticCaptions | None:
    """Return who writes down what is said: the service of the settings, else the model, else nobody."""
    if options.caption_url:
        return AutomaticCaptions(root, service_at(options.caption_url, options.caption_token))
    return AutomaticCaptions(root, WhisperEngine(options.caption_model)) if options.caption_model else None


def _derivers_of(options: Options, root: Path) -> list[Deriver]:
    """Return who makes further tracks out of what comes in."""
    return [
        Ladder(root, most=options.live_most_ladders),
        Simulcasts(root),
    ]


async def every(seconds: float, act: Callable[[], Awaitable[object]]) -> None:
    """Do it again and again; what goes wrong once must not end it."""
    while True:
        try:
            await act()
        except (DatabaseError, OSError) as error:
            _logger.warning("%s: %s", getattr(act, "__qualname__", "a round"), error)
        except Exception:
            _logger.exception("A round went wrong")
        await asyncio.sleep(seconds)


def serve_live(options: Options, root: Path, conninfo: str, *, beside: Sequence[Task] = ()) -> None:
    """Run the live process, and as long as it lives what shall run beside it."""
    asyncio.run(LiveProcess(options, root, conninfo, beside=beside).run())
