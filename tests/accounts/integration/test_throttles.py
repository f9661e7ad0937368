"""Wrong passwords are counted over all web processes together."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.db import connection

from everfair.ops.health import web_answers
from tests.factories.accounts import PersonFactory
from tests.ops.running_fair import CHECKOUT, HOST, free_port, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.integration

ALLOWED = 5
AT_ONCE = 12
TRIES = 48
TOKEN = "lantern" * 4 + "rain"


@pytest.fixture
def two_processes(transactional_db: None) -> Iterator[list[int]]:
    """Serve the fair by two processes of their own, over the database of this test; yields their ports."""
    del transactional_db
    ports = [free_port(), free_port()]
    started = [subprocess.Popen([sys.executable, "-m", "everfair.ops.web"], env=_surroundings(port)) for port in ports]
    for port in ports:
        wait_until(lambda at=port: web_answers(HOST, at), "a web process does not answer", seconds=60)
    yield ports
    for process in started:
        process.terminate()
        process.wait(timeout=30)
    cache.clear()


def _surroundings(port: int) -> dict[str, str]:
    named = connection.settings_dict
    url = f"postgresql://{named['USER']}:{named['PASSWORD']}@/{named['NAME']}?host={named['HOST']}&port={named['PORT']}"
    ours = {"DATABASE_URL": "", "EVERFAIR_DATABASE_URL": url, "EVERFAIR_PORT": str(port)}
    return {**os.environ, **ours, "PYTHONPATH": os.pathsep.join([str(CHECKOUT / "src"), str(CHECKOUT)])}


def guess(port: int) -> int:
    """Try one wrong password as a browser would and return the status."""
    form = {"login": "nok@example.org", "password": "wrong", "csrfmiddlewaretoken": TOKEN}
    headers = {"Cookie": f"everfair_csrf={TOKEN}", "Content-Type": "application/x-www-form-urlencoded"}
    caller = HTTPConnection(HOST, port, timeout=60)
    try:
        caller.request("POST", "/accounts/login/", urlencode(form), headers)
        return caller.getresponse().status
    finally:
        caller.close()


def test_guesses_at_two_processes_share_one_count(two_processes: list[int]) -> None:
    PersonFactory.create(email="nok@example.org")

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = Counter(pool.map(guess, two_processes * (TRIES // 2)))

    assert answers == {422: ALLOWED, 429: TRIES - ALLOWED}
