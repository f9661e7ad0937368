"""The ladder: who gets one, and what is made."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from everfair.live.composer.init_segment import read_init_segment
from everfair.live.composer.track_watch import TrackWatch
from everfair.live.derived.ladder import Ladder, LadderWork
from everfair.live.derived.ladder_note import LadderNote, read_ladder_note
from everfair.live.derived.rungs import RUNGS, rung_words, rungs_below
from everfair.live.models import Stream, Take
from everfair.live.places import StreamPlace
from tests.live.encoder import Show
from tests.live.fragmented import coming_take
from tests.live.house_gear import until

pytestmark = pytest.mark.unit


def take(number: int, *, height: int = 720, has_ladder: bool = True, is_public: bool = True) -> Take:
    stream = Stream(public_id=f"stream{number}", has_ladder=has_ladder)
    video = {"codecs": "avc1", **({"height": height} if height else {})}
    return Take(public_id=f"take{number}", stream=stream, is_public=is_public, video=video)


def streams(ladder: Ladder, *takes: Take) -> list[str]:
    return [key.stream for key in ladder.wanted(takes)]


@pytest.mark.parametrize(("height", "heights"), [(0, []), (360, []), (361, [360]), (480, [360]), (720, [480, 360])])
def test_rungs_lie_below_the_picture(height: int, heights: list[int]) -> None:
    assert [rung.height for rung in rungs_below(height)] == heights


def test_ladder_is_for_takes_on_air_that_want_one(tmp_path: Path) -> None:
    ladder = Ladder(tmp_path, most=9)

    found = streams(ladder, take(1), take(2, has_ladder=False), take(3, is_public=False), take(4, height=0))

    assert found == ["stream1", "stream4"]


def test_place_is_kept_until_its_stream_ends(tmp_path: Path) -> None:
    ladder = Ladder(tmp_path, most=1)
    place = StreamPlace(tmp_path, "stream2")
    place.folder.mkdir(parents=True)

    first = streams(ladder, take(1))
    both = streams(ladder, take(2), take(1))
    note = read_ladder_note(place)
    after = streams(ladder, take(2))

    assert (first, both, after) == (["stream1"], ["stream1"], ["stream2"])
    assert note == LadderNote("take2", "full")


def test_small_picture_takes_no_place(tmp_path: Path) -> None:
    place = StreamPlace(tmp_path, "stream1")
    place.folder.mkdir(parents=True)

    found = streams(Ladder(tmp_path, most=1), take(1, height=360), take(2))

    assert found == ["stream2"]
    assert read_ladder_note(place) == LadderNote("take1", "small")


def test_rungs_have_the_times_and_the_shape_of_the_picture(tmp_path: Path) -> None:
    coming = coming_take(tmp_path, Show(size="1000x500", seconds=4, has_audio=False))
    coming.come(4)
    coming.end()

    asyncio.run(LadderWork(coming.folder).run())

    sizes = []
    for rung in RUNGS:
        track = coming.folder.path / rung.track
        facts = read_init_segment((track / "init.mp4").read_bytes())
        assert facts is not None
        sizes.append((facts.width, facts.height))
        found = TrackWatch(track).news()
        assert [(item.seconds, item.at[17:23]) for item in found] == [(1.0, f"0{second}.000") for second in range(4)]
    assert sizes == [(960, 480), (720, 360)]
    assert read_ladder_note(coming.folder.place) == LadderNote("take", "runs", (480, 360))


def test_ladder_that_fell_behind_leaves_out_what_it_can_not_do(tmp_path: Path) -> None:
    coming = coming_take(tmp_path)
    coming.come(4)

    async def scenario() -> None:
        work = asyncio.create_task(LadderWork(coming.folder, behind=3.0).run())
        await until(lambda: read_ladder_note(coming.folder.place), "it does not begin")
        coming.come(2)
        coming.end()
        await work

    asyncio.run(asyncio.wait_for(scenario(), 20))

    found = TrackWatch(coming.folder.path / "video-360").news()
    assert [item.at[17:23] for item in found] == ["03.000", "04.000", "05.000"]
    note = read_ladder_note(coming.folder.place)
    assert note is not None
    assert (note.state, note.heights, note.is_late) == ("runs", (480, 360), True)


def test_browser_that_sends_a_small_picture_gets_none(tmp_path: Path) -> None:
    coming = coming_take(tmp_path, Show(seconds=2, has_audio=False))
    coming.come(2)

    asyncio.run(asyncio.wait_for(LadderWork(coming.folder).run(), 5))

    assert read_ladder_note(coming.folder.place) == LadderNote("take", "small")


def test_threads_are_bounded() -> None:
    words = rung_words(RUNGS, "pipe:5", ["pipe:6", "pipe:7"])

    assert [words[place + 1] for place, word in enumerate(words) if word == "-threads"] == ["1", "1", "1"]
