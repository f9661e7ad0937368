"""The live process with the fair's database: on air, paused, killed, ended."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from everfair.live.domain.publishing import Admission
from everfair.live.domain.streams import end_stream, pause
from everfair.live.enums import EndedBy, Protocol, StreamState, TakeEnd
from everfair.live.ingest.spool import STOPPED, Beginning, begin_sitting
from everfair.live.models import Stream, Take
from everfair.live.places import StreamPlace
from tests.factories.live import StreamFactory, key_of, machine
from tests.live.encoder import FFMPEG, Show, recorded
from tests.live.running_live import RunningLive, start_live, wait_until

pytestmark = [pytest.mark.integration, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def live(tmp_path: Path, transactional_db: None) -> Iterator[RunningLive]:
    del transactional_db
    running = start_live(tmp_path / "home", LIVE_GRACE_SECONDS="5")
    yield running
    if running.process.poll() is None:
        assert running.end(signal.SIGTERM) == 0


def send(live: RunningLive, key: str) -> subprocess.Popen[bytes]:
    words = [FFMPEG, "-v", "error", "-nostdin", "-re", "-i", str(recorded(Show())), "-c", "copy", "-f", "flv"]
    return subprocess.Popen([*words, live.address(key)], stderr=subprocess.PIPE)


def stop(encoder: subprocess.Popen[bytes]) -> None:
    encoder.terminate()
    encoder.communicate(timeout=10)


def listed(live: RunningLive, stream: Stream, name: str = "video.m3u8", view: str = "public") -> int:
    return len(live.playlist(stream.public_id, name, view).segments)


def test_encoder_goes_on_air_and_its_silence_ends_the_stream(live: RunningLive) -> None:
    stream = StreamFactory()
    encoder = send(live, key_of(stream).secret)
    wait_until(lambda: listed(live, stream) >= 2, "nothing is listed")

    stream.refresh_from_db()
    assert stream.state == StreamState.ON_AIR
    stop(encoder)
    wait_until(lambda: live.playlist(stream.public_id, "video.m3u8").is_endlist, "the stream does not end")

    stream.refresh_from_db()
    [take] = Take.objects.all()
    assert (stream.state, stream.ended_by) == (StreamState.ENDED, EndedBy.SILENCE)
    assert (take.end, take.is_complete, take.video["width"]) == (TakeEnd.STOPPED, True, 160)
    assert listed(live, stream, "vod-video.m3u8") == listed(live, stream)
    assert [variant.uri for variant in live.playlist(stream.public_id, "vod.m3u8").playlists] == [
        "vod-video.m3u8",
        "vod-audio.m3u8",
    ]


def test_pause_hides_at_once_and_the_end_sends_the_encoder_away(live: RunningLive) -> None:
    stream = StreamFactory()
    encoder = send(live, key_of(stream).secret)
    wait_until(lambda: listed(live, stream) >= 2, "nothing is listed")

    pause(stream, actor=machine(stream))
    wait_until(lambda: Take.objects.filter(is_public=False).exists(), "it does not go backstage")
    shown = listed(live, stream)
    wait_until(lambda: listed(live, stream, view="team") >= shown + 2, "the team does not see the pause")

    assert listed(live, stream) <= shown + 1
    assert [path.parent.name for path in (live.root / stream.public_id).glob("backstage/*")] == ["backstage"]
    stream.refresh_from_db()
    end_stream(stream, actor=machine(stream))
    encoder.communicate(timeout=10)
    wait_until(lambda: live.playlist(stream.public_id, "video.m3u8").is_endlist, "the playlist does not end")
    assert list(Take.objects.order_by("pk").values_list("end", flat=True)) == [TakeEnd.CUT, TakeEnd.KICKED]


def test_process_killed_leaves_no_ffmpeg_and_the_playlist_goes_on(live: RunningLive) -> None:
    stream = StreamFactory()
    secret = key_of(stream).secret
    encoder = send(live, secret)
    wait_until(lambda: listed(live, stream) >= 2, "nothing is listed")
    [child] = live.children()
    before = live.playlist(stream.public_id, "video.m3u8")

    live.end(signal.SIGKILL)
    encoder.communicate(timeout=10)
    wait_until(lambda: not Path(f"/proc/{child}/exe").exists(), "ffmpeg outlives it")
    again = start_live(live.home)
    encoder = send(again, secret)
    wait_until(
        lambda: any(found.discontinuity for found in again.playlist(stream.public_id, "video.m3u8").segments), ""
    )

    after = again.playlist(stream.public_id, "video.m3u8")
    uris = [found.uri for found in after.segments]
    assert [found.uri for found in before.segments] == uris[: len(before.segments)]
    assert after.media_sequence == 0
    assert Take.objects.order_by("pk").values_list("end", flat=True)[0] == TakeEnd.RESTARTED
    stop(encoder)
    assert again.end(signal.SIGTERM) == 0


def test_sigterm_finishes_the_takes(live: RunningLive) -> None:
    stream = StreamFactory()
    encoder = send(live, key_of(stream).secret)
    wait_until(lambda: listed(live, stream) >= 1, "nothing is listed")

    assert live.end(signal.SIGTERM) == 0

    encoder.communicate(timeout=10)
    [take] = Take.objects.all()
    assert (take.end, take.is_complete) == (TakeEnd.RESTARTED, True)
    assert not (live.root / "rtmp-port").exists()


def test_browser_studio_is_taken_in_part_by_part(live: RunningLive, tmp_path: Path) -> None:
    stream = StreamFactory(state=StreamState.ON_AIR)
    path = tmp_path / "studio.mp4"
    shape = ["-t", "4", "-c:v", "copy", "-c:a", "libopus", "-movflags", "+frag_keyframe+empty_moov+default_base_moof"]
    subprocess.run([FFMPEG, "-v", "error", "-i", str(recorded(Show())), *shape, str(path)], check=True)
    raw, place = path.read_bytes(), StreamPlace(live.root, stream.public_id)
    admission = Admission(stream.pk, stream.public_id, None, newest_wins=True)
    sitting = begin_sitting(place, "sitting", Beginning(admission, "video/mp4;codecs=avc1.42E01E,opus", "person"))

    for number, start in enumerate(range(0, len(raw), 20_000)):
        sitting.keep(number, raw[start : start + 20_000])
    sitting.end(STOPPED)

    wait_until(lambda: listed(live, stream, "audio.m3u8") >= 3, "no sound")
    wait_until(lambda: Take.objects.filter(end=TakeEnd.STOPPED).exists(), "it does not end")
    [take] = Take.objects.all()
    assert (take.protocol, take.is_public, listed(live, stream)) == (Protocol.STUDIO, True, 4)
    assert live.playlist(stream.public_id, "master.m3u8").playlists[0].stream_info.codecs.endswith(",mp4a.40.2")
    assert sitting.waiting() == []
