"""The demo fair as a newcomer gets it, and PostgreSQL killed while two hundred people write."""

from __future__ import annotations

import json
import os
import re
import signal
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from http.cookiejar import CookieJar
from itertools import count
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import psycopg
import pytest

from everfair.ops.health import look_at
from tests.ops.running_fair import EMPTY, HOST, RunningFair, open_fair, run, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.integration

MESSAGES = 200
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def demo_fair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningFair]:
    opened = open_fair(tmp_path_factory.mktemp("demo") / "home", module=EMPTY, demo=True)
    yield opened
    opened.end(signal.SIGTERM)


class Buyer:
    """The demo's buyer, signed in, without a browser."""

    def __init__(self, fair: RunningFair) -> None:
        self.address = f"http://{HOST}:{fair.port}"
        self.port = fair.port
        self._jar = CookieJar()
        self._opener = build_opener(HTTPCookieProcessor(self._jar))
        accounts = json.loads(run(fair.home.folder, "demo", "accounts", "--json"))
        self._account = next(account for account in accounts if account["kind"] == "buyer")

    def sign_in(self) -> None:
        with self._opener.open(f"{self.address}/negotiations/") as page:
            door, words = page.url, page.read().decode()
        fields = {"login": self._account["email"], "password": self._account["password"], **token_in(words)}
        with self._opener.open(door, urlencode(fields).encode()) as page:
            assert page.url == f"{self.address}/negotiations/"

    def find_talk(self) -> tuple[str, dict[str, str]]:
        """Return the address that takes messages of an open negotiation, and the token of its form."""
        for path in sorted(set(re.findall(r'href="(/negotiations/[2-9a-z]{12})"', self._read("/negotiations/")))):
            words = self._read(path)
            if f'"{path}/messages"' in words:
                return f"{path}/messages", token_in(words)
        raise LookupError("the demo's buyer talks with nobody")

    def say(self, path: str, words: str, token: dict[str, str]) -> bool:
        """Send a message on a connection of its own; True when the fair has acknowledged it."""
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self._jar)
        connection = HTTPConnection(HOST, self.port, timeout=60)
        try:
            headers = {**FORM, "Cookie": cookies, "Origin": self.address}
            connection.request("POST", path, urlencode({"body": words, **token}), headers)
            return connection.getresponse().status == 302
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def _read(self, path: str) -> str:
        with self._opener.open(self.address + path) as page:
            return str(page.read().decode())


def token_in(words: str) -> dict[str, str]:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', words)
    assert found is not None
    return {"csrfmiddlewaretoken": found[1]}


def test_postgres_killed_while_people_write_loses_no_acknowledged_message(demo_fair: RunningFair) -> None:
    buyer = Buyer(demo_fair)
    buyer.sign_in()
    path, token = buyer.find_talk()
    postgres = demo_fair.part("postgres")["pid"]
    acknowledged: set[str] = set()
    turn = count(1)

    def say_and_kill_at_the_fiftieth(number: int) -> None:
        if buyer.say(path, f"offer {number}", token):
            acknowledged.add(f"offer {number}")
        if next(turn) == 50:
            os.kill(postgres, signal.SIGKILL)

    with ThreadPoolExecutor(max_workers=200) as pool:
        list(pool.map(say_and_kill_at_the_fiftieth, range(MESSAGES)))
    wait_until(lambda: buyer.say(path, "offer at last", token), "the fair is not back by itself")

    assert 40 <= len(acknowledged) < MESSAGES
    assert acknowledged - kept_messages(demo_fair) == set()
    wait_until(lambda: look_at(demo_fair.home).healthy, "not every part is healthy again", seconds=60)
    assert demo_fair.part("web")["restarts"] == 0


def kept_messages(fair: RunningFair) -> set[str]:
    with psycopg.connect(fair.state()["database_url"]) as connection:
        rows = connection.execute("SELECT body FROM negotiation_message WHERE body LIKE 'offer %'").fetchall()
    return {row[0] for row in rows}
