from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from tests.ops.running_fair import RunningFair, open_fair

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def fair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningFair]:
    """One open fair for the tests of a file; each leaves it healthy."""
    opened = open_fair(tmp_path_factory.mktemp("fair") / "home")
    yield opened
    opened.end(signal.SIGTERM)
