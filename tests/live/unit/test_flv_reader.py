"""Flash Video read in portions: whole tags out, nonsense refused, nothing kept that was not received."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everfair.live.ingest import flv
from everfair.live.ingest.feed import AUDIO, DATA, VIDEO, FlvTag
from everfair.live.ingest.flv_reader import FlvError, FlvReader

pytestmark = pytest.mark.unit

HEAD = flv.header(has_video=True, has_audio=True)
TAGS = st.lists(
    st.builds(FlvTag, st.sampled_from([AUDIO, VIDEO, DATA]), st.integers(0, 2**32 - 1), st.binary(max_size=300)),
    max_size=8,
)


def read(data: bytes, portion: int) -> list[FlvTag]:
    reader = FlvReader()
    return [tag for start in range(0, len(data), portion) for tag in reader.receive(data[start : start + portion])]


@given(TAGS, st.integers(1, 400))
def test_tags_come_out_as_they_were_written_whatever_the_portions(tags: list[FlvTag], portion: int) -> None:
    data = HEAD + b"".join(flv.written(tag, tag.timestamp) for tag in tags)

    assert read(data, portion) == tags


@given(st.binary(max_size=600), st.booleans(), st.integers(1, 50))
def test_anything_else_is_read_or_refused_and_never_more_is_kept(junk: bytes, has_head: bool, portion: int) -> None:  # noqa: FBT001 -- hypothesis gives arguments by place
    reader, data = FlvReader(), (HEAD if has_head else b"") + junk

    try:
        for start in range(0, len(data), portion):
            reader.receive(data[start : start + portion])
    except FlvError:
        return
    assert len(reader._kept) <= len(data)


@pytest.mark.parametrize(
    "data",
    [
        b"GIF89a",
        b"FLV\x02\x05\0\0\0\x09\0\0\0\0",
        b"FLV\x01\x05\0\0\0\x0a\0\0\0\0",
        b"FLV\x01\x05\0\0\0\x09\0\0\0\x01",
        HEAD + b"\x07\0\0\x01\0\0\0\0\0\0\0x\0\0\0\x0c",
        HEAD + b"\x08\xff\xff\xff\0\0\0\0\0\0\0",
        HEAD + b"\x09\0\0\x01\0\0\0\0\0\0\0x\0\0\0\x0d",
    ],
    ids=["picture", "version", "head-size", "first-trailer", "kind", "size", "trailer"],
)
def test_what_breaks_the_format_is_refused(data: bytes) -> None:
    with pytest.raises(FlvError):
        read(data, 7)


def test_size_is_refused_before_the_tag_has_come() -> None:
    reader = FlvReader()

    with pytest.raises(FlvError, match="16777215 bytes"):
        reader.receive(HEAD + b"\x09\xff\xff\xff\0\0\0\0\0\0\0")


def test_times_beyond_three_bytes_are_put_together() -> None:
    assert read(HEAD + flv.written(FlvTag(VIDEO, 0, b"x"), 0x01020304), 9) == [FlvTag(VIDEO, 0x01020304, b"x")]
