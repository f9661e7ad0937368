"""Whether each part answers."""

from __future__ import annotations

import http.client
import socket
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import psycopg

if TYPE_CHECKING:
    from everfair.ops.home import Home

HEALTHY = 200
HEARTBEAT_SECONDS = 30
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  where to ask one who listens everywhere


@dataclass(frozen=True)
class PartHealth:
    """One part of a fair as `everfair status` shows it."""

    name: str
    pid: int | None
    address: str
    healthy: bool
    restarts: int
    log: str


@dataclass(frozen=True)
class FairHealth:
    """A fair as `everfair status` shows it; `state` is closed, starting or open."""

    home: str
    state: str
    url: str | None
    pid: int | None
    since: str | None
    healthy: bool
    parts: tuple[PartHealth, ...]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def database_answers(url: str) -> bool:
    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            connection.execute("SELECT 1")
    except psycopg.OperationalError:
        return False
    return True


def web_answers(host: str, port: int, seconds: float = 2.0) -> bool:
    connection = http.client.HTTPConnection(EVERYWHERE.get(host, host), port, timeout=seconds)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == HEALTHY
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def worker_beats(url: str) -> bool:
    """Whether a worker has given a sign of life lately."""
    query = "SELECT max(last_heartbeat) > now() - make_interval(secs => %s) FROM procrastinate_workers"
    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            row = connection.execute(query, (HEARTBEAT_SECONDS,)).fetchone()
    except psycopg.Error:
        return False
    return bool(row and row[0])


def live_answers(home: Home, host: str, seconds: float = 2.0) -> bool:
    """Whether encoders are let in."""
    port = home.live_port()
    if port is None:
        return False
    try:
        with socket.create_connection((EVERYWHERE.get(host, host), port), timeout=seconds):
            return True
    except OSError:
        return False


def look_at(home: Home) -> FairHealth:
    """Ask every part of the fair in `home`."""
    state = home.read_state() if home.is_open() else None
    if state is None:
        return FairHealth(str(home.folder), "closed", None, None, None, healthy=False, parts=())
    parts = tuple(_look_at_part(part, state, home) for part in state["parts"])
    healthy = state["state"] == "open" and all(part.healthy for part in parts)
    return FairHealth(
        home=str(home.folder),
        state=state["state"],
        url=state["url"],
        pid=state["pid"],
        since=state["since"],
        healthy=healthy,
        parts=parts,
    )


def _look_at_part(part: dict[str, Any], state: dict[str, Any], home: Home) -> PartHealth:
    name, database = part["name"], state["database_url"]
    addresses = {"web": state["url"], "live": f"rtmp://{state['host']}:{home.live_port() or '–'}/live"}
    checks = {
        "postgres": lambda: database_answers(database),
        "web": lambda: web_answers(state["host"], state["port"]),
        "worker": lambda: worker_beats(database),
        "live": lambda: live_answers(home, state["host"]),
    }
    return PartHealth(
        name=name,
        pid=part["pid"],
        address=addresses.get(name, database),
        healthy=part["pid"] is not None and checks[name](),
        restarts=part["restarts"],
        log=part["log"],
    )
