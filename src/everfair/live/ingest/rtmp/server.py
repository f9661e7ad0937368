"""The RTMP server: lets encoders in, as many as there may be."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter

from everfair.live.ingest.feed import House
from everfair.live.ingest.rtmp.connection import Connection
from everfair.live.ingest.rtmp.limits import RtmpLimits

log = logging.getLogger(__name__)

_BUFFER = 1 << 16


class RtmpServer:
    """Takes encoders in and hands what they send to the house."""

    def __init__(self, house: House, limits: RtmpLimits | None = None) -> None:
        self._house = house
        self._limits = limits or RtmpLimits()
        self._server: asyncio.Server | None = None
        self._per_address: Counter[str] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self, host: str, port: int) -> int:
        """Listen; returns the port, which is a free one for 0."""
        self._server = await asyncio.start_server(self._arrive, host, port, limit=_BUFFER)
        return int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        """Let nobody in any more, and end who is here: encoders come back by themselves."""
        if self._server is not None:
            self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _arrive(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = Connection(reader, writer, house=self._house, limits=self._limits)
        if self._is_full(connection.address):
            log.warning("encoder from %s turned away: too many connections", connection.address)
            writer.transport.abort()
            return
        task = asyncio.create_task(self._serve(connection))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _is_full(self, address: str) -> bool:
        return len(self._tasks) >= self._limits.connections or self._per_address[address] >= self._limits.per_address

    async def _serve(self, connection: Connection) -> None:
        self._per_address[connection.address] += 1
        try:
            await connection.serve()
        except Exception:
            log.exception("an encoder's connection broke")
        finally:
            self._per_address[connection.address] -= 1
            if not self._per_address[connection.address]:
                del self._per_address[connection.address]
