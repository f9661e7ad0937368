"""The public ports: is one free, and which one would be."""

from __future__ import annotations

import errno
import socket
import time

from everfair.ops.errors import FAIR, Trouble

HIGHEST = 65535


def require_port(host: str, port: int, patience: float = 0.0, *, setting: str = f"{FAIR} up --port ") -> None:
    """Say so in one sentence when the port can not be had; `patience` seconds are given to one who is just leaving.

    `setting` is what another port is chosen with.
    """
    limit = time.monotonic() + patience
    while (trouble := _port_trouble(host, port, setting)) is not None:
        if time.monotonic() >= limit:
            raise trouble
        time.sleep(0.1)


def next_free_port(host: str, port: int) -> int | None:
    """Return the first free port above `port`."""
    return next((other for other in range(port + 1, min(port + 100, HIGHEST)) if _refusal(host, other) is None), None)


def _port_trouble(host: str, port: int, setting: str) -> Trouble | None:
    refusal = _refusal(host, port)
    if refusal is None:
        return None
    if refusal.errno == errno.EADDRINUSE:
        other = next_free_port(host, port)
        return Trouble(f"Port {port} is taken by another program.", f"Choose another: {setting}{other or 'N'}")
    if refusal.errno == errno.EACCES:
        return Trouble(f"This account may not listen on port {port}.", f"Choose one above 1023: {setting}N")
    return Trouble(f"The address {host} is not one of this machine's.", "Correct EVERFAIR_HOST, or leave it out.")


def _refusal(host: str, port: int) -> OSError | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError as refusal:
            return refusal
    return None
