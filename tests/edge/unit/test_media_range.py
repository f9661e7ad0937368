from __future__ import annotations

import pytest

from everfair.edge.media_range import Span, Unsatisfiable, read_range

pytestmark = pytest.mark.unit

LENGTH = 100


@pytest.mark.parametrize(
    ("asked", "span"),
    [
        (b"bytes=0-", Span(0, 100)),
        (b"bytes=0-0", Span(0, 1)),
        (b"bytes=10-19", Span(10, 20)),
        (b"Bytes= 10 - 19", Span(10, 20)),
        (b"bytes=90-1000", Span(90, 100)),
        (b"bytes=99-", Span(99, 100)),
        (b"bytes=-30", Span(70, 100)),
        (b"bytes=-1000", Span(0, 100)),
    ],
)
def test_part_is_read(asked: bytes, span: Span) -> None:
    assert read_range(asked, LENGTH) == span


@pytest.mark.parametrize(
    "asked",
    [
        None,
        b"",
        b"bytes=-",
        b"bytes=",
        b"bytes=20-10",
        b"bytes=0-1,5-6",
        b"seconds=0-1",
        b"bytes=a-b",
        b"bytes=" + b"9" * 40,
    ],
)
def test_what_cannot_be_read_means_the_whole(asked: bytes | None) -> None:
    assert read_range(asked, LENGTH) is None


@pytest.mark.parametrize("asked", [b"bytes=100-", b"bytes=100-200", b"bytes=-0"])
def test_part_behind_the_end_is_refused(asked: bytes) -> None:
    with pytest.raises(Unsatisfiable):
        read_range(asked, LENGTH)


def test_empty_file_has_no_parts() -> None:
    assert read_range(None, 0) is None
    with pytest.raises(Unsatisfiable):
        read_range(b"bytes=0-", 0)


def test_part_says_where_it_lies() -> None:
    assert Span(10, 20).header(LENGTH) == b"bytes 10-19/100"
