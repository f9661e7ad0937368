"""Seeded draws."""

from __future__ import annotations

import pytest

from everfair.kernel.ids import ALPHABET
from everfair.replay.draw import lot, public_ids, stream

pytestmark = pytest.mark.unit


def test_stream_of_the_same_topic_draws_the_same() -> None:
    assert stream("names").integers(0, 10**9, 5).tolist() == stream("names").integers(0, 10**9, 5).tolist()


def test_stream_of_another_topic_draws_something_else() -> None:
    assert stream("names").integers(0, 10**9, 5).tolist() != stream("routes").integers(0, 10**9, 5).tolist()


def test_public_ids_are_stable_different_and_of_the_usual_shape() -> None:
    ids = public_ids("negotiations", 50_000)

    assert ids[:1000] == public_ids("negotiations", 50_000)[:1000]
    assert len(set(ids)) == 50_000
    assert {len(one) for one in ids} == {12}
    assert set("".join(ids)) == set(ALPHABET)


def test_lot_never_gives_what_weighs_nothing() -> None:
    rng = stream("test")

    assert {lot(rng, "abc", [3, 0, 1]) for _ in range(200)} == {"a", "c"}
