"""The first 3073 bytes of each side (specification, section 5.2)."""

from __future__ import annotations

import os

from everfair.live.ingest.rtmp.errors import RtmpError

_VERSION = 3
_SIZE = 1536
_FIRST = 1 + _SIZE  # version and the client's random bytes; its echo of ours follows


class Handshake:
    """Collects the client's part; `answer` grows as there is something to say."""

    def __init__(self) -> None:
        self._received = bytearray()
        self.answer = b""

    def receive(self, data: bytes) -> bytes | None:
        """Return what follows the handshake, None while it goes on; raises `RtmpError`.

        The echo that the client sends is not compared: encoders differ in it, and it protects nobody.
        """
        was = len(self._received)
        self._received += data
        if self._received and self._received[0] != _VERSION:
            raise RtmpError("this is not RTMP")
        if was < _FIRST <= len(self._received):
            self.answer = bytes([_VERSION]) + bytes(8) + os.urandom(_SIZE - 8) + self._received[1:_FIRST]
        if len(self._received) < _FIRST + _SIZE:
            return None
        return bytes(self._received[_FIRST + _SIZE :])
