from __future__ import annotations

import socket
import threading
import time
from typing import TYPE_CHECKING

import pytest

from everfair.ops.errors import Trouble
from everfair.ops.ports import require_port

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.unit

HOST = "127.0.0.1"


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server((HOST, 0)) as server:
        yield server


def test_require_port_names_another_when_taken(listener: socket.socket) -> None:
    port = listener.getsockname()[1]

    with pytest.raises(Trouble) as refusal:
        require_port(HOST, port)

    assert refusal.value.sentence == f"Port {port} is taken by another program."
    other = int(refusal.value.way_out.rsplit(" ", 1)[1])
    require_port(HOST, other)


def test_require_port_of_encoders_names_its_setting(listener: socket.socket) -> None:
    with pytest.raises(Trouble) as refusal:
        require_port(HOST, listener.getsockname()[1], setting="EVERFAIR_LIVE_PORT=")

    assert refusal.value.way_out.startswith("Choose another: EVERFAIR_LIVE_PORT=")


def test_require_port_waits_for_one_who_is_leaving(listener: socket.socket) -> None:
    leaving = threading.Timer(0.2, listener.close)
    leaving.start()
    started = time.monotonic()

    require_port(HOST, listener.getsockname()[1], patience=5)

    assert time.monotonic() - started < 2
    leaving.join()


def test_require_port_refuses_an_address_of_another_machine() -> None:
    with pytest.raises(Trouble, match=r"192\.0\.2\.1 is not one of this machine's"):
        require_port("192.0.2.1", 8000)
