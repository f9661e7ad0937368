"""Recordings in a bucket, on a real server that speaks S3."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import m3u8
import pytest
from django.conf import settings as django_settings

from everfair.kernel.clock import now
from everfair.kernel.objects import Bucket, BucketPlace, BucketTrouble
from everfair.kernel.stored import read_note
from everfair.live.composer.composer import Composer
from everfair.live.composer.stream_composer import StreamComposer, StreamFacts
from everfair.live.enums import Audience, StreamState
from everfair.live.ingest.guard import DiskGuard
from everfair.live.models import Take
from everfair.live.places import StreamPlace
from everfair.live.public import forget_media
from everfair.live.storage.rounds import due_tracks, store_recordings
from everfair.live.tasks import delete_stored
from everfair.ops.doctor import check_bucket
from tests.factories.live import BEGAN, TakeFactory
from tests.live.recorded import record
from tests.live.s3_server import use
from tests.live.stored import edge, ended_take, folder_of, get, lay, move, on_disk, publish

if TYPE_CHECKING:
    from pytest_django import DjangoCaptureOnCommitCallbacks
    from pytest_django.fixtures import SettingsWrapper

    from everfair.config.options import Options
    from everfair.live.models import Stream

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

NAMES = ["0.m4s", "1.m4s", "2.m4s", "3.m4s"]


def options() -> Options:
    found: Options = django_settings.OPTIONS
    return found


class Crashing(Bucket):
    """Counts what is sent; is killed before the one that would be too many."""

    def __init__(self, place: BucketPlace, *, most: int = 99) -> None:
        super().__init__(place)
        self.sent: list[str] = []
        self._most = most

    def put(self, name: str, file: Path | bytes) -> None:
        if len(self.sent) >= self._most:
            raise KeyboardInterrupt
        self.sent.append(Path(name).name)
        super().put(name, file)


def play(stream: Stream) -> tuple[dict[str, str], list[str]]:
    """Write the playlists anew; return them, and the names of all segments that they list."""
    place = StreamPlace(django_settings.LIVE_ROOT, stream.public_id)
    StreamComposer(place, StreamFacts(has_ended=True)).write()
    texts = {path.name: path.read_text() for path in place.playlists(is_public=True).glob("*.m3u8")}
    segments = [one.uri for name in texts for one in m3u8.loads(texts[name]).segments]
    return texts, [uri.removeprefix("../") for uri in segments]


def test_recording_plays_from_the_bucket_byte_by_byte(place: BucketPlace, bucket: Bucket) -> None:
    stream = ended_take().stream
    take = record(stream, began_at=BEGAN)
    note = folder_of(take) / "take.json"
    note.write_text(json.dumps({**json.loads(note.read_text()), "began": BEGAN.isoformat(), "ended": "then"}))
    publish(stream)
    before, names = play(stream)
    bodies = {name: (django_settings.LIVE_ROOT / stream.public_id / name).read_bytes() for name in names}

    move(bucket)

    async def watch() -> None:
        media = edge(place)
        for name, body in bodies.items():
            answered = await get(media, stream, name)
            assert (answered.status, answered.body) == (200, body)
        part = await get(media, stream, names[0], range="bytes=10-19")
        assert (part.status, part.body) == (206, bodies[names[0]][10:20])
        assert (await get(media, stream, names[0].replace("0.m4s", "77.m4s"))).status == 404

    assert len(names) >= 6
    assert (on_disk(folder_of(take)), play(stream)[0]) == ([], before)
    asyncio.run(watch())


def test_closed_stream_stays_closed_in_the_bucket(place: BucketPlace, bucket: Bucket) -> None:
    take = ended_take()
    lay(take)
    publish(take.stream)
    name = f"takes/{take.public_id}/video/0.m4s"
    move(bucket)

    open_one = asyncio.run(get(edge(place), take.stream, name))
    take.stream.audience = Audience.INVITED
    take.stream.save()
    publish(take.stream)
    closed = asyncio.run(get(edge(place), take.stream, name))

    assert (open_one.status, open_one.body) == (200, bytes(1000))
    assert (closed.status, bytes(1000) in closed.body) == (403, False)


def test_large_segment_comes_in_pieces(place: BucketPlace, bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("everfair.edge.media_bucket._PIECE", 300)
    take = ended_take()
    lay(take)
    publish(take.stream)
    move(bucket)
    small = edge(place, limit=4096)

    async def watch() -> tuple[bytes, bytes]:
        name = f"takes/{take.public_id}/video/3.m4s"
        whole, part = await get(small, take.stream, name), await get(small, take.stream, name, range="bytes=900-")
        return whole.body, part.body

    assert asyncio.run(watch()) == (bytes([3]) * 1003, bytes([3]) * 103)


def test_viewers_are_asked_to_wait_while_the_bucket_is_gone(place: BucketPlace, bucket: Bucket) -> None:
    take = ended_take()
    lay(take)
    publish(take.stream)
    move(bucket)

    gone = edge(replace(place, url="http://127.0.0.1:9"))
    answered = asyncio.run(get(gone, take.stream, f"takes/{take.public_id}/video/0.m4s"))

    assert (answered.status, answered.headers["retry-after"]) == (503, "5")


def test_round_that_was_killed_goes_on_where_it_stopped(place: BucketPlace, bucket: Bucket) -> None:
    folder = lay(ended_take())
    with pytest.raises(KeyboardInterrupt):
        store_recordings(killed := Crashing(place, most=2), is_time_up=lambda: False)
    noted = read_note(folder)

    store_recordings(second := Crashing(place), is_time_up=lambda: False)

    assert (noted, len(killed.sent)) == ({}, 2)
    assert sorted(killed.sent + second.sent) == NAMES
    assert list(read_note(folder)) == on_disk(folder) == NAMES
    del bucket


def test_wrong_key_is_told_and_loses_nothing(
    place: BucketPlace, settings: SettingsWrapper, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = replace(place, secret="not the secret")
    use(settings, wrong)
    folder = lay(ended_take())

    move(Bucket(wrong))

    finding = check_bucket(options())
    assert (on_disk(folder), read_note(folder)) == (NAMES, {})
    assert f"Recordings stay on the disk: The bucket everfair at {place.url} refuses the key" in caplog.text
    assert (finding.is_good, finding.words.split(". ")[0]) == (
        False,
        f"The bucket everfair at {place.url} refuses the key",
    )


def test_doctor_tries_the_bucket_and_leaves_nothing(bucket: Bucket) -> None:
    before = bucket.sizes("")

    assert check_bucket(options()).is_good
    assert bucket.sizes("") == before


def test_doctor_misses_the_bucket_that_recordings_lie_in(bucket: Bucket, settings: SettingsWrapper) -> None:
    settings.LIVE_ROOT = options().home / "live"
    lay(ended_take())
    move(bucket)

    use(settings, None)

    assert not check_bucket(options()).is_good


def test_bucket_that_lost_something_gets_it_again(bucket: Bucket) -> None:
    take = ended_take()
    folder = lay(take)
    store_recordings(bucket, is_time_up=lambda: False)
    name = f"{take.stream.public_id}/takes/{take.public_id}/video"
    bucket.delete([f"{name}/1.m4s"])

    move(bucket)
    kept = on_disk(folder)
    move(bucket)

    assert kept == NAMES
    assert (on_disk(folder), sorted(bucket.sizes(name))) == ([], NAMES)


def test_only_what_is_over_is_due(bucket: Bucket) -> None:
    due = lay(ended_take())
    back_again = ended_take()
    TakeFactory.create(stream=back_again.stream, is_public=True)
    just_ended = ended_take()
    just_ended.stream.ended_at = now() - timedelta(minutes=59)
    just_ended.stream.save()
    for take in (back_again, just_ended, ended_take(StreamState.ON_AIR), ended_take(is_public=False)):
        lay(take)

    assert list(due_tracks()) == [due]
    del bucket


def test_full_disk_lets_go_first_of_what_the_bucket_has(
    bucket: Bucket, live_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("everfair.live.ingest.guard._SPARE", 0)
    stored = lay(ended_take())
    store_recordings(bucket, is_time_up=lambda: False)
    other = lay(ended_take())
    composer = Composer(live_root, lambda _: {})

    lost = DiskGuard(live_root, composer, free=lambda root: 10_000 - size_of(root), room=3_500)._make_room()

    assert (on_disk(stored), on_disk(other), lost) == (["2.m4s", "3.m4s"], NAMES, [])
    assert not Take.objects.filter(is_complete=False).exists()


def size_of(root: Path) -> int:
    return sum(path.stat().st_size for path in root.rglob("*.m4s"))


def test_what_is_forgotten_leaves_the_bucket(
    bucket: Bucket, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    take, other = ended_take(), ended_take()
    lay(take)
    lay(other)
    move(bucket)
    folder = folder_of(take).parent.parent

    with django_capture_on_commit_callbacks(execute=True):
        forget_media([folder])
    delete_stored(names=[folder.name])

    assert not folder.exists()
    assert bucket.sizes(take.stream.public_id) == {}
    assert len(bucket.sizes(other.stream.public_id)) == len(NAMES)


def test_bucket_that_is_gone_is_no_reason_to_forget_to_delete(bucket: Bucket, settings: SettingsWrapper) -> None:
    use(settings, replace(bucket.place, url="http://127.0.0.1:9"))

    with pytest.raises(BucketTrouble):
        delete_stored(names=["k7m2p9x4w8hd"])
