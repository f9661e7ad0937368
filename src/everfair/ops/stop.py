"""`everfair stop`: asks the supervisor to close the fair, and waits until it has."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING

from everfair.ops.errors import FAIR, Trouble
from everfair.ops.home import Home

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE_SECONDS = 60.0


def close_fair(folder: Path) -> None:
    """`Trouble` when no fair is open there, or when it does not close."""
    home = Home(folder)
    state = home.read_state() if home.is_open() else None
    if state is None:
        raise Trouble(f"No fair is open in {home.folder}.", f"Open it with {FAIR} up.")
    os.kill(state["pid"], signal.SIGTERM)
    limit = time.monotonic() + PATIENCE_SECONDS
    while home.is_open():
        if time.monotonic() > limit:
            raise Trouble(f"The fair does not close; its supervisor is process {state['pid']}.", "Its logs say why.")
        time.sleep(0.1)
