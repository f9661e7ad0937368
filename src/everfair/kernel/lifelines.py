"""Processes that end with the one that started them, however that one ends."""

from __future__ import annotations

import ctypes
import os
import signal

PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True)


def die_with_parent(parent: int, stop: signal.Signals = signal.SIGTERM) -> None:
    """Ask the kernel to send `stop` to this process when the process `parent` ends, however it ends."""
    _LIBC.prctl(PR_SET_PDEATHSIG, int(stop), 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)
