"""Python's search for dead cycles, in processes that hold much for long."""

from __future__ import annotations

import gc

_NEW_OBJECTS, _GENERATIONS = 100_000, (20, 20)


def calm_collector() -> None:
    """Let it run more rarely, and never among what was imported; call it when all is imported.

    With Python's own thresholds it would run several times while the hub tells one line to ten thousand readers.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, *_GENERATIONS)
