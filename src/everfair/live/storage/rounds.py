"""What of all streams goes to the bucket now, and what may leave the disk: the worker looks every few minutes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.db.transaction import atomic

from everfair.kernel.clock import now
from everfair.kernel.objects import Bucket, BucketTrouble
from everfair.kernel.stored import write_note
from everfair.live.composer.take_folder import TakeFolder
from everfair.live.enums import FileState, StreamState
from everfair.live.models import Recording, Take
from everfair.live.places import DOWNLOAD, StreamPlace
from everfair.live.storage.bucket import name_in_bucket
from everfair.live.storage.tracks import release, store

if TYPE_CHECKING:
    from django.db.models import QuerySet

# Whoever watches goes on from the disk so long: what they are about to fetch need not come from afar.
GRACE = timedelta(minutes=10)

_logger = logging.getLogger(__name__)


def store_recordings(bucket: Bucket, *, is_time_up: Callable[[], bool]) -> None:
    """Move on with all that is due; what the bucket refuses stays on the disk and is tried again the next time."""
    try:
        for folder in due_tracks():
            if is_time_up():
                return
            with _unless_gone(folder):
                store(folder, bucket, is_time_up=is_time_up)
                release(folder, bucket, noted_before=now() - GRACE)
        for recording in _with_file():
            if not is_time_up():
                with _unless_gone(_file_of(recording)):
                    _store_file(recording, bucket)
    except BucketTrouble as trouble:
        _logger.error("Recordings stay on the disk: %s", trouble)  # noqa: TRY400 -- the sentence says it all


def due_tracks() -> Iterator[Path]:
    """Yield the folders of all tracks whose streams ended long enough ago, the oldest first."""
    for take in _settled():
        place = StreamPlace(settings.LIVE_ROOT, take.stream.public_id)
        folder = TakeFolder(place, take.public_id, is_public=True)
        yield from (folder.path / track for track in folder.tracks())


def _settled() -> QuerySet[Take]:
    before = now() - timedelta(minutes=settings.OPTIONS.s3_after_minutes)
    incoming = Take.objects.filter(stream=OuterRef("stream"), ended_at__isnull=True)
    over = Take.objects.filter(~Exists(incoming), stream__state=StreamState.ENDED, stream__ended_at__lte=before)
    return over.filter(is_public=True, ended_at__lte=before).select_related("stream").order_by("ended_at", "id")


@contextmanager
def _unless_gone(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as gone:
        _logger.info("%s was deleted meanwhile: %s", path, gone)


def _with_file() -> Iterator[Recording]:
    before = now() - timedelta(minutes=settings.OPTIONS.s3_after_minutes)
    ready = Recording.objects.filter(file_state=FileState.READY, file_made_at__lte=before)
    for recording in ready.select_related("stream").order_by("file_made_at"):
        if _file_of(recording).exists():
            yield recording


def _store_file(recording: Recording, bucket: Bucket) -> None:
    """Send the file for download; it leaves the disk only if no newer one is asked for or was made meanwhile."""
    path = _file_of(recording)
    size, name = path.stat().st_size, name_in_bucket(path)
    bucket.put(name, path)
    if bucket.size_of(name) != size:
        return
    with atomic():
        same = Recording.objects.select_for_update().filter(pk=recording.pk, file_state=FileState.READY)
        if same.filter(file_made_at=recording.file_made_at).exists():
            write_note(path.parent, {DOWNLOAD: size})
            path.unlink()


def _file_of(recording: Recording) -> Path:
    return StreamPlace(settings.LIVE_ROOT, recording.stream.public_id).folder / DOWNLOAD
