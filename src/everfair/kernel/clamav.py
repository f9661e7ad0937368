"""The virus scanner, if the administrator has one: clamd's INSTREAM over TCP or a socket file."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from everfair.kernel.errors import DomainError

TIMEOUT_SECONDS = 20
_PIECE = 64 * 1024
_LONGEST_REPLY = 4096


class ScannerAway(DomainError):
    code = "scanner_away"
    sentence = _("Files cannot be checked for viruses right now, so none is taken. Try again in a few minutes.")
    status = 503


def is_infected(file: IO[Any]) -> bool:
    """Tell whether clamd knows something bad in a file; `ScannerAway` if it can't say, False if there is no scanner."""
    address = settings.OPTIONS.clamav
    if not address:
        return False
    file.seek(0)
    try:
        with _connected(address) as scanner:
            reply = _ask(scanner, file)
    except (OSError, ValueError) as error:
        raise ScannerAway from error
    finally:
        file.seek(0)
    return _says_infected(reply)


@contextmanager
def _connected(address: str) -> Iterator[socket.socket]:
    """`address` is `host:port`, or the path of a socket file."""
    if "/" in address:
        with socket.socket(socket.AF_UNIX) as scanner:
            scanner.settimeout(TIMEOUT_SECONDS)
            scanner.connect(address)
            yield scanner
    else:
        host, _, port = address.rpartition(":")
        with socket.create_connection((host.strip("[]"), int(port)), timeout=TIMEOUT_SECONDS) as scanner:
            yield scanner


def _ask(scanner: socket.socket, file: IO[Any]) -> str:
    """Send the file in pieces with their lengths; an empty piece ends it."""
    scanner.sendall(b"zINSTREAM\0")
    while piece := file.read(_PIECE):
        scanner.sendall(struct.pack("!I", len(piece)) + piece)
    scanner.sendall(struct.pack("!I", 0))
    reply = b""
    while not reply.endswith(b"\0") and len(reply) < _LONGEST_REPLY:
        piece = scanner.recv(_PIECE)
        if not piece:
            break
        reply += piece
    return reply.rstrip(b"\0").decode("utf-8", "replace")


def _says_infected(reply: str) -> bool:
    """Read `stream: OK`, `stream: <name> FOUND`, or why it could not look."""
    if reply != "stream: OK" and not reply.endswith(" FOUND"):
        raise ScannerAway
    return reply.endswith(" FOUND")
