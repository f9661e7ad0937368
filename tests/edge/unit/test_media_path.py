from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everfair.edge.media_path import Asked, read_address

pytestmark = pytest.mark.unit

STREAM, TAKE = "k7m2p9x4w8hd", "t3t3t3t3t3t3"


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("open/master.m3u8", Asked(STREAM, "open", "master.m3u8", None, None, None)),
        ("aB-_.9/dvr-video.m3u8", Asked(STREAM, "aB-_.9", "dvr-video.m3u8", None, None, None)),
        (
            f"open/takes/{TAKE}/video-480/17.m4s",
            Asked(STREAM, "open", None, f"takes/{TAKE}/video-480/17.m4s", "takes", "video-480"),
        ),
        (
            f"open/backstage/{TAKE}/audio/init.mp4",
            Asked(STREAM, "open", None, f"backstage/{TAKE}/audio/init.mp4", "backstage", "audio"),
        ),
    ],
)
def test_address_of_media_is_read(path: str, asked: Asked) -> None:
    assert read_address(f"/live/{STREAM}/{path}") == asked


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/live/",
        f"/live/{STREAM}",
        f"/live/{STREAM}/open",
        f"/live/{STREAM}/open/",
        f"/live/{STREAM}/open/access.json",
        f"/live/{STREAM}/open/public/master.m3u8",
        f"/live/{STREAM}/open/team/master.m3u8",
        f"/live/{STREAM}/open/Master.m3u8",
        f"/live/{STREAM}/open/-.m3u8",
        f"/live/{STREAM}/open/.m3u8",
        f"/live/{STREAM}/open/master.m3u8\n",
        f"/live/{STREAM}/open/master.m3u8/",
        f"/live/{STREAM}//master.m3u8",
        f"/live/{STREAM}/open/../master.m3u8",
        f"/live/{STREAM}/a token/master.m3u8",
        f"/live/{STREAM}/{'a' * 513}/master.m3u8",
        f"/live/{STREAM.upper()}/open/master.m3u8",
        f"/live/{STREAM}x/open/master.m3u8",
        "/live/0000000000l0/open/master.m3u8",
        f"/live/../{STREAM}/open/master.m3u8",
        f"/live/{STREAM}/open/takes/{TAKE}/take.json",
        f"/live/{STREAM}/open/takes/{TAKE}/video/index.m3u8",
        f"/live/{STREAM}/open/takes/{TAKE}/video/segments.txt",
        f"/live/{STREAM}/open/takes/{TAKE}/video/1.m4s.tmp",
        f"/live/{STREAM}/open/takes/{TAKE}/video/-1.m4s",
        f"/live/{STREAM}/open/takes/{TAKE}/video/１.m4s",
        f"/live/{STREAM}/open/takes/{TAKE}/video/{'1' * 11}.m4s",
        f"/live/{STREAM}/open/takes/{TAKE}/../video/1.m4s",
        f"/live/{STREAM}/open/takes/{TAKE}/./1.m4s",
        f"/live/{STREAM}/open/takes/{TAKE}/video\x00/1.m4s",
        f"/live/{STREAM}/open/takes/{TAKE}/1.m4s",
        f"/live/{STREAM}/open/studio/{TAKE}/video/1.m4s",
    ],
)
def test_nothing_else_can_be_named(path: str) -> None:
    assert read_address(path) is None


@given(st.lists(st.sampled_from(["..", ".", "", "/", "open", STREAM, TAKE, "takes", "video", "1.m4s", "a.m3u8", "\0"])))
def test_what_is_named_lies_in_the_stream(parts: list[str]) -> None:
    asked = read_address("/live/" + "/".join(parts))

    if asked is not None:
        assert asked.stream in {STREAM, TAKE}
        assert not {"", ".", ".."} & set((asked.playlist or asked.segment or "").split("/"))
