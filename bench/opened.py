"""A throwaway fair for measurements inside one process: its own PostgreSQL, migrated, the demo loaded."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def opened_fair(scale: str | None = "demo") -> Iterator[Path]:
    """Open a fair in a folder that is removed afterwards; Django is ready inside the block. Yields the home."""
    with tempfile.TemporaryDirectory(prefix="everfair-bench-") as folder:
        home = Path(folder)
        home.chmod(0o711)
        os.environ |= {"EVERFAIR_HOME": folder, "DJANGO_SETTINGS_MODULE": "everfair.config.settings"}
        os.environ["EVERFAIR_ALLOWED_HOSTS"] = "*"
        os.environ.pop("DATABASE_URL", None)
        from everfair.config.options import load_options
        from everfair.ops.database import fair_database

        with fair_database(load_options()):
            if scale:
                from everfair.kernel.progress import Silent
                from everfair.replay.public import load_replay

                load_replay(scale, Silent())
            yield home


def cpu_milliseconds(act: Callable[[], object], *, times: int = 60, warm: int = 10) -> list[float]:
    """Return the processor time of this process for each call, after a warm-up, smallest first."""
    for _ in range(warm):
        act()
    spent = []
    for _ in range(times):
        begun = time.process_time()
        act()
        spent.append((time.process_time() - begun) * 1000)
    return sorted(spent)
