from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from everfair.live.ingest.feed import FlvTag
from everfair.live.ingest.rtmp import amf, messages
from everfair.live.ingest.rtmp.chunks import ChunkLimits, ChunkReader
from everfair.live.ingest.rtmp.errors import RtmpError
from everfair.live.ingest.rtmp.messages import Message
from everfair.live.ingest.rtmp.session import ONLY_PUBLISHING, WRONG_APP, Asked, Session, Stage, Stopped
from tests.live.rtmp_client import C0_C1, C2, ChunkWriter, command, opening

pytestmark = pytest.mark.unit

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

META = amf.encode("onMetaData", {"width": 1280})


def answered(session: Session) -> list[Message]:
    """Read the answers as an encoder does that knows our chunk size already."""
    size = messages.number(messages.SET_CHUNK_SIZE, messages.OUR_CHUNK_SIZE)
    return ChunkReader(ChunkLimits()).receive(size + session.answers())


def commands_of(answers: list[Message]) -> list[list[amf.Value]]:
    return [amf.decode(answer.body) for answer in answers if answer.kind == messages.COMMAND]


@pytest.fixture
def greeted() -> Session:
    session = Session(ChunkLimits())
    session.receive(C0_C1 + C2)
    session.answers()
    return session


@pytest.fixture
def publishing() -> Session:
    session = Session(ChunkLimits())
    session.receive(opening())
    session.accept()
    session.answers()
    return session


def say(session: Session, *said: Message) -> list[object]:
    writer = ChunkWriter()
    return list(session.receive(b"".join(writer.write(message) for message in said)))


def test_handshake_is_answered_with_an_echo() -> None:
    session = Session(ChunkLimits())
    greeting = b"\x03" + bytes(range(256)) * 6

    session.receive(greeting[:100])
    before = session.answers()
    session.receive(greeting[100:])
    answer = session.answers()
    session.receive(C2)

    assert before == b""
    assert (len(answer), answer[0], answer[1537:]) == (3073, 3, greeting[1:])
    assert session.answers() == b""


@UNHURRIED
@given(st.lists(st.integers(1, 900), max_size=12))
def test_encoder_that_opens_in_any_portions_asks_with_its_key(sizes: list[int]) -> None:
    session = Session(ChunkLimits())
    data, events = opening("secret?token=1"), []
    for size in [*sizes, len(data)]:
        events += session.receive(data[:size])
        data = data[size:]

    assert events == [Asked("secret")]
    assert session.stage is Stage.ASKING


def test_encoder_that_opens_is_told_windows_and_stream() -> None:
    session = Session(ChunkLimits())
    session.receive(opening())
    session.accept()

    answers = ChunkReader(ChunkLimits()).receive(session.answers()[3073:])

    assert [answer.kind for answer in answers[:2]] == [messages.WINDOW, messages.BANDWIDTH]
    assert [values[:2] for values in commands_of(answers)] == [["_result", 1.0], ["_result", 4.0], ["onStatus", 0.0]]
    assert commands_of(answers)[1][3] == 1.0
    assert commands_of(answers)[2][3] == {
        "level": "status",
        "code": "NetStream.Publish.Start",
        "description": "Welcome.",
    }


@pytest.mark.parametrize("kind", [messages.COMMAND, messages.COMMAND_AMF3])
def test_command_of_either_notation_is_read(greeted: Session, kind: int) -> None:
    say(greeted, command("connect", 1, {"app": "live/"}, kind=kind))

    assert greeted.stage is Stage.CONNECTED


@pytest.mark.parametrize("app", ["other", "", "live/key", 5, None])
def test_other_app_is_refused_with_a_sentence(greeted: Session, app: amf.Writable) -> None:
    with pytest.raises(RtmpError):
        say(greeted, command("connect", 1, {"app": app}))

    answers = ChunkReader(ChunkLimits()).receive(greeted.answers())
    ((name, number, _, about),) = commands_of(answers)
    assert (name, number, about) == (
        "_error",
        1.0,
        {"level": "error", "code": "NetConnection.Connect.Rejected", "description": WRONG_APP},
    )


def test_refused_key_is_told_as_bad_name() -> None:
    session = Session(ChunkLimits())
    session.receive(opening())
    session.answers()

    session.refuse("This key is not valid.")

    ((_, _, _, about),) = commands_of(answered(session))
    assert about == {"level": "error", "code": "NetStream.Publish.BadName", "description": "This key is not valid."}
    assert say(session, Message(messages.AUDIO, 0, 1, b"\xaf\x01")) == []


def test_overlong_key_asks_with_none() -> None:
    assert Session(ChunkLimits()).receive(opening("k" * 257)) == [Asked("")]


def test_media_and_description_become_tags(publishing: Session) -> None:
    described = amf.encode("@setDataFrame") + META

    events = say(
        publishing,
        Message(messages.DATA, 0, 1, described),
        Message(messages.DATA_AMF3, 0, 1, b"\x00" + META),
        Message(messages.DATA, 0, 1, amf.encode("onTextData", {})),
        Message(messages.VIDEO, 33, 1, b"\x17\x01"),
        Message(messages.AUDIO, 2**32 - 1, 1, b"\xaf\x01"),
        Message(messages.AUDIO, 40, 1, b""),
    )

    assert events == [
        FlvTag(18, 0, META),
        FlvTag(18, 0, META),
        FlvTag(9, 33, b"\x17\x01"),
        FlvTag(8, 2**32 - 1, b"\xaf\x01"),
    ]


@pytest.mark.parametrize("name", ["FCUnpublish", "deleteStream", "closeStream"])
def test_encoder_that_stops_is_let_go(publishing: Session, name: str) -> None:
    events = say(publishing, command(name, 6, None, "key"), Message(messages.AUDIO, 0, 1, b"\xaf"))

    assert events == [Stopped()]
    assert publishing.stage is Stage.OVER


def test_stop_without_a_stream_means_nothing(greeted: Session) -> None:
    assert say(greeted, command("closeStream", 0, None)) == []


def test_ping_is_answered(publishing: Session) -> None:
    say(
        publishing, Message(messages.USER_CONTROL, 0, 0, b"\x00\x06abcd"), Message(messages.USER_CONTROL, 0, 0, b"\0\3")
    )

    assert answered(publishing) == [Message(messages.USER_CONTROL, 0, 0, b"\x00\x07abcd")]


def test_unknown_call_gets_an_answer_and_an_unknown_cast_none(publishing: Session) -> None:
    say(publishing, command("_checkbw", 7, None), command("_checkbw", 0, None), command("odd"))

    assert commands_of(answered(publishing)) == [["_result", 7.0, None, None]]


def test_half_a_window_of_bytes_is_acknowledged(publishing: Session) -> None:
    window = Message(messages.WINDOW, 0, 0, (200_000).to_bytes(4, "big"))
    before = len(opening())

    say(publishing, window, Message(messages.AUDIO, 0, 1, bytes(90_000)))
    early = answered(publishing)
    say(publishing, Message(messages.AUDIO, 0, 1, bytes(9_000)))

    assert early == []
    ((kind, _, _, body),) = answered(publishing)
    assert (kind, int.from_bytes(body, "big") - before) == (messages.ACKNOWLEDGEMENT, publishing._received - before)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ([command("connect", 1, {"app": "live"})] * 2, "it connects twice"),
        ([command("publish", 1, None, "key")], "it publishes before it connects, or twice"),
        ([Message(messages.VIDEO, 0, 1, b"\x17")], "pictures or sound before the key"),
        ([Message(messages.DATA, 0, 1, META)], "pictures or sound before the key"),
        ([Message(messages.AGGREGATE, 0, 1, b"")], "aggregate messages, which no encoder needs"),
        ([command("_checkbw", 1, None)] * 65, "a lot of commands, and no stream"),
        ([command("play", 1, None, "key")], "it wants to watch before it connects"),
        ([command("connect", 1, {"app": "live"}), command("play", 2, None)], "it wants to watch"),
        ([Message(messages.COMMAND, 0, 0, b"\x07")], "a value of kind 7, which is not AMF0"),
    ],
)
def test_what_no_encoder_does_ends_it(greeted: Session, said: list[Message], why: str) -> None:
    with pytest.raises(RtmpError) as ended:
        say(greeted, *said)

    assert str(ended.value) == why


def test_player_is_told_where_to_watch(greeted: Session) -> None:
    with pytest.raises(RtmpError):
        say(greeted, command("connect", 1, {"app": "live"}), command("play", 2, None, "key"))

    assert commands_of(answered(greeted))[1][3] == {
        "level": "error",
        "code": "NetStream.Play.Failed",
        "description": ONLY_PUBLISHING,
    }


@pytest.mark.parametrize("first", [b"GET / HTTP/1.1", b"\x16\x03\x01", b"\x06", b"\x00"])
def test_other_protocols_are_recognised_at_their_first_byte(first: bytes) -> None:
    with pytest.raises(RtmpError, match="this is not RTMP"):
        Session(ChunkLimits()).receive(first)


@UNHURRIED
@given(st.binary(max_size=5000))
def test_random_bytes_after_the_opening_raise_nothing_but_rtmp_error(data: bytes) -> None:
    session = Session(ChunkLimits())
    session.receive(opening())
    session.accept()
    try:
        session.receive(data)
    except RtmpError:
        return
