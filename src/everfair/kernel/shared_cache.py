"""The cache that all web processes share, in PostgreSQL."""

from __future__ import annotations

import base64
import pickle
import time
from datetime import UTC, datetime
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connection

NEVER = datetime(9999, 12, 31, tzinfo=UTC)

_WRITE = """
    INSERT INTO {table} AS kept (cache_key, value, expires) VALUES (%(key)s, %(value)s, %(expires)s)
    ON CONFLICT (cache_key) DO UPDATE SET value = EXCLUDED.value, expires = EXCLUDED.expires
"""
_STATEMENTS = {
    "set": _WRITE,
    "add": f"{_WRITE} WHERE kept.expires < %(now)s",
    "touch": "UPDATE {table} SET expires = %(expires)s WHERE cache_key = %(key)s AND expires >= %(now)s",
}


class SharedCache(DatabaseCache):
    """Django's cache in the database, made fit for locks and throttles.

    Django's own reads first and writes after, so that two processes can both win an `add`, and it throws out live
    entries when there are more than a few hundred: whoever fills it makes it forget wrong passwords. Here a write is
    one statement with one winner, and only what has expired is ever removed.
    """

    def _base_set(self, mode: str, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT) -> bool:  # noqa: PLR0917 -- Django's signature
        until = self.get_backend_timeout(timeout)
        words = {
            "key": key,
            "value": base64.b64encode(pickle.dumps(value, self.pickle_protocol)).decode("ascii"),
            "expires": NEVER if until is None else datetime.fromtimestamp(until, tz=UTC),
            "now": _now(),
        }
        return self._run(_STATEMENTS[mode], words) == 1

    def sweep(self) -> int:
        """Remove what has expired and return how many entries that were."""
        return self._run("DELETE FROM {table} WHERE expires < %(now)s", {"now": _now()})

    def _run(self, statement: str, words: dict[str, Any]) -> int:
        table = connection.ops.quote_name(self.cache_model_class._meta.db_table)  # noqa: SLF001 -- Django's documented model API
        with connection.cursor() as cursor:
            cursor.execute(statement.format(table=table), words)
            return int(cursor.rowcount)


def _now() -> datetime:
    """Read the clock that cache timeouts are counted from."""
    return datetime.fromtimestamp(time.time(), tz=UTC)
