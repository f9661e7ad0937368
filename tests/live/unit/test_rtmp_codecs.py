from __future__ import annotations

import pytest

from everfair.live.ingest.feed import AUDIO, DATA, VIDEO, FlvTag
from everfair.live.ingest.rtmp.codecs import SEND_ONE, USE_AAC, USE_H264, trouble_with

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (VIDEO, b"\x17\x00"),
        (VIDEO, b"\x27\x01"),
        (AUDIO, b"\xaf\x00"),
        (DATA, b"\x02\x00"),
        (VIDEO, b""),
    ],
)
def test_h264_and_aac_pass(kind: int, body: bytes) -> None:
    assert trouble_with(FlvTag(kind, 0, body)) == ""


@pytest.mark.parametrize(
    ("kind", "body", "beginning"),
    [
        (VIDEO, b"\x90hvc1", "The encoder sends HEVC (H.265)"),
        (VIDEO, b"\x1c\x01", "The encoder sends HEVC (H.265)"),
        (VIDEO, b"\x91av01", "The encoder sends AV1"),
        (VIDEO, b"\x1d\x01", "The encoder sends AV1"),
        (VIDEO, b"\x90vp09", "The encoder sends VP9"),
        (VIDEO, b"\x90avc1", "The encoder packs H.264 or AAC in the new way"),
        (AUDIO, b"\x90mp4a", "The encoder packs H.264 or AAC in the new way"),
        (VIDEO, b"\x12\x01", USE_H264),
        (VIDEO, b"\x90", USE_H264),
        (VIDEO, b"\x96\x00hvc1", SEND_ONE),
        (AUDIO, b"\x90Opus", "The encoder sends Opus"),
        (AUDIO, b"\x2f", "The encoder sends MP3"),
        (AUDIO, b"\xb6", USE_AAC),
        (AUDIO, b"\x90fLaC", USE_AAC),
        (AUDIO, b"\x95\x00mp4a", SEND_ONE),
    ],
)
def test_other_codecs_are_refused_by_name(kind: int, body: bytes, beginning: str) -> None:
    assert trouble_with(FlvTag(kind, 0, body)).startswith(beginning)
