from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from everfair.live.ingest.rtmp.chunks import ChunkError, ChunkLimits, ChunkReader
from everfair.live.ingest.rtmp.messages import ABORT, AUDIO, COMMAND, SET_CHUNK_SIZE, VIDEO, Message
from tests.live.rtmp_client import ChunkWriter, basic

pytestmark = pytest.mark.unit

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

LANES = st.sampled_from([3, 4, 63, 64, 319, 320, 65599])
messages = st.builds(
    Message,
    kind=st.sampled_from([AUDIO, VIDEO, COMMAND]),
    timestamp=st.integers(0, 2**32 - 1) | st.sampled_from([0, 33, 0xFFFFFE, 0xFFFFFF, 0x1000000, 2**32 - 1]),
    stream=st.sampled_from([0, 1]),
    body=st.binary(max_size=700),
)


def in_portions(data: bytes, sizes: list[int]) -> list[bytes]:
    portions, at = [], 0
    for size in sizes:
        portions.append(data[at : at + size])
        at += size
    return [*portions, data[at:]]


def read(reader: ChunkReader, data: bytes, *, sizes: list[int]) -> list[Message]:
    return [message for portion in in_portions(data, sizes) for message in reader.receive(portion)]


@UNHURRIED
@given(
    sent=st.lists(st.tuples(messages, LANES, st.integers(0, 3)), max_size=12),
    chunk_size=st.integers(128, 300),
    sizes=st.lists(st.integers(1, 200), max_size=40),
)
def test_messages_in_any_chunks_and_portions_arrive_identical(
    sent: list[tuple[Message, int, int]], chunk_size: int, sizes: list[int]
) -> None:
    writer = ChunkWriter()
    data = writer.write(Message(SET_CHUNK_SIZE, 0, 0, chunk_size.to_bytes(4, "big")), lane=2)
    writer.chunk_size = chunk_size
    data += b"".join(writer.write(message, lane=lane, form=form) for message, lane, form in sent)

    arrived = read(ChunkReader(ChunkLimits()), data, sizes=sizes)

    assert arrived == [message for message, _, _ in sent]


@UNHURRIED
@given(st.binary(max_size=300), st.binary(min_size=129, max_size=900))
def test_two_messages_whose_chunks_alternate_both_arrive(sound: bytes, picture: bytes) -> None:
    writer = ChunkWriter()
    sent = [Message(AUDIO, 20, 1, sound), Message(VIDEO, 33, 1, picture)]
    lanes = [writer.chunks(message, lane=lane) for lane, message in enumerate(sent, 4)]
    turns = max(map(len, lanes))
    data = b"".join(lane[turn] for turn in range(turns) for lane in lanes if turn < len(lane))

    arrived = ChunkReader(ChunkLimits()).receive(data)

    assert sorted(arrived) == sent


@UNHURRIED
@given(st.binary(max_size=20_000))
def test_random_bytes_raise_nothing_but_chunk_error(data: bytes) -> None:
    reader = ChunkReader(ChunkLimits())
    with suppress(ChunkError):
        reader.receive(data)
    kept = sum(len(lane.body) for lane in reader._lanes.values()) + len(reader._rest)

    assert kept <= len(data)
    assert len(reader._rest) <= 18  # the longest header


def test_step_of_a_whole_header_is_repeated_by_the_shortest() -> None:
    """Section 5.3.1.2.4: where the last header was a whole one, its time is the step."""
    first = basic(0, 4) + (20).to_bytes(3, "big") + (1).to_bytes(3, "big") + bytes([AUDIO, 1, 0, 0, 0]) + b"a"

    arrived = ChunkReader(ChunkLimits()).receive(first + basic(3, 4) + b"b" + basic(3, 4) + b"c")

    assert arrived == [Message(AUDIO, 20, 1, b"a"), Message(AUDIO, 40, 1, b"b"), Message(AUDIO, 60, 1, b"c")]


def test_aborted_message_is_forgotten() -> None:
    writer = ChunkWriter()
    begun = writer.chunks(Message(VIDEO, 0, 1, bytes(300)), lane=4)[0]
    abort = writer.write(Message(ABORT, 0, 0, (4).to_bytes(4, "big")), lane=2)
    reader = ChunkReader(ChunkLimits(buffered=300))

    arrived = [
        message
        for _ in range(10)
        for message in reader.receive(begun + abort + ChunkWriter().write(Message(AUDIO, 0, 1, b"a"), lane=4))
    ]

    assert arrived == [Message(AUDIO, 0, 1, b"a")] * 10


@pytest.mark.parametrize(
    ("kind", "size", "limit"),
    [(VIDEO, 4 << 20, 4 << 20), (AUDIO, 256 << 10, 256 << 10), (COMMAND, 64 << 10, 64 << 10)],
)
def test_message_longer_than_its_kind_may_be_is_refused_at_its_header(kind: int, size: int, limit: int) -> None:
    def announced(length: int) -> bytes:
        return basic(0, 4) + bytes(3) + length.to_bytes(3, "big") + bytes([kind, 1, 0, 0, 0])

    assert size == limit
    assert ChunkReader(ChunkLimits()).receive(announced(limit)) == []
    with pytest.raises(ChunkError, match=f"a message of kind {kind} announces {limit + 1} bytes"):
        ChunkReader(ChunkLimits()).receive(announced(limit + 1))


def announcing(number: int, *, lane: int = 2, kind: int = SET_CHUNK_SIZE) -> bytes:
    return ChunkWriter().write(Message(kind, 0, 0, number.to_bytes(4, "big")), lane=lane)


BEGUN = ChunkWriter().chunks(Message(VIDEO, 0, 1, bytes(300)))[0]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"".join(announcing(0, lane=lane, kind=3) for lane in range(3, 68)), "more than 64 chunk streams"),
        (basic(2, 4) + bytes(3), "a chunk refers to a header that never came"),
        (basic(3, 4), "a chunk refers to a header that never came"),
        (BEGUN + BEGUN, "a message begins inside another one"),
        (announcing(0), "chunks of 0 bytes are too small"),
        (announcing(2**31), "chunks of 0 bytes are too small"),
        (announcing(127), "chunks of 127 bytes are too small"),
        (ChunkWriter().write(Message(ABORT, 0, 0, b"ab")), "a control message of 2 bytes"),
    ],
)
def test_what_breaks_the_rules_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(ChunkError) as refused:
        ChunkReader(ChunkLimits()).receive(data)

    assert str(refused.value) == sentence


def test_many_begun_messages_together_are_refused() -> None:
    reader = ChunkReader(ChunkLimits(buffered=1000))
    writer = ChunkWriter()
    begun = [writer.chunks(Message(VIDEO, 0, 1, bytes(300)), lane=lane)[0] for lane in range(4, 12)]

    assert reader.receive(b"".join(begun[:7])) == []
    with pytest.raises(ChunkError, match="too many messages are begun and none is finished"):
        reader.receive(begun[7])
