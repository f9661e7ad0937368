"""The playlists of a stream while a derived track of it is still being written."""

from __future__ import annotations

from pathlib import Path

import m3u8
import pytest

from everfair.live.composer.stream_composer import NewTake, StreamComposer, StreamFacts
from everfair.live.places import StreamPlace
from tests.live.fragmented import SMALL, fragmented, segment

pytestmark = pytest.mark.unit

RUNG = "video-360"


class Setting:
    """A stream whose tracks are written by hand, and its composer."""

    def __init__(self, root: Path, **facts: bool) -> None:
        self.place = StreamPlace(root, "stream")
        self.facts = StreamFacts(**facts)
        self.composer = StreamComposer(self.place, self.facts)

    def begin(self, take: str, *, is_public: bool = True) -> None:
        self.composer.begin(NewTake(take, is_public=is_public))

    def write(self, take: str, track: str, seconds: int, *, is_public: bool = True) -> None:
        """Let an encoder have written so many seconds of a track, and the composer read them."""
        folder = self.place.take(take, is_public=is_public) / track
        folder.mkdir(exist_ok=True)
        source = fragmented(SMALL)
        (folder / "init.mp4").write_bytes((source / "init.mp4").read_bytes())
        lines = ["#EXTM3U", '#EXT-X-MAP:URI="init.mp4"']
        for number in range(seconds):
            (folder / f"{number}.m4s").write_bytes((source / f"{number}.m4s").read_bytes())
            lines += ["#EXTINF:1.0,", f"#EXT-X-PROGRAM-DATE-TIME:{segment(number).at}", f"{number}.m4s"]
        (folder / "index.m3u8").write_text("\n".join(lines) + "\n")
        for _ in range(5):
            self.composer.poll()

    def end(self) -> None:
        self.facts = self.facts._replace(has_ended=True)
        self.composer.tell(self.facts)

    def uris(self, name: str) -> list[str]:
        return [found.uri.removeprefix("takes/") for found in self.playlist(name).segments]

    def playlist(self, name: str) -> m3u8.M3U8:
        path = self.place.playlists(is_public=True) / name
        return m3u8.loads(path.read_text() if path.exists() else "#EXTM3U\n")

    @property
    def variants(self) -> list[str]:
        return [found.uri for found in self.playlist("master.m3u8").playlists]


def test_rung_of_a_former_take_delivers_its_last_segments(tmp_path: Path) -> None:
    setting = Setting(tmp_path)
    setting.begin("one")
    setting.write("one", "video", 3)
    setting.write("one", RUNG, 1)
    setting.composer.finish("one")
    setting.begin("two")
    setting.write("two", "video", 2)

    setting.write("one", RUNG, 3)
    setting.composer.settle("one")
    setting.write("two", RUNG, 1)

    assert setting.uris(f"{RUNG}.m3u8") == [*(f"one/{RUNG}/{n}.m4s" for n in range(3)), f"two/{RUNG}/0.m4s"]
    rung, video = setting.playlist(f"{RUNG}.m3u8"), setting.playlist("video.m3u8")
    assert [found.discontinuity for found in rung.segments] == [False, False, False, True]
    assert rung.media_sequence == video.media_sequence


def test_stream_that_ends_waits_for_its_rung_and_has_all_of_it_in_the_recording(tmp_path: Path) -> None:
    setting = Setting(tmp_path)
    setting.begin("one")
    setting.write("one", "video", 4)
    setting.write("one", RUNG, 2)
    setting.composer.finish("one")
    setting.end()

    before = setting.playlist(f"{RUNG}.m3u8").is_endlist, setting.playlist("video.m3u8").is_endlist
    at_once = setting.uris(f"vod-{RUNG}.m3u8")
    setting.write("one", RUNG, 4)
    setting.composer.settle("one")

    own = [f"one/{RUNG}/{number}.m4s" for number in range(4)]
    assert before == (False, True)
    assert at_once == [*own[:2], "one/video/2.m4s", "one/video/3.m4s"]
    assert setting.uris(f"vod-{RUNG}.m3u8") == own
    assert setting.uris(f"{RUNG}.m3u8") == own
    assert setting.playlist(f"{RUNG}.m3u8").is_endlist
    assert setting.composer.is_idle


def test_take_settles_after_it_left_the_memory(tmp_path: Path) -> None:
    setting = Setting(tmp_path)
    setting.begin("one")
    setting.write("one", "video", 3)
    setting.composer.finish("one")
    setting.end()
    setting.composer = StreamComposer(setting.place, setting.facts)
    setting.write("one", RUNG, 3)

    setting.composer.settle("one")

    assert setting.uris(f"vod-{RUNG}.m3u8") == [f"one/{RUNG}/{number}.m4s" for number in range(3)]


def test_composer_that_starts_again_lists_the_same(tmp_path: Path) -> None:
    setting = Setting(tmp_path)
    setting.begin("one")
    setting.write("one", "video", 6)
    setting.write("one", RUNG, 2)
    setting.composer.finish("one")
    setting.composer.settle("one")
    before = setting.uris("video.m3u8")

    again = StreamComposer(setting.place, setting.facts)
    again.write()

    assert setting.uris("video.m3u8") == before
    assert setting.uris(f"{RUNG}.m3u8") == [f"one/{RUNG}/0.m4s", f"one/{RUNG}/1.m4s"]


def test_first_master_playlist_waits_a_moment_for_the_ladder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    setting = Setting(tmp_path, has_ladder=True)
    setting.begin("one")
    setting.write("one", "video", 1)
    before = setting.variants

    setting.write("one", RUNG, 1)

    assert (before, setting.variants) == ([], ["video.m3u8", f"{RUNG}.m3u8"])
    late = Setting(tmp_path / "late", has_ladder=True)
    monkeypatch.setattr("everfair.live.composer.stream_composer._MORE_WAIT_SECONDS", -1.0)
    late.begin("one")
    late.write("one", "video", 1)
    assert late.variants == ["video.m3u8"]


def test_recording_that_is_trimmed_to_nothing_of_a_track_offers_it_no_more(tmp_path: Path) -> None:
    setting = Setting(tmp_path)
    for take, tracks in (("one", ["video", RUNG]), ("two", ["video"])):
        setting.begin(take)
        for track in tracks:
            setting.write(take, track, 2)
        setting.composer.finish(take)
        setting.composer.settle(take)
    setting.end()
    before = setting.uris(f"vod-{RUNG}.m3u8")

    for path in (setting.place.take("one", is_public=True) / RUNG).glob("*.m4s"):
        path.unlink()
    (setting.place.take("one", is_public=True) / "take.json").unlink()
    setting.composer.write()

    assert before == [f"one/{RUNG}/0.m4s", f"one/{RUNG}/1.m4s", "two/video/0.m4s", "two/video/1.m4s"]
    assert setting.uris(f"vod-{RUNG}.m3u8") == []
    assert [found.uri for found in setting.playlist("vod.m3u8").playlists] == ["vod-video.m3u8"]


def test_playlist_of_the_team_is_that_of_the_audience_until_a_rehearsal(tmp_path: Path) -> None:
    setting = Setting(tmp_path)
    team = setting.place.playlists(is_public=False) / "video.m3u8"
    audience = setting.place.playlists(is_public=True) / "video.m3u8"
    setting.begin("one")
    setting.write("one", "video", 2)
    shared = team.is_symlink(), team.read_text() == audience.read_text()
    setting.composer.finish("one")

    setting.begin("two", is_public=False)
    setting.write("two", "video", 2, is_public=False)

    assert shared == (True, True)
    assert not team.is_symlink()
    assert ("two/video" in team.read_text(), "two/video" in audience.read_text()) == (True, False)
