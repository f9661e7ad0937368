"""The real ffmpeg that reads for us: what it makes of a picture that changes, and of codecs that can't be copied."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from everfair.live.ingest import flv
from everfair.live.ingest.configs import describe_video
from everfair.live.ingest.feed import AUDIO, VIDEO, FlvTag
from everfair.live.ingest.remuxer import UNREADABLE, Reading, remuxed
from everfair.live.ingest.srt import SHAPES
from tests.live.encoder import FFMPEG, Show, recorded

pytestmark = pytest.mark.integration

SMALLER = Show(size="128x72", fps=8, rate=44100)


async def read(words: Sequence[str], filters: Sequence[str] = ()) -> tuple[list[FlvTag], str]:
    """Return all tags, and what was wrong with the codecs."""
    async with remuxed(Reading(words, filters=filters)) as remuxer:
        return [tag async for tags in remuxer.tags() for tag in tags], remuxer.trouble()


def part_of(folder: Path, show: Show, *, shape: str, begins: int) -> bytes:
    path = folder / f"{begins}.{shape}"
    offset = ["-t", "2", "-c", "copy", "-output_ts_offset", str(begins), "-f", shape, str(path)]
    subprocess.run([FFMPEG, "-v", "error", "-i", str(recorded(show)), *offset], check=True)
    return path.read_bytes()


@pytest.mark.parametrize(("shape", "head", "filters"), [("flv", 13, ()), ("mpegts", 0, SHAPES)], ids=["flv", "mpegts"])
def test_picture_that_changes_on_the_way_brings_its_new_shape(
    tmp_path: Path, shape: str, head: int, filters: tuple[str, ...]
) -> None:
    film = tmp_path / "film"
    second = part_of(tmp_path, SMALLER, shape=shape, begins=3)
    film.write_bytes(part_of(tmp_path, Show(), shape=shape, begins=1) + second[head:])

    tags, trouble = asyncio.run(read(["-f", shape, "-i", str(film)], filters))

    pieces = [(tag.kind, piece) for tag in tags if (piece := flv.piece_of(tag))]
    shapes = [describe_video(piece.payload) for kind, piece in pieces if kind == VIDEO and piece.is_config]
    assert [(shape["width"], shape["height"]) for shape in shapes] == [(160, 90), (128, 72)]
    assert next(piece.is_config for kind, piece in pieces if kind == AUDIO)
    assert len(pieces) > 100
    assert trouble == ""


def test_codec_that_no_tag_can_hold_is_trouble(tmp_path: Path) -> None:
    film = tmp_path / "film.ts"
    picture = ["-f", "lavfi", "-i", "testsrc2=size=160x90:rate=10", "-t", "1", "-c:v", "mpeg2video"]
    subprocess.run([FFMPEG, "-v", "error", *picture, str(film)], check=True)

    assert asyncio.run(read(["-f", "mpegts", "-i", str(film)], SHAPES)) == ([], UNREADABLE)


def test_passphrase_is_not_in_what_is_logged() -> None:
    async def words() -> str:
        address = "srt://127.0.0.1:1?mode=caller&passphrase=verysecretwords&transtype=nonsense"
        async with remuxed(Reading(["-i", address])) as remuxer:
            assert not await remuxer.begins()
            await asyncio.wait_for(remuxer._process.wait(), 10)
            await remuxer._listening
            return remuxer.words()

    said = asyncio.run(words())

    assert "passphrase=…" in said
    assert "verysecret" not in said
