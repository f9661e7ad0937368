from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everfair.edge.sized_store import SizedStore

pytestmark = pytest.mark.unit


@dataclass(eq=False)
class Thing:
    size: int


def test_oldest_leaves_first_and_is_told() -> None:
    left: list[str] = []
    store: SizedStore[str, Thing] = SizedStore(10, on_drop=lambda key, _: left.append(key))
    for key in ("a", "b", "c"):
        store.put(key, Thing(3))
    store.get("a")

    store.put("d", Thing(3))

    assert (left, store.size, len(store)) == (["b"], 9, 3)


def test_thing_that_is_too_large_is_not_kept() -> None:
    store: SizedStore[str, Thing] = SizedStore(10)

    store.put("a", Thing(11))

    assert (store.get("a"), store.size) == (None, 0)


def test_replaced_thing_is_told_and_measured_again() -> None:
    left: list[Thing] = []
    store: SizedStore[str, Thing] = SizedStore(10, on_drop=lambda _, thing: left.append(thing))
    first, second = Thing(3), Thing(4)
    store.put("a", first)
    first.size = 5
    store.put("a", first)
    assert (left, store.size) == ([], 5)

    store.put("a", second)

    assert (left, store.size) == ([first], 4)


@given(
    st.lists(
        st.tuples(st.sampled_from(["put", "get", "drop", "clear"]), st.integers(0, 5), st.integers(0, 12)), max_size=40
    )
)
def test_size_is_always_the_sum_and_within_the_limit(steps: list[tuple[str, int, int]]) -> None:
    kept: set[Thing] = set()
    store: SizedStore[int, Thing] = SizedStore(10, on_drop=lambda _, thing: kept.remove(thing))

    for step, key, size in steps:
        if step == "put":
            thing = Thing(size)
            kept.add(thing)
            store.put(key, thing)
        elif step == "get":
            assert store.get(key) in {*kept, None}
        elif step == "drop":
            store.drop(key)
        else:
            store.clear()

        assert store.size == sum(thing.size for thing in kept) <= 10
        assert len(store) == len(kept)
