from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everfair.edge.replay_log import Entry, ReplayLog

pytestmark = pytest.mark.unit


def entry(number: int) -> Entry:
    return Entry(str(number), "c", f"frame {number}".encode())


def test_log_tells_what_came_after_in_the_order_of_commits() -> None:
    log = ReplayLog()
    for number in (3, 5, 4, 9):
        log.append(entry(number))

    assert log.since("5") == [entry(4), entry(9)]
    assert log.since("9") == []
    assert log.last_id == "9"


def test_unknown_id_cannot_be_caught_up() -> None:
    log = ReplayLog(entries=2)
    for number in (1, 2, 3):
        log.append(entry(number))

    assert [log.since(number) for number in ("1", "7", "")] == [None, None, None]


def test_log_is_bounded_by_bytes_but_holds_the_last_entry() -> None:
    log = ReplayLog(size=20)
    for number in range(9):
        log.append(entry(number))
    assert log.since("7") == [entry(8)]
    assert log.since("5") is None

    log.append(Entry("big", "c", b"x" * 100))

    assert (log.last_id, log.since("big"), log.since("8")) == ("big", [], None)


def test_cleared_log_knows_nothing() -> None:
    log = ReplayLog()
    log.append(entry(1))

    log.clear()

    assert (log.last_id, log.since("1")) == (None, None)
    log.append(entry(2))
    assert log.since("2") == []


@given(st.lists(st.one_of(st.integers(0, 50), st.none()), max_size=60), st.integers(1, 8))
def test_log_agrees_with_a_plain_list(numbers: list[int | None], most: int) -> None:
    log = ReplayLog(entries=most)
    kept: list[Entry] = []

    for number in numbers:
        if number is None:
            log.clear()
            kept.clear()
        else:
            log.append(entry(number))
            kept = [*kept, entry(number)][-most:]

    ids = [one.id for one in kept]
    for number in range(51):
        last = max((place for place, one in enumerate(ids) if one == str(number)), default=None)
        assert log.since(str(number)) == (None if last is None else kept[last + 1 :])
