"""One ffmpeg that reads a network address, copies what comes, and hands it over as the tags of an encoder."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import re
import signal
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from django.utils.translation import gettext_noop as _

from everfair.kernel.lifelines import die_with_parent
from everfair.live.ingest.feed import FlvTag
from everfair.live.ingest.ffmpeg import program
from everfair.live.ingest.flv_reader import FlvReader

UNREADABLE = _("The encoder sends a picture or a sound that can not be read here. Set it to H.264 and AAC.")

_BLOCK = 1 << 20
_BREATH_SECONDS = 0.1
_BUSY = 128 << 10
_MOST_WORDS = 2048
_FAREWELL_SECONDS = 2.0
_READ = ("-copyts", "-analyzeduration", "1000000", "-fpsprobesize", "0")
_WRITE = ("-f", "flv", "-flvflags", "no_duration_filesize", "-flush_packets", "1", "pipe:1")
_CODEC_TROUBLE = re.compile("not currently supported in container|Could not write header|Codec .* is not supported")
_SECRETS = re.compile(r"(pass(?:phrase)?=)[^&\s]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """`words` are ffmpeg's for its input; sound that is Opus is made into AAC, everything else is copied."""

    words: Sequence[str]
    has_opus: bool = False
    filters: Sequence[str] = field(default=())

    def call(self) -> list[str]:
        sound = ("-c:a", "aac", "-b:a", "128k", "-ar", "48000", "-ac", "2") if self.has_opus else ("-c:a", "copy")
        first = ("-map", "0:v:0?", "-map", "0:a:0?", "-c:v", "copy", *sound, *self.filters)
        return [program(), "-hide_banner", "-nostdin", "-loglevel", "warning", *_READ, *self.words, *first, *_WRITE]


class Remuxer:
    """What comes is read in gulps of a tenth of a second, as an encoder's connection is.

    `silence` is how many seconds it may bring nothing; None while it may wait for ever.
    """

    def __init__(
        self, process: asyncio.subprocess.Process, reader: asyncio.StreamReader, pipe: asyncio.ReadTransport
    ) -> None:
        self._process = process
        self._reader, self._pipe = reader, pipe
        self._words = b""
        self._listening = asyncio.create_task(self._listen())
        self._flv = FlvReader()
        self._first = b""
        self.silence: float | None = None

    async def begins(self) -> bool:
        """Wait until something comes; False when ffmpeg ends without."""
        self._first = await self._gulp()
        return bool(self._first)

    async def tags(self) -> AsyncIterator[list[FlvTag]]:
        """Yield what comes until ffmpeg ends; raises `TimeoutError` when nothing comes for too long, and `FlvError`."""
        data, self._first = self._first or await self._gulp(), b""
        while data:
            yield self._flv.receive(data)
            if len(data) < _BUSY:
                await asyncio.sleep(_BREATH_SECONDS)
            data = await self._gulp()

    def trouble(self) -> str:
        """Return the sentence for what can't be read, "" when nothing is wrong with the codecs."""
        return UNREADABLE if _CODEC_TROUBLE.search(self.words()) else ""

    def words(self) -> str:
        """Return what ffmpeg said, without secrets."""
        return _SECRETS.sub(r"\1…", self._words.decode(errors="replace")).strip()

    async def end(self) -> None:
        """End it; nothing of it stays."""
        self._send(signal.SIGTERM)
        try:
            async with asyncio.timeout(_FAREWELL_SECONDS):
                await self._process.wait()
        except TimeoutError:
            self._send(signal.SIGKILL)
            await self._process.wait()
        await self._listening
        self._pipe.close()

    async def _gulp(self) -> bytes:
        self._pipe.resume_reading()
        try:
            async with asyncio.timeout(self.silence):
                return await self._reader.read(_BLOCK)
        finally:
            self._pipe.pause_reading()

    async def _listen(self) -> None:
        """Keep its last words; read on, or it would wait for us."""
        while self._process.stderr is not None and (words := await self._process.stderr.read(4096)):
            self._words = (self._words + words)[-_MOST_WORDS:]

    def _send(self, what: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(what)


@asynccontextmanager
async def remuxed(reading: Reading) -> AsyncIterator[Remuxer]:
    """Start ffmpeg, and end it in every case; `OSError` when it can't start."""
    ours, theirs = os.pipe()
    parent = os.getpid()
    try:
        with contextlib.suppress(OSError):
            fcntl.fcntl(ours, fcntl.F_SETPIPE_SZ, _BLOCK)  # while we breathe ffmpeg must not wait
        process = await asyncio.create_subprocess_exec(
            *reading.call(),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=theirs,
            stderr=asyncio.subprocess.PIPE,
            preexec_fn=lambda: die_with_parent(parent, signal.SIGTERM),
        )
    except BaseException:
        os.close(ours)
        raise
    finally:
        os.close(theirs)
    reader = asyncio.StreamReader(limit=_BLOCK)
    pipe, _protocol = await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(ours, "rb", buffering=0)
    )
    remuxer = Remuxer(process, reader, pipe)
    try:
        yield remuxer
    finally:
        await remuxer.end()
