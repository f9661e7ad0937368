from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from everfair.live.ingest.rtmp import amf

pytestmark = pytest.mark.unit

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

names = st.text(min_size=1, max_size=20)
values = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=50),
    lambda inner: st.dictionaries(names, inner, max_size=5),
    max_leaves=20,
)


def nested(depth: int) -> bytes:
    return b"\x03\x00\x01a" * depth + b"\x05" + b"\x00\x00\x09" * depth


@UNHURRIED
@given(st.lists(values, max_size=5))
def test_written_values_are_read_back(written: list[amf.Writable]) -> None:
    assert amf.decode(amf.encode(*written)) == written


@UNHURRIED
@given(st.binary(max_size=4096))
def test_random_bytes_raise_nothing_but_amf_error(data: bytes) -> None:
    try:
        amf.decode(data)
    except amf.AmfError:
        return


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b"\x06", None),
        (b"\x08\x00\x00\x00\x63\x00\x01a\x01\x01\x00\x00\x09", {"a": True}),
        (b"\x0a\x00\x00\x00\x02\x05\x01\x00", [None, False]),
        (b"\x0b\x40\x00\x00\x00\x00\x00\x00\x00\x00\x00", 2.0),
        (b"\x0c\x00\x00\x00\x02hi", "hi"),
        (b"\x0d", None),
        (b"\x0f\x00\x00\x00\x03<a>", "<a>"),
        (b"\x10\x00\x01C\x00\x01a\x05\x00\x00\x09", {"a": None}),
        (b"\x02\x00\x01\xff", "\N{REPLACEMENT CHARACTER}"),
    ],
)
def test_value_of_each_kind_is_read(data: bytes, value: amf.Value) -> None:
    assert amf.decode(data) == [value]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\x00\x00", "a value is cut short"),
        (b"\x03\x00\x01a", "a value is cut short"),
        (b"\x0a\xff\xff\xff\xff", "a list of more than 1024 values"),
        (b"\x07\x00\x00", "a value of kind 7, which is not AMF0"),
        (b"\x05" * 1025, "more than 1024 values in one message"),
        (nested(9), "values inside values, more than 8 deep"),
        (nested(20_000), "values inside values, more than 8 deep"),
    ],
)
def test_what_is_broken_or_too_much_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(amf.AmfError) as refused:
        amf.decode(data)

    assert str(refused.value) == sentence


def test_values_as_deep_as_allowed_are_read() -> None:
    (value,) = amf.decode(nested(amf.MAX_DEPTH))

    assert str(value).count("{") == amf.MAX_DEPTH


@pytest.mark.parametrize(("index", "text"), [(0, "publish"), (1, ""), (2, "")])
def test_text_at_a_place_without_text_is_empty(index: int, text: str) -> None:
    assert amf.text_at(["publish", 5.0], index) == text
