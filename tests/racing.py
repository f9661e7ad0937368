"""Several moves at the same moment, each on a database connection of its own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from everfair.kernel.errors import DomainError


def at_once(*moves: Callable[[], object]) -> list[str]:
    """Run all moves at the same moment; return the code of each refusal, "" for what worked, in the moves' order."""
    gate = Barrier(len(moves))

    def run(move: Callable[[], object]) -> str:
        gate.wait()
        try:
            move()
        except DomainError as refusal:
            return refusal.code
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(moves)) as pool:
        return list(pool.map(run, moves))


def sorted_at_once(*moves: Callable[[], object]) -> list[str]:
    """Do what `at_once` does, and return the codes in their own order: nobody knows who comes first."""
    return sorted(at_once(*moves))
