"""One throwaway PostgreSQL for the whole run, shared by all xdist workers; each makes its own test database in it."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import django
import pytest
from django.db import connection

from everfair.ops.postgres import open_cluster
from everfair.ops.processes import start, stop_child

CHROMIUM = "EVERFAIR_CHROMIUM"
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}


def pytest_configure(config: pytest.Config) -> None:
    """Point the settings at a fresh home; xdist workers inherit what their controller has set."""
    logging.getLogger("procrastinate").setLevel(logging.WARNING)
    if hasattr(config, "workerinput"):
        return
    home = Path(tempfile.mkdtemp(prefix="everfair-tests-"))
    home.chmod(0o711)  # lets the account of PostgreSQL through to its socket, when the tests run as root
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    for name in [name for name in os.environ if name.startswith(("EVERFAIR_", "PG")) and name != CHROMIUM]:
        del os.environ[name]
    os.environ["EVERFAIR_HOME"] = str(home)
    os.environ["EVERFAIR_SECRET_KEY"] = "a key that only tests use, long enough to sign with"
    os.environ["DATABASE_URL"] = start_postgres(config, home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "everfair.config.settings"
    django.setup()


def start_postgres(config: pytest.Config, home: Path) -> str:
    """Start the server and return its address; it ends with the run, also when the run is killed."""
    cluster = open_cluster(home, settings=FORGETFUL)
    cluster.prepare()
    log = home / "postgres.log"
    with log.open("wb") as output:
        server = start(cluster.command(), output)
    config.add_cleanup(lambda: stop_child(server, cluster.command().stop))
    if not cluster.wait(server):
        raise subprocess.SubprocessError(log.read_text())
    return cluster.url


@pytest.fixture
def no_jobs(db: None) -> None:
    """Begin without jobs: tests that really commit leave some, for Django's flush does not know their tables."""
    del db
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
