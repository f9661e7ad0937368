"""How long the replay takes and what it costs: the aim is the full fair in 120 s and 1.5 GB.

`python -m bench.replay` loads the demo, the full fair over it, and the full fair once more over the first;
`python -m bench.replay demo` stops after the demo.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from bench.opened import opened_fair

AIM_SECONDS = 120
AIM_MB = 1536


@dataclass
class Steps:
    """Progress that keeps how long each step took."""

    seconds: dict[str, float] = field(default_factory=dict)
    _label: str = ""
    _begun: float = 0.0

    def start(self, label: str, total: int) -> None:
        self._label, self._begun = f"{label} ({total:,})", time.perf_counter()

    def advance(self, amount: int = 1) -> None:
        """Only the ends of a step are measured."""

    def finish(self) -> None:
        self.seconds[self._label] = time.perf_counter() - self._begun


def measure(scale: str, words: str) -> None:
    from everfair.replay.public import load_replay

    steps, begun, used, server = Steps(), time.perf_counter(), time.process_time(), server_seconds()
    load_replay(scale, steps)
    seconds = time.perf_counter() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{words}: {seconds:.1f} s = {seconds / AIM_SECONDS:.2f} of the aim of {AIM_SECONDS} s")
    print(f"  processor: {time.process_time() - used:.1f} s ours, {server_seconds() - server:.1f} s PostgreSQL")
    print(f"  memory: at most {memory:.0f} MB = {memory / AIM_MB:.2f} of the aim of {AIM_MB} MB")
    for label, taken in steps.seconds.items():
        print(f"  {taken:6.1f} s  {label}")
    rest = seconds - sum(steps.seconds.values())
    print(f"  {rest:6.1f} s  making room, foreign keys at commit, statistics")


def server_seconds() -> float:
    """Return the processor time of the server process that serves us."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (process,) = cursor.fetchone()
    times = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    with opened_fair(None):
        measure("demo", "demo")
        if sys.argv[1:] != ["demo"]:
            measure("full", "full, over the demo")
            measure("full", "full, over the full")


if __name__ == "__main__":
    main()
