"""Gives one sign of life, then lives until it is asked to end."""

from __future__ import annotations

import os
import signal

import psycopg

if __name__ == "__main__":
    with psycopg.connect(os.environ["EVERFAIR_DATABASE_URL"]) as connection:
        connection.execute("INSERT INTO procrastinate_workers VALUES (now())")
    signal.pause()
