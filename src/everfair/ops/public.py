"""What others may use of operations: the command line itself."""

from __future__ import annotations

from everfair.ops.cli import main

__all__ = ["main"]
