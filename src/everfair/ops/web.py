"""The web process: granian serving the edge, and Django behind it."""

from __future__ import annotations

import importlib
import os
import signal
from functools import partial
from typing import Any

from granian.constants import Interfaces
from granian.server import Server

from everfair.config.options import load_options
from everfair.kernel.lifelines import die_with_parent
from everfair.ops.collector import calm_collector

APPLICATION = "everfair.config.asgi:application"
STREAMS_PER_WORKER = 20_000  # granian's default would cap open event streams at its backlog
SECONDS_TO_FINISH = 3


def main() -> None:
    """Serve until SIGTERM."""
    options = load_options()
    server = Server(
        APPLICATION,
        address=options.host,
        port=options.port,
        interface=Interfaces.ASGI,
        workers=options.web_workers,
        backpressure=STREAMS_PER_WORKER,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_FINISH,
    )
    server.serve(target_loader=partial(load, os.getpid()))


def load(parent: int, target: str) -> Any:
    """Load the application in a worker, which must not outlive granian's main process and keep the port."""
    die_with_parent(parent, signal.SIGKILL)
    module, _, name = target.partition(":")
    application = getattr(importlib.import_module(module), name)
    calm_collector()
    return application


if __name__ == "__main__":
    main()
