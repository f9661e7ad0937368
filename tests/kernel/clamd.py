"""A stand-in for clamd: the same words on the wire, one known virus."""

from __future__ import annotations

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

from tests.factories.uploads import EICAR

LONGEST = 5 * 2**20
FOUND = b"stream: Win.Test.EICAR_HDB-1 FOUND\0"
TOO_LONG = b"INSTREAM size limit exceeded. ERROR\0"


class _Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        command = bytearray()
        while not command.endswith(b"\0"):
            command += self.rfile.read(1)
        self.wfile.write(self._scan() if command == b"zINSTREAM\0" else b"UNKNOWN COMMAND\0")

    def _scan(self) -> bytes:
        content = bytearray()
        while size := struct.unpack("!I", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
            if len(content) > LONGEST:
                return TOO_LONG
        return FOUND if EICAR in content else b"stream: OK\0"


class _OverTcp(socketserver.ThreadingTCPServer):
    daemon_threads: ClassVar = True


class _OverSocket(socketserver.ThreadingUnixStreamServer):
    daemon_threads: ClassVar = True


@contextmanager
def listening_over_tcp() -> Iterator[str]:
    with _OverTcp(("127.0.0.1", 0), _Session) as server, _served(server):
        yield f"127.0.0.1:{server.server_address[1]}"


@contextmanager
def listening_on_socket(path: Path) -> Iterator[str]:
    with _OverSocket(str(path), _Session) as server, _served(server):
        yield str(path)


@contextmanager
def _served(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
