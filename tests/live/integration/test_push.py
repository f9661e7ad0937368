"""HTTP push, from the first request of an encoder to what the composer reads."""

from __future__ import annotations

import os
import time
from itertools import pairwise
from pathlib import Path

import pytest

from everfair.live.composer.encoder_playlist import read_encoder_playlist
from everfair.live.composer.init_segment import read_init_segment
from everfair.live.domain.publishing import end_take
from everfair.live.domain.streams import end_stream, go_on_air, rehearse
from everfair.live.enums import Protocol, StreamState, TakeEnd
from everfair.live.ingest import push as push_module
from everfair.live.ingest.push_files import DRAFT_SECONDS, PUSH, forget_drafts
from everfair.live.models import Stream, Take
from everfair.live.places import StreamPlace
from tests.factories.live import StreamFactory, TakeFactory, key_of, machine
from tests.live.encoder import complaints
from tests.live.pusher import Pusher, packaged

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def stream() -> Stream:
    return StreamFactory.create()


@pytest.fixture
def pusher(stream: Stream) -> Pusher:
    return Pusher(stream, key_of(stream).secret, packaged())


def takes_of(stream: Stream) -> list[tuple[bool, str]]:
    return [(take.is_public, take.end) for take in Take.objects.filter(stream=stream).order_by("pk")]


def folder_of(take: Take, live_root: Path) -> Path:
    return StreamPlace(live_root, take.stream.public_id).take(take.public_id, is_public=take.is_public)


def last_take(stream: Stream) -> Take:
    return Take.objects.filter(stream=stream).order_by("-pk")[0]


def segments_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.m4s"))


def test_pushed_film_becomes_a_take_that_players_can_read(pusher: Pusher, stream: Stream, live_root: Path) -> None:
    first = pusher.put_file("init.mp4").status_code
    answers = pusher.push(range(6), end=True)

    folder = folder_of(last_take(stream), live_root) / "video"
    playlist = read_encoder_playlist((folder / "index.m3u8").read_text())
    (folder / "whole.m3u8").write_text((folder / "index.m3u8").read_text() + "#EXT-X-ENDLIST\n")
    facts = read_init_segment((folder / playlist.init).read_bytes())
    assert {first, *answers} == {204}
    assert takes_of(stream) == [(True, "stopped")]
    assert Stream.objects.get(pk=stream.pk).state == StreamState.ON_AIR
    assert [(listed.number, listed.file) for listed in playlist.segments] == [(n, f"{n}.m4s") for n in range(6)]
    assert all(listed.at for listed in playlist.segments)
    assert (facts.width, facts.height) if facts else () == (160, 90)
    assert complaints(folder / "whole.m3u8") == ""
    assert list((live_root / stream.public_id / "push").glob("*.m4s")) == []


def test_take_says_what_it_is_made_of(pusher: Pusher, stream: Stream) -> None:
    pusher.put_file("init.mp4")
    pusher.push(range(1))

    take = last_take(stream)
    assert (take.protocol, take.key is not None) == (Protocol.PUSH, True)
    assert {name: take.video[name] for name in ("width", "height")} == {"width": 160, "height": 90}
    assert take.audio == {"codecs": "mp4a.40.2", "rate": 48000, "channels": 2}


def test_picture_and_sound_apart_fill_a_track_each_and_end_together(stream: Stream, live_root: Path) -> None:
    key = key_of(stream).secret
    tracks = [Pusher(stream, key, packaged(kind=kind), prefix=kind) for kind in "va"]
    for track in tracks:
        track.put_file("init.mp4")
    picture, sound = tracks
    picture.push(range(2))
    sound.push(range(2))
    between = takes_of(stream)
    picture.push(range(2, 4), end=True)
    half = takes_of(stream)
    sound.push(range(2, 4), end=True)

    take = last_take(stream)
    folder = folder_of(take, live_root)
    assert between == half == [(True, "")]
    assert takes_of(stream) == [(True, "stopped")]
    assert [segments_in(folder / track) for track in ("video", "audio")] == [[f"{n}.m4s" for n in range(4)]] * 2
    assert (take.video["width"], take.audio["rate"]) == (160, 48000)


def test_times_go_on_from_segment_to_segment(pusher: Pusher, stream: Stream, live_root: Path) -> None:
    pusher.put_file("init.mp4")
    pusher.push(range(3))

    listed = read_encoder_playlist((folder_of(last_take(stream), live_root) / "video/index.m3u8").read_text()).segments
    moments = [float(segment.at[17:23]) for segment in listed]
    steps = [(after - before) % 60 for before, after in pairwise(moments)]
    assert steps == pytest.approx([segment.seconds for segment in listed[:-1]], abs=0.002)


def test_rehearsal_is_kept_backstage_and_its_last_seconds_are_not_shown(
    pusher: Pusher, stream: Stream, live_root: Path
) -> None:
    rehearse(stream, actor=machine(stream))
    pusher.put_file("init.mp4")
    pusher.push(range(2))
    backstage = last_take(stream)
    go_on_air(Stream.objects.get(pk=stream.pk), actor=machine(stream))
    pusher.push(range(2, 4))
    turn = folder_of(last_take(stream), live_root)
    early = segments_in(turn / "video")
    (turn / push_module._TURN).touch()
    past = (turn / push_module._TURN).stat().st_mtime - 10
    os.utime(turn / push_module._TURN, (past, past))
    pusher.push(range(4, 6))

    assert takes_of(stream) == [(False, "cut"), (True, "")]
    assert segments_in(folder_of(backstage, live_root) / "video") == ["0.m4s", "1.m4s"]
    assert (early, segments_in(turn / "video")) == ([], ["0.m4s", "1.m4s"])


@pytest.mark.parametrize("again", ["same", "other"])
def test_encoder_that_starts_again_begins_a_new_take(
    pusher: Pusher, stream: Stream, live_root: Path, again: str
) -> None:
    pusher.put_file("init.mp4")
    pusher.push(range(3))
    before = last_take(stream)
    if again == "other":
        pusher.folder = packaged(kind="v")
        pusher.put_file("init.mp4")
        pusher.push(range(3, 5))
    else:
        pusher.push(range(1))

    assert takes_of(stream) == [(True, "cut"), (True, "")]
    assert segments_in(folder_of(before, live_root) / "video") == ["0.m4s", "1.m4s", "2.m4s"]
    assert "0.m4s" in segments_in(folder_of(last_take(stream), live_root) / "video")


def test_segment_that_never_came_is_left_out(pusher: Pusher, stream: Stream, live_root: Path) -> None:
    pusher.put_file("init.mp4")
    pusher.push(range(1))
    pusher.put_file("live2.m4s")
    pusher.put("live.m3u8", pusher.playlist(range(3)).encode())

    assert segments_in(folder_of(last_take(stream), live_root) / "video") == ["0.m4s", "1.m4s"]


def test_deleted_segment_stays_in_the_take(pusher: Pusher, stream: Stream, live_root: Path) -> None:
    pusher.put_file("init.mp4")
    pusher.push(range(1))
    pusher.put_file("live1.m4s")

    answers = [pusher.delete(f"live{number}.m4s").status_code for number in (0, 1, 9)]

    assert answers == [204] * 3
    assert segments_in(folder_of(last_take(stream), live_root) / "video") == ["0.m4s"]
    assert not (live_root / stream.public_id / "push" / "live1.m4s").exists()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('#EXTM3U\n#EXT-X-MAP:URI="no.mp4"\n#EXTINF:1,\nlive0.m4s\n', "file_missing"),
        ("#EXTM3U\n#EXTINF:1,\nlive0.m4s\n", "file_missing"),
        ('#EXTM3U\n#EXT-X-MAP:URI="live0.m4s"\n#EXTINF:1,\nlive0.m4s\n', "bad_track"),
        ("#EXTM3U\n#EXTINF:1,\nhttp://elsewhere/live0.m4s\n", "bad_file_name"),
        ("#EXTM3U\n#EXTINF:1,\n../../access.json\n", "bad_file_name"),
    ],
)
def test_playlist_that_leads_nowhere_is_refused(pusher: Pusher, stream: Stream, text: str, code: str) -> None:
    pusher.put_file("init.mp4")
    pusher.put_file("live0.m4s")

    answer = pusher.put("live.m3u8", text.encode())

    assert answer.json()["code"] == code
    assert takes_of(stream) == []


@pytest.mark.parametrize("text", ["", "#EXTM3U\n", "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nlive.m3u8\n", "\x00\xff"])
def test_playlist_that_names_nothing_begins_nothing(pusher: Pusher, stream: Stream, text: str) -> None:
    answer = pusher.put("master.m3u8", text.encode())

    assert answer.status_code == (204 if text else 413)
    assert takes_of(stream) == []


def test_second_picture_is_refused(pusher: Pusher, stream: Stream) -> None:
    pusher.put_file("init.mp4")
    pusher.push(range(2))
    other = Pusher(stream, pusher.key, pusher.folder, prefix="low")
    other.put_file("init.mp4")
    other.put_file("live0.m4s")

    answer = other.put("low.m3u8", other.playlist(range(1)).encode())

    assert (answer.status_code, answer.json()["code"]) == (409, "one_of_each")
    assert takes_of(stream) == [(True, "")]


@pytest.mark.parametrize("name", ["live0.ts", ".live.m3u8", "a b.m4s", "live", "live.m4s.exe", "a" * 70 + ".m4s"])
def test_name_that_is_no_media_is_refused(pusher: Pusher, live_root: Path, name: str) -> None:
    answer = pusher.put(name, b"data")

    assert (answer.status_code, answer.json()["code"]) == (422, "bad_file_name")
    assert not live_root.exists()


def test_wrong_key_and_key_of_another_stream_are_refused(pusher: Pusher, live_root: Path) -> None:
    strange = Pusher(StreamFactory.create(), pusher.key, pusher.folder)
    wrong = Pusher(pusher.stream, "ef-wrong", pusher.folder)

    answers = [sender.put("live0.m4s", b"data") for sender in (strange, wrong)]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(403, "bad_stream_key")] * 2
    assert not live_root.exists()


@pytest.mark.parametrize("newest_wins", [True, False])
def test_own_open_take_is_no_other_publisher(pusher: Pusher, stream: Stream, newest_wins: bool) -> None:  # noqa: FBT001 -- a case
    Stream.objects.filter(pk=stream.pk).update(newest_wins=newest_wins)
    pusher.put_file("init.mp4")

    assert set(pusher.push(range(3))) == {204}
    assert takes_of(stream) == [(True, "")]


def test_replaced_encoder_waits_until_the_newer_one_ends(pusher: Pusher, stream: Stream) -> None:
    pusher.put_file("init.mp4")
    pusher.push(range(2))
    end_take(last_take(stream).public_id, end=TakeEnd.REPLACED)
    newer = TakeFactory.create(stream=Stream.objects.get(pk=stream.pk))
    refused = pusher.push(range(2, 3))
    end_take(newer.public_id, end=TakeEnd.STOPPED)
    pusher.push(range(3, 4))

    assert refused == [204, 409]
    assert takes_of(stream) == [(True, "replaced"), (True, "stopped"), (True, "")]


def test_stream_that_the_team_ends_sends_the_encoder_away(pusher: Pusher, stream: Stream) -> None:
    pusher.put_file("init.mp4")
    pusher.push(range(2))
    end_stream(Stream.objects.get(pk=stream.pk), actor=machine(stream))

    answers = [pusher.put_file("live2.m4s") for _ in range(2)]

    assert [answer.json()["code"] for answer in answers] == ["stream_over"] * 2
    assert takes_of(stream) == [(True, "kicked")]


def test_files_that_no_playlist_names_do_not_pile_up(pusher: Pusher, stream: Stream, live_root: Path) -> None:
    pusher.put_file("init.mp4")
    for number in range(70):
        if number % 30 == 0:
            pusher.push(range(1))
        pusher.put(f"stray{number}.m4s", b"data")

    waiting = [path.name for path in (live_root / stream.public_id / "push").iterdir()]
    assert len(waiting) == 64
    assert "init.mp4" in waiting


def test_drafts_of_a_web_process_that_died_are_forgotten(live_root: Path) -> None:
    waiting = live_root / "stream" / PUSH
    waiting.mkdir(parents=True)
    for name in (".old", ".young", "old.m4s"):
        (waiting / name).touch()
        moment = time.time() - (0 if name == ".young" else DRAFT_SECONDS + 60)
        os.utime(waiting / name, (moment, moment))

    count = forget_drafts(live_root)

    assert count == 1
    assert sorted(path.name for path in waiting.iterdir()) == [".young", "old.m4s"]
