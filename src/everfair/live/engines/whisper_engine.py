"""Captions by a Whisper model on this machine: `EVERFAIR_CAPTION_MODEL` names its folder.

The model runs in a process of its own behind everything else, so what comes in is never slowed by it. One piece is
heard at a time; what waits too long for its turn is left out, and the log says so.
"""

from __future__ import annotations

import io
import json
import logging
import os
import select
import subprocess
import sys
import threading
import time
import wave
from pathlib import Path
from typing import Any

from everfair.live.engines.caption_engine import Heard, Sound
from everfair.live.engines.whisper_worker import MISSING

LONGEST_WAIT_SECONDS = 12.0
LOAD_SECONDS = 90.0
PATIENCE_SECONDS = 40.0
AGAIN_AFTER_SECONDS = 60.0
_BLOCK = 1 << 16
MISSING_PACKAGE = (
    "Automatic captions need the Python package faster-whisper, which is not installed: "
    "install it beside Everfair, or leave EVERFAIR_CAPTION_MODEL out. Captions by hand go on."
)

logger = logging.getLogger(__name__)


class WorkerGone(Exception):
    """The process ended, or gave no answer in time."""


class _Worker:
    """One process with the model; used by one thread at a time."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(  # noqa: S603 -- our own module
            [sys.executable, "-m", "everfair.live.engines.whisper_worker", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            env={**os.environ, "OMP_NUM_THREADS": "1"},
            start_new_session=True,
        )
        self._unread = b""

    def told(self, seconds: float) -> dict[str, Any]:
        """Return the next answer."""
        until = time.monotonic() + seconds
        while b"\n" not in self._unread:
            pipe = self._process.stdout
            if pipe is None or not select.select([pipe], [], [], max(0.0, until - time.monotonic()))[0]:
                raise WorkerGone("it gave no answer in time")
            data = os.read(pipe.fileno(), _BLOCK)
            if not data:
                raise WorkerGone("it ended")
            self._unread += data
        line, _, self._unread = self._unread.partition(b"\n")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def ask(self, sound: Sound) -> dict[str, Any]:
        """Send some seconds; the process reads whenever it is not busy, and it is not busy now."""
        samples = _samples(sound.wav)
        begins = sound.begins.timestamp()
        facts = {"stream": sound.stream, "language": sound.language, "begins": begins, "bytes": len(samples)}
        try:
            pipe = self._process.stdin
            if pipe is not None:
                pipe.write(json.dumps(facts).encode() + b"\n" + samples)
        except OSError as error:
            raise WorkerGone("it ended") from error
        return self.told(PATIENCE_SECONDS)

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()


class WhisperEngine:
    """Threads ask it at the same time; `close` ends the process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._worker: _Worker | None = None
        self._start_after = 0.0
        self._turn = threading.Lock()

    def write_down(self, sound: Sound) -> list[Heard]:
        if not self._turn.acquire(timeout=LONGEST_WAIT_SECONDS):
            logger.warning("The captions of %s miss some seconds: the model is too slow.", sound.stream)
            return []
        try:
            return self._hear(sound)
        finally:
            self._turn.release()

    def close(self) -> None:
        if self._worker is not None:
            self._worker.end()
            self._worker = None

    def _hear(self, sound: Sound) -> list[Heard]:
        try:
            worker = self._worker or self._start()
            answer = worker.ask(sound) if worker else {}
        except WorkerGone as gone:
            self._give_up(f"The process of the caption model failed: {gone}.")
            return []
        if trouble := answer.get("trouble"):
            logger.warning("The caption model failed: %s", trouble)
        return [Heard(begins, seconds, text) for begins, seconds, text in answer.get("cues", ())]

    def _start(self) -> _Worker | None:
        """Start the process, but not again and again what fails."""
        if time.monotonic() < self._start_after:
            return None
        self._worker = worker = _Worker(self._folder)
        trouble = worker.told(LOAD_SECONDS).get("trouble")
        if trouble is None:
            logger.info("Captions are written by the model in %s.", self._folder)
            return worker
        if trouble == MISSING:
            self._give_up(MISSING_PACKAGE, seconds=float("inf"))
        else:
            self._give_up(f"There is no caption model in {self._folder}: {trouble}")
        return None

    def _give_up(self, sentence: str, *, seconds: float | None = None) -> None:
        logger.error(sentence)
        self._start_after = time.monotonic() + (AGAIN_AFTER_SECONDS if seconds is None else seconds)
        self.close()


def _samples(wav: bytes) -> bytes:
    with wave.open(io.BytesIO(wav)) as file:
        samples: bytes = file.readframes(file.getnframes())
    return samples
