"""Keeps the parts of a fair alive: starts them in order, starts them again when they end, and stops them all.

One thread, no callbacks: the signals that matter are blocked and waited for, so nothing can interrupt a start or a stop
half way.
"""

from __future__ import annotations

import signal
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from everfair.ops.errors import Trouble
from everfair.ops.processes import Command, kill_group, start, stop_child

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

STEADY_AFTER_SECONDS = 30.0
FIRST_PAUSE = 0.2
LONGEST_PAUSE = 10.0
GIVE_UP_AFTER = 4
LARGEST_LOG = 10 * 1024 * 1024


class StopRequested(Exception):
    """Someone pressed Ctrl-C, sent SIGTERM or closed the terminal."""


class Signals:
    """Blocks the signals of the supervisor, and hands them out one at a time."""

    def __init__(self) -> None:
        self._watched = {signal.SIGCHLD, signal.SIGINT, signal.SIGTERM}
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup means: stay when the terminal closes
            self._watched.add(signal.SIGHUP)
        self._before: set[signal.Signals | int] = set()

    def __enter__(self) -> Self:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        self._before = set(signal.pthread_sigmask(signal.SIG_BLOCK, self._watched))
        return self

    def __exit__(self, *_: object) -> None:
        while signal.sigtimedwait(self._watched, 0):
            continue
        signal.pthread_sigmask(signal.SIG_SETMASK, self._before)

    def wait(self, seconds: float) -> None:
        """Return when a child has ended or the time is over; `StopRequested` when asked to stop."""
        found = signal.sigtimedwait(self._watched, seconds)
        if found is not None and found.si_signo != signal.SIGCHLD:
            raise StopRequested


@dataclass
class Part:
    """One program of the fair, and what has become of it."""

    name: str
    command: Callable[[], Command]
    answers: Callable[[], bool]
    log: Path
    before: Callable[[], None] = lambda: None
    process: subprocess.Popen[bytes] | None = None
    restarts: int = 0
    started_at: float = 0.0
    pause: float = FIRST_PAUSE
    due: float = 0.0
    patience: float = 15.0

    def start(self) -> None:
        self.before()
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.replace(self.log.with_suffix(".old.log"))
        with self.log.open("ab") as output:
            self.process = start(self.command(), output)
        self.started_at = time.monotonic()

    def stop(self) -> None:
        if self.process is not None:
            stop_child(self.process, self.command().stop, self.patience)
            self.process = None

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def lacks_room(self) -> bool:
        return "No space left on device" in self.last_words(20)

    def last_words(self, count: int = 3) -> str:
        lines = self.log.read_text(errors="replace").strip().splitlines() if self.log.exists() else []
        return "\n".join(lines[-count:])


class Supervisor:
    """The parts in their order, the watch over them, and the report of it."""

    def __init__(self, signals: Signals, *, say: Callable[[str], None], report: Callable[[list[Part]], None]) -> None:
        self._signals = signals
        self._say = say
        self._tell = report
        self._parts: list[Part] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        for part in reversed(self._parts):
            part.stop()

    def start(self, part: Part) -> None:
        """Start a part and go on at once."""
        self._parts.append(part)
        part.start()
        self.report()

    def wait_for(self, part: Part, patience: float = 300.0) -> None:
        """Wait until a part answers; `Trouble` with its last words when it keeps ending or takes too long."""
        limit = time.monotonic() + patience
        while not part.answers():
            if part.restarts >= GIVE_UP_AFTER or time.monotonic() > limit:
                raise does_not_start(part)
            self._tick(0.05)

    def report(self) -> None:
        """Tell what has become of the parts."""
        self._tell(self._parts)

    def run(self, command: Command) -> int:
        """Run one task to its end while the parts are kept alive; returns its exit code."""
        task = start(command)
        try:
            while task.poll() is None:
                self._tick(0.2)
        finally:
            stop_child(task, command.stop)
        return task.returncode

    def watch(self) -> None:
        """Keep all parts alive until `StopRequested`."""
        while True:
            self._tick(1.0)

    def _tick(self, seconds: float) -> None:
        self._signals.wait(min([seconds, *self._times_to_start()]))
        for part in self._parts:
            if part.has_ended():
                self._note_end(part)
            elif part.process is None and time.monotonic() >= part.due:
                self._start_again(part)

    def _times_to_start(self) -> list[float]:
        now = time.monotonic()
        return [max(0.0, part.due - now) for part in self._parts if part.process is None]

    def _note_end(self, part: Part) -> None:
        if part.process is None:
            return
        kill_group(part.process)
        if time.monotonic() - part.started_at > STEADY_AFTER_SECONDS:
            part.pause = FIRST_PAUSE
        cause = "the disk is full" if part.lacks_room() else how_it_ended(part.process.returncode)
        self._say(f"{part.name} ended ({cause}); starting it again.")
        part.process = None
        part.due = time.monotonic() + part.pause
        part.pause = min(part.pause * 2, LONGEST_PAUSE)
        self.report()

    def _start_again(self, part: Part) -> None:
        part.restarts += 1
        try:
            part.start()
        except OSError as error:
            self._say(f"{part.name} could not start: {error.strerror}.")
            part.due = time.monotonic() + part.pause
        self.report()


def does_not_start(part: Part) -> Trouble:
    if part.lacks_room():
        return Trouble(f"{part.name} does not start: the disk is full.", "Free some space, then try again.")
    return Trouble(f"{part.name} does not start.", f"Its last words, from {part.log}:\n{part.last_words()}")


def how_it_ended(code: int) -> str:
    """Say `signal SIGKILL` or `exit code 1`."""
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def describe(parts: list[Part]) -> list[dict[str, object]]:
    """What `state.json` holds about the parts."""
    return [
        {
            "name": part.name,
            "pid": part.process.pid if part.process else None,
            "restarts": part.restarts,
            "log": str(part.log),
        }
        for part in parts
    ]
