"""Child processes that never outlive their parent."""

from __future__ import annotations

import os
import signal
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from everfair.kernel.lifelines import die_with_parent

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from everfair.ops.account import Account


@dataclass(frozen=True)
class Command:
    """How to start one child; `stop` is the signal that asks it to end in good order."""

    arguments: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    folder: Path | None = None
    account: Account | None = None
    stop: signal.Signals = signal.SIGTERM


def start(command: Command, output: BinaryIO | int | None = None) -> subprocess.Popen[bytes]:
    """Start a child in its own process group: a Ctrl-C at the terminal reaches only the supervisor."""
    return subprocess.Popen(
        command.arguments,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        cwd=command.folder,
        env=command.environment,
        process_group=0,
        preexec_fn=_prepare(os.getpid(), command.stop),  # noqa: PLW1509  only two system calls; no Python lock is taken
        **(command.account.drop() if command.account else {}),
    )


def _prepare(parent: int, stop: signal.Signals) -> Callable[[], None]:
    """Run in the child between fork and exec, after it has changed its account (which would clear the death signal)."""

    def prepare() -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        die_with_parent(parent, stop)

    return prepare


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """End what a dead or stubborn child has left behind in its group."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def stop_child(process: subprocess.Popen[bytes], stop: signal.Signals, patience: float = 15.0) -> None:
    """Ask the child to end, wait, and kill it with its group if it does not."""
    if process.poll() is None:
        process.send_signal(stop)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    kill_group(process)
