"""The contract with clamd: what it finds is refused, and without its answer nothing is taken."""

from __future__ import annotations

import socket
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from everfair.kernel.clamav import ScannerAway, is_infected
from tests.factories.uploads import EICAR
from tests.kernel.clamd import LONGEST, listening_on_socket, listening_over_tcp

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_django import Settings

pytestmark = pytest.mark.integration


def point_at(settings: Settings, address: str | None) -> None:
    settings.OPTIONS = settings.OPTIONS.model_copy(update={"clamav": address})


@pytest.fixture(params=["tcp", "socket"])
def scanner(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Iterator[None]:
    over = listening_over_tcp() if request.param == "tcp" else listening_on_socket(tmp_path / "clamd.sock")
    with over as address:
        point_at(settings, address)
        yield


@pytest.mark.usefixtures("scanner")
@pytest.mark.parametrize(
    ("content", "infected"), [(b"", False), (b"clean" * 40_000, False), (EICAR, True), (b"x" * 200_000 + EICAR, True)]
)
def test_scanner_tells_infected_from_clean(content: bytes, infected: bool) -> None:  # noqa: FBT001 -- a row of the table
    file = BytesIO(content)

    assert is_infected(file) is infected
    assert file.tell() == 0


@pytest.mark.usefixtures("scanner")
def test_file_that_the_scanner_finds_too_long_is_not_taken() -> None:
    with pytest.raises(ScannerAway):
        is_infected(BytesIO(bytes(LONGEST + 1)))


def test_without_a_scanner_nothing_is_scanned(settings: Settings) -> None:
    point_at(settings, None)

    assert not is_infected(BytesIO(EICAR))


def test_scanner_that_is_down_closes_the_door(settings: Settings, tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        nobody = f"127.0.0.1:{closed.getsockname()[1]}"
    for address in (nobody, str(tmp_path / "nobody.sock"), "no port here"):
        point_at(settings, address)

        with pytest.raises(ScannerAway):
            is_infected(BytesIO(b"clean"))


def test_scanner_that_says_nothing_is_not_waited_for(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("everfair.kernel.clamav.TIMEOUT_SECONDS", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        point_at(settings, f"127.0.0.1:{silent.getsockname()[1]}")

        with pytest.raises(ScannerAway):
            is_infected(BytesIO(b"clean"))
