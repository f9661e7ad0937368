"""The clock."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from everfair.kernel import clock

pytestmark = pytest.mark.unit


def test_now_is_aware_and_in_utc() -> None:
    before = datetime.now(UTC)

    assert before <= clock.now() <= datetime.now(UTC)
    assert clock.now().tzinfo is UTC


def test_now_can_be_stopped_for_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    opening = datetime(2020, 9, 4, tzinfo=UTC)
    monkeypatch.setattr(clock, "_read", lambda: opening)

    assert clock.now() == opening
