"""Progress of long work: one protocol; the terminal draws it as a bar."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """`start` opens a step of `total` units, `advance` moves it, `finish` closes it."""

    def start(self, label: str, total: int) -> None: ...

    def advance(self, amount: int = 1) -> None: ...

    def finish(self) -> None: ...


class Silent:
    """Progress that nobody watches: tests and scripts."""

    def start(self, label: str, total: int) -> None:
        """Nobody to tell."""

    def advance(self, amount: int = 1) -> None:
        """Nobody to tell."""

    def finish(self) -> None:
        """Nobody to tell."""
