"""A database connection that only listens, and comes back whenever it is lost: the edge's and the live process's."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable, Mapping
from typing import Any, cast

import psycopg
from psycopg import AsyncConnection, sql
from psycopg.conninfo import make_conninfo

logger = logging.getLogger(__name__)

_SHORTEST_WAIT = 0.25
_LONGEST_WAIT = 10.0
_PING_EVERY = 10.0
_PING_PATIENCE = 5.0
_CONNECTION: dict[str, str | int] = {
    "connect_timeout": 5,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
}


class Listener:
    """Calls `hear[channel](payload)` for every notification, `on_up` and `on_down` as the connection comes and goes.

    `on_up` means: notifications before this moment may have been missed. It returns what to notify then,
    as pairs of channel and payload. `on_down` only ever follows an `on_up`.
    """

    def __init__(
        self,
        conninfo: str,
        hear: Mapping[str, Callable[[str], None]],
        *,
        on_up: Callable[[], list[tuple[str, str]]],
        on_down: Callable[[], None],
        name: str = "everfair-edge",
    ) -> None:
        self._conninfo = make_conninfo(conninfo, application_name=name, **_CONNECTION)
        self._hear = hear
        self._on_up = on_up
        self._on_down = on_down
        self._wait = _SHORTEST_WAIT
        self._is_up = False

    async def run(self) -> None:
        """Listen for ever; run it as a task."""
        while True:
            try:
                await self._listen()
            except (psycopg.Error, OSError, TimeoutError) as error:
                logger.warning("Not listening to the database, next try in %.2g s: %s", self._wait, error)
            except Exception:
                logger.exception("Not listening to the database, next try in %.2g s", self._wait)
            self._go_down()
            await asyncio.sleep(self._wait * random.uniform(0.8, 1.2))  # noqa: S311 -- only spreads the processes out
            self._wait = min(self._wait * 2, _LONGEST_WAIT)

    async def _listen(self) -> None:
        connection = await AsyncConnection.connect(self._conninfo, autocommit=True)
        async with connection:
            for channel in self._hear:
                await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
            self._is_up = True
            for channel, payload in self._on_up():
                await connection.execute("SELECT pg_notify(%s, %s)", [channel, payload])
            self._wait = _SHORTEST_WAIT
            while True:
                async for notice in connection.notifies(timeout=_PING_EVERY):
                    self._tell(notice.channel, notice.payload)
                await self._ping(connection)

    async def _ping(self, connection: AsyncConnection) -> None:
        """Ask for an answer: a connection that is dead without saying so looks like a silent one."""
        ping = asyncio.ensure_future(connection.execute("SELECT 1"))
        answered, _ = await asyncio.wait({ping}, timeout=_PING_PATIENCE)
        if not answered:
            self._go_down()  # Not later: psycopg tries for ten seconds to cancel the query.
            ping.cancel()
            await asyncio.wait({ping})
            raise TimeoutError("no answer")
        ping.result()

    def _go_down(self) -> None:
        if self._is_up:
            self._is_up = False
            self._on_down()

    def _tell(self, channel: str, payload: str) -> None:
        try:
            self._hear[channel](payload)
        except Exception:
            logger.exception("A notification on %s was not understood", channel)


def listening_address() -> str:
    """Return the database of Django's settings as libpq wants it: who listens stands outside the pool."""
    from django.conf import settings  # noqa: PLC0415 -- the edge runs without Django

    database = cast("dict[str, Any]", settings.DATABASES["default"])
    named = {
        "dbname": database["NAME"],
        "user": database["USER"],
        "password": database["PASSWORD"],
        "host": database["HOST"],
        "port": database["PORT"],
    }
    extra = {name: value for name, value in database["OPTIONS"].items() if name != "pool"}
    return make_conninfo(**{name: value for name, value in named.items() if value}, **extra)
