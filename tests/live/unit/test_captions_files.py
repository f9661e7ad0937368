"""Reading files of captions: what people send, and what nobody should."""

from __future__ import annotations

import codecs
import time
from contextlib import suppress

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from everfair.live.caption_errors import (
    BadCaptionFile,
    CaptionEndsTooEarly,
    CaptionFileTooLarge,
    CaptionTextTooLong,
    CaptionTimeWrong,
    TooManyCaptions,
)
from everfair.live.captioning.files import MOST_CUES, FileCue, read_captions
from everfair.live.captioning.webvtt import TimedCue, render_webvtt

pytestmark = pytest.mark.unit

VTT = """WEBVTT - a title

NOTE
of 00:00 --> nothing

first
00:01.500 --> 00:03.000 line:0
<v Lin>大家好 &amp; <i>welcome</i>
"""
SRT = "1\n00:00:01,500 --> 00:00:03,000\n{\\an8}大家好\n欢迎\n\n2\n00:00:04,000 --> 00:00:05,000\nWelcome\n"
PIECES = st.sampled_from(
    [
        "WEBVTT",
        "\n",
        "\r\n",
        "\r",
        "-->",
        "00:01.000",
        " --> ",
        "00:00:01,000 --> 00:00:02,000",
        "NOTE",
        "<",
        ">",
        "{\\",
        "&#0;",
        "\x00",
        "9" * 30,
        "字",
    ]
)


def test_webvtt_is_read_without_notes_settings_and_markup() -> None:
    assert read_captions(VTT.encode()) == [FileCue(1.5, 3.0, "大家好 & welcome")]


@pytest.mark.parametrize(
    "data",
    [
        SRT.encode(),
        codecs.BOM_UTF8 + SRT.encode(),
        SRT.replace("\n", "\r\n").encode(),
        SRT.replace("\n", "\r").encode(),
        SRT.encode("gb18030"),
        SRT.encode("utf-16"),
        SRT.replace("\n\n", "\n").encode(),
    ],
    ids=["utf-8", "mark", "crlf", "cr", "gb18030", "utf-16", "without empty lines"],
)
def test_subrip_is_read_in_every_encoding(data: bytes) -> None:
    assert read_captions(data) == [FileCue(1.5, 3.0, "大家好\n欢迎"), FileCue(4.0, 5.0, "Welcome")]


def test_cues_that_overlap_or_come_late_are_put_in_order() -> None:
    text = "WEBVTT\n\n00:05.000 --> 00:09.000\nsecond\n\n00:01.000 --> 00:06.000\nfirst\n"

    assert [cue.text for cue in read_captions(text.encode())] == ["first", "second"]


@pytest.mark.parametrize(
    ("text", "refusal", "words"),
    [
        ("", BadCaptionFile, "WebVTT"),
        ("hello", BadCaptionFile, "WebVTT"),
        ("WEBVTT\n\n00:61.000 --> 00:62.000\nx", CaptionTimeWrong, "Line 3"),
        ("WEBVTT\n\n1 --> 2\nx", CaptionTimeWrong, "Line 3"),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nx", CaptionEndsTooEarly, "Line 3"),
        (f"WEBVTT\n\n00:01.000 --> 00:02.000\n{'字' * 501}", CaptionTextTooLong, "500"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nbad \x00 sign", BadCaptionFile, "WebVTT"),
        ("WEBVTT\n\n" + "00:01.000 --> 00:02.000\nx\n\n" * (MOST_CUES + 1), TooManyCaptions, "20000"),
        ("x" * 2_000_001, CaptionFileTooLarge, "2 MB"),
    ],
)
def test_broken_file_is_refused_with_a_sentence(text: str, refusal: type[BadCaptionFile], words: str) -> None:
    with pytest.raises(refusal) as refused:
        read_captions(text.encode())

    with override("en"):
        assert words in str(refused.value)


def test_picture_is_no_file_of_captions() -> None:
    with pytest.raises(BadCaptionFile):
        read_captions(b"\x89PNG\r\n\x1a\n\xff\xfe\x00\x81")


@pytest.mark.parametrize("filler", ["<", "-->\n", "\n", "00:00 --> ", "{\\", "&", " "])
def test_file_full_of_one_thing_is_read_in_no_time(filler: str) -> None:
    data = (filler * 2_000_000)[:2_000_000].encode()
    began = time.perf_counter()

    with pytest.raises(BadCaptionFile):
        read_captions(b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + data[:1_900_000])

    assert time.perf_counter() - began < 5


@given(st.lists(PIECES | st.text(max_size=20), max_size=40).map("".join))
def test_any_text_is_read_or_refused(text: str) -> None:
    _read_or_refuse(text.encode("utf-8", "surrogatepass"))


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    _read_or_refuse(data)


TEXTS = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=30).map(str.strip).filter(bool)


@given(st.lists(st.tuples(st.integers(0, 10**7), st.integers(1, 60_000), TEXTS), min_size=1, max_size=8))
def test_what_is_written_is_read_again(rows: list[tuple[int, int, str]]) -> None:
    cues = [TimedCue(f"cue{place}", at / 1000, (at + long) / 1000, text) for place, (at, long, text) in enumerate(rows)]

    found = read_captions(render_webvtt(cues).encode())

    assert sorted(cue.begins for cue in found) == sorted(cue.begins for cue in cues)


def _read_or_refuse(data: bytes) -> None:
    cues: list[FileCue] = []
    with suppress(BadCaptionFile):
        cues = read_captions(data)

    assert all(0 <= cue.begins < cue.ends and cue.text and "\x00" not in cue.text for cue in cues)
