"""Reads what interpreters send, and makes samples of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from everfair.live.derived.piped import Piped, start_piped
from everfair.live.ingest.child import ChildGone
from everfair.live.ingest.ffmpeg import program
from everfair.live.ingest.parts import FellSilent, parts_of
from everfair.live.ingest.sitting_watch import SittingWatch
from everfair.live.ingest.spool import OVER, Sitting
from everfair.live.interpretation.sittings import BOOTHS, BoothBeginning, booth_beginning
from everfair.live.interpretation.voice import RATE, VoiceBuffer, Voices

_BLOCK = 32 * 1024
_LOG = "ffmpeg.log"

_logger = logging.getLogger(__name__)


class BoothReader:
    """Looks for interpreters that speak, and decodes each into `voices`."""

    def __init__(self, root: Path, voices: Voices) -> None:
        self._voices = voices
        self._watch = SittingWatch(root, BOOTHS, self._attend)

    async def run(self) -> None:
        await self._watch.run()

    async def stop(self) -> None:
        await self._watch.stop()

    async def _attend(self, sitting: Sitting) -> None:
        beginning = booth_beginning(sitting)
        if beginning is None:
            sitting.remove()
            return
        voice = self._voices.open(beginning.stream, beginning.language)
        try:
            await _decode(sitting, beginning, voice)
        except (ChildGone, FellSilent, OSError) as error:
            _logger.warning("An interpreter of %s into %s stopped: %r", beginning.stream, beginning.language, error)
        finally:
            voice.close()
            sitting.end(OVER)
            for number in sitting.waiting():
                sitting.drop(number)


def decoder_arguments(mime: str, inputs: Sequence[str], outputs: Sequence[str]) -> list[str]:
    """Return the call that makes samples of what a recorder writes, as soon as it comes."""
    container = "mp4" if mime.startswith("audio/mp4") else "matroska"
    return [
        *(program(), "-hide_banner", "-nostdin", "-loglevel", "error"),
        *("-fflags", "+nobuffer", "-probesize", "4096", "-analyzeduration", "0", "-f", container, "-i", inputs[0]),
        *("-map", "0:a:0", "-ac", "1", "-ar", str(RATE), "-f", "s16le", "-flush_packets", "1", outputs[0]),
    ]


async def _decode(sitting: Sitting, beginning: BoothBeginning, voice: VoiceBuffer) -> None:
    make = partial(decoder_arguments, beginning.mime)
    decoder = await start_piped(make, inputs=1, outputs=1, log=sitting.folder / _LOG)
    hearing = asyncio.create_task(_hear(decoder, voice))
    try:
        async for part in parts_of(sitting):
            await decoder.write(0, part)
        await decoder.finish()
        await hearing
    finally:
        decoder.kill()
        await asyncio.shield(decoder.finish())
        hearing.cancel()


async def _hear(decoder: Piped, voice: VoiceBuffer) -> None:
    while pcm := await decoder.outputs[0].read(_BLOCK):
        voice.push(pcm)
