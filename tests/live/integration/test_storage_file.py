"""The file for download of a recording that lies in a bucket, and the job that moves both there."""

from __future__ import annotations

import asyncio
import shutil
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from django.conf import settings

from everfair.kernel.media_tokens import media_token
from everfair.kernel.objects import Bucket, BucketPlace
from everfair.kernel.stored import read_note
from everfair.live.download.make import make_file
from everfair.live.enums import FileState
from everfair.live.models import Recording
from everfair.live.places import DOWNLOAD, StreamPlace
from everfair.live.storage.forgetting import forget_media
from everfair.live.storage.rounds import store_recordings
from everfair.live.tasks import delete_stored, move_recordings
from tests.edge.asking import Answered, ask
from tests.factories.live import BEGAN
from tests.live.recorded import record
from tests.live.stored import edge, ended_take, folder_of, lay, move, on_disk, publish

if TYPE_CHECKING:
    from pathlib import Path

    from procrastinate import JobContext
    from pytest_django import DjangoCaptureOnCommitCallbacks

    from everfair.live.models import Stream

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def ready(stream: Stream, body: bytes) -> tuple[Recording, Path]:
    """Return a recording whose file was made long ago."""
    path = StreamPlace(settings.LIVE_ROOT, stream.public_id).folder / DOWNLOAD
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    state = {"state": "published", "published_at": BEGAN, "file_state": FileState.READY, "file_made_at": BEGAN}
    recording: Recording = Recording.objects.create(stream=stream, **state)
    return recording, path


def download(place: BucketPlace, stream: Stream, **headers: str) -> Answered:
    token = media_token(
        f"{stream.public_id}/{DOWNLOAD}", sees="public", version=stream.version, key=settings.SECRET_KEY, seconds=60
    )
    address = f"/live/{stream.public_id}/{token}/{DOWNLOAD}"
    return asyncio.run(ask(edge(place), address, headers=list(headers.items())))


def test_file_is_made_of_what_lies_in_the_bucket_as_of_the_disk(bucket: Bucket) -> None:
    stream = ended_take().stream
    take = record(stream, began_at=BEGAN)
    recording = Recording.objects.create(stream=stream, file_state=FileState.MAKING)
    path = StreamPlace(settings.LIVE_ROOT, stream.public_id).folder / DOWNLOAD
    make_file(recording)
    of_disk = path.read_bytes()
    move(bucket)

    make_file(recording)

    assert on_disk(folder_of(take)) == []
    assert path.read_bytes() == of_disk


def test_file_is_downloaded_from_the_bucket(
    place: BucketPlace, bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("everfair.edge.media_bucket._PIECE", 1000)
    stream, body = ended_take().stream, bytes(range(250)) * 10
    _, path = ready(stream, body)
    publish(stream)

    store_recordings(bucket, is_time_up=lambda: False)

    whole, part = download(place, stream), download(place, stream, range="bytes=990-1009")
    assert (path.exists(), read_note(path.parent)) == (False, {DOWNLOAD: 2500})
    assert (whole.status, whole.body == body, whole.headers["content-length"]) == (200, True, "2500")
    assert (part.status, part.body) == (206, body[990:1010])


def test_file_that_is_made_anew_takes_the_place_of_the_stored_one(place: BucketPlace, bucket: Bucket) -> None:
    stream = ended_take().stream
    record(stream, began_at=BEGAN)
    recording, path = ready(stream, b"the older one")
    publish(stream)
    store_recordings(bucket, is_time_up=lambda: False)
    Recording.objects.update(file_state=FileState.MAKING)

    make_file(recording)
    store_recordings(bucket, is_time_up=lambda: False)

    assert (path.exists(), read_note(path.parent)) == (True, {})
    assert download(place, stream).body == path.read_bytes()


def test_file_is_left_on_the_disk_while_a_newer_one_is_wanted(
    place: BucketPlace, bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording, path = ready(ended_take().stream, b"the older one")
    put = Bucket.put

    def ask_anew(self: Bucket, name: str, file: Path | bytes) -> None:
        put(self, name, file)
        Recording.objects.filter(pk=recording.pk).update(file_state=FileState.MAKING)

    monkeypatch.setattr(Bucket, "put", ask_anew)
    store_recordings(Bucket(place), is_time_up=lambda: False)

    assert (path.exists(), read_note(path.parent)) == (True, {})
    del bucket


def test_recording_that_is_deleted_while_it_is_sent_stops_nothing(
    bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = ended_take(), ended_take()
    lay(first)
    lay(second)
    put = Bucket.put

    def delete_first(self: Bucket, name: str, file: Path | bytes) -> None:
        shutil.rmtree(folder_of(first), ignore_errors=True)
        put(self, name, file)

    monkeypatch.setattr(Bucket, "put", delete_first)
    store_recordings(bucket, is_time_up=lambda: False)

    assert (bucket.sizes(first.stream.public_id), len(bucket.sizes(second.stream.public_id))) == ({}, 4)


def test_file_that_is_forgotten_is_gone_everywhere(
    bucket: Bucket, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    stream = ended_take().stream
    _, path = ready(stream, b"the only one")
    store_recordings(bucket, is_time_up=lambda: False)
    before = bucket.sizes(stream.public_id)

    with django_capture_on_commit_callbacks(execute=True):
        forget_media([path])
    delete_stored(names=[f"{stream.public_id}/{DOWNLOAD}"])

    assert (before, bucket.sizes(stream.public_id), read_note(path.parent)) == ({DOWNLOAD: 12}, {}, {})


@pytest.mark.parametrize(("is_stopping", "stored"), [(False, 4), (True, 0)])
def test_job_moves_recordings_until_the_worker_stops(bucket: Bucket, *, is_stopping: bool, stored: int) -> None:
    take = ended_take()
    lay(take)

    move_recordings(cast("JobContext", SimpleNamespace(should_abort=lambda: is_stopping)), 0)

    assert len(bucket.sizes(take.stream.public_id)) == stored
