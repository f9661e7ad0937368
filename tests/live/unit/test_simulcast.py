"""What sending on to other platforms is made of: addresses, their words, times, and what goes over the wire."""

from __future__ import annotations

import pytest

from everfair.kernel.outside import NotOutside, Target
from everfair.live.ingest.feed import AUDIO, DATA, VIDEO, FlvTag
from everfair.live.ingest.rtmp import amf
from everfair.live.ingest.rtmp.chunks import ChunkLimits, ChunkReader
from everfair.live.ingest.rtmp.messages import Message
from everfair.live.simulcast import wire
from everfair.live.simulcast.address import destination_of, whole_address
from everfair.live.simulcast.remux import FromZero
from everfair.live.simulcast.troubles import harmless

pytestmark = pytest.mark.unit

CONFIG, KEYFRAME, FRAME, SOUND = b"\x17\0\0\0\0c", b"\x17\1\0\0\0k", b"\x27\1\0\0\0p", b"\xaf\1s"


@pytest.mark.parametrize(
    ("server", "key", "app", "whole_key", "port"),
    [
        ("rtmp://a.rtmp.youtube.com/live2", "ab-cd", "live2", "ab-cd", 1935),
        ("rtmps://live-api.example.com:443/rtmp/", "FB-1?s=a/b&t=1", "rtmp", "FB-1?s=a/b&t=1", 443),
        ("rtmps://live.example.com/app/inner", "key", "app/inner", "key", 443),
        ("rtmp://push.example.cn:1936/live-bvc/", "?streamname=a&key=b", "live-bvc", "?streamname=a&key=b", 1936),
        ("rtmp://push.example.cn/third/stream-1?sign=x#y", "", "third", "stream-1?sign=x#y", 1935),
    ],
    ids=["youtube", "signed", "two parts", "question alone", "one address"],
)
def test_address_is_taken_apart_as_platforms_mean_it(
    server: str, key: str, app: str, whole_key: str, port: int
) -> None:
    found = destination_of(whole_address(server, key))

    assert (found.app, found.key, found.target.port) == (app, whole_key, port)
    assert found.tc_url == f"{found.target.scheme}://{found.target.host}:{port}/{app}"
    assert whole_key not in repr(found)


@pytest.mark.parametrize(
    "address",
    [
        "https://live.example.com/app/key",
        "rtmp://live.example.com/app",
        "rtmp://live.example.com/app/",
        "rtmp://live.example.com",
        "rtmp:///app/key",
        "rtmp://me:word@live.example.com/app/key",
        "rtmp://live.example.com/app/a key",
        "rtmp://live.example.com:99999/app/key",
        "rtmp://[::1/app/key",
        "/etc/passwd",
        "",
    ],
)
def test_what_is_no_rtmp_address_with_a_key_is_refused(address: str) -> None:
    with pytest.raises(NotOutside):
        destination_of(address)


def test_host_stands_apart_from_what_is_secret() -> None:
    assert destination_of("rtmps://live.example.com/app/key").target == Target("rtmps", "live.example.com", 443)


def test_words_of_a_platform_are_shown_without_its_secrets() -> None:
    said = harmless("no\nstream key-1?s=2 or\x00 key-1" + "!" * 500, "key-1", "key-1?s=2", "")

    assert said.startswith("nostream … or …!!!")
    assert len(said) == 200


@pytest.mark.parametrize("size", [0, 1, 4096, 4097, 20_000], ids=str)
@pytest.mark.parametrize("stamp", [0, 0xFFFFFE, 0xFFFFFF, 0x01234567, 0xFFFFFFFF], ids=hex)
def test_our_chunks_are_read_as_they_were_meant(size: int, stamp: int) -> None:
    message = Message(VIDEO, stamp, 1, bytes(number % 251 for number in range(size)))
    reader = ChunkReader(ChunkLimits(smallest_chunk=1))
    announced = wire.chunks(Message(1, 0, 0, wire.CHUNK_SIZE.to_bytes(4, "big")), lane=2, size=128)

    found = reader.receive(announced + wire.chunks(message, lane=4, size=wire.CHUNK_SIZE) * 2)

    assert found == [message, message]


def test_what_describes_the_stream_is_announced_as_such() -> None:
    body = amf.encode("onMetaData", {"width": 160})

    message = wire.media(FlvTag(DATA, 40, body), stream=1)

    assert amf.decode(message.body) == ["@setDataFrame", "onMetaData", {"width": 160}]
    assert message.timestamp == 0


def test_times_begin_at_the_first_keyframe() -> None:
    clock = FromZero(has_video=True)
    tags = [
        FlvTag(DATA, 5000, amf.encode("onMetaData")),
        FlvTag(VIDEO, 5000, CONFIG),
        FlvTag(AUDIO, 4980, SOUND),
        FlvTag(VIDEO, 4990, FRAME),
        FlvTag(VIDEO, 5000, KEYFRAME),
        FlvTag(AUDIO, 4999, SOUND),
        FlvTag(AUDIO, 5020, SOUND),
        FlvTag(VIDEO, 5040, FRAME),
    ]

    moved = [clock.moved(tag) for tag in tags]

    assert [tag and (tag.kind, tag.timestamp) for tag in moved] == [
        (DATA, 0),
        (VIDEO, 0),
        None,
        None,
        (VIDEO, 0),
        None,
        (AUDIO, 20),
        (VIDEO, 40),
    ]


def test_times_without_a_picture_begin_at_the_first_sound() -> None:
    clock = FromZero(has_video=False)

    moved = [clock.moved(FlvTag(AUDIO, stamp, SOUND)) for stamp in (700, 723)]

    assert [tag and tag.timestamp for tag in moved] == [0, 23]
