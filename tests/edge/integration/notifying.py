"""Speaks to the database as Django's transactions would."""

from __future__ import annotations

import json
from typing import Any

import psycopg

from everfair.kernel.realtime import HUB, PURGE


def notify(conninfo: str, channel: str, *payloads: str) -> None:
    with psycopg.connect(conninfo) as connection:
        for payload in payloads:
            connection.execute("SELECT pg_notify(%s, %s)", [channel, payload])


def publish(conninfo: str, number: int, channel: str, **data: Any) -> None:
    notify(conninfo, HUB, json.dumps({"i": number, "c": channel, "k": "said", "d": data}))


def purge(conninfo: str, tags: str) -> None:
    notify(conninfo, PURGE, tags)


def cut_off_listeners(conninfo: str) -> int:
    """End the listening connections of the edge, and return how many there were."""
    with psycopg.connect(conninfo) as connection:
        ended = connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = 'everfair-edge' AND datname = current_database()"
        ).fetchall()
    return len(ended)
