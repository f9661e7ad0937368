"""Makes the two tables that the stand-ins write to."""

from __future__ import annotations

import os

import psycopg

if __name__ == "__main__":
    with psycopg.connect(os.environ["EVERFAIR_DATABASE_URL"]) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS visit (at timestamptz NOT NULL DEFAULT now())")
        connection.execute("CREATE TABLE IF NOT EXISTS procrastinate_workers (last_heartbeat timestamptz)")
