"""Ended streams whose takes are due for the bucket, and the edge over them."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from everfair.edge.media import Media
from everfair.kernel.objects import Bucket, BucketPlace
from everfair.kernel.stored import NOTE
from everfair.live.composer.segments import INDEX, Segment
from everfair.live.domain.access_file import write_access
from everfair.live.enums import Audience, StreamState
from everfair.live.models import Recording, Stream, Take
from everfair.live.places import StreamPlace
from everfair.live.storage.rounds import store_recordings
from tests.edge.asking import Answered, ask
from tests.factories.live import BEGAN, StreamFactory, TakeFactory

SECONDS = 4


def ended_take(state: StreamState = StreamState.ENDED, *, is_public: bool = True) -> Take:
    """Return a take that ended long ago."""
    stream = StreamFactory.create(state=state, audience=Audience.PUBLIC)
    ends = BEGAN + timedelta(seconds=SECONDS)
    take: Take = TakeFactory.create(stream=stream, is_public=is_public, ended_at=ends)
    return take


def folder_of(take: Take) -> Path:
    return StreamPlace(settings.LIVE_ROOT, take.stream.public_id).take(take.public_id, is_public=take.is_public)


def lay(take: Take, track: str = "video") -> Path:
    """Lay down a few segments that are told apart by their bytes and sizes."""
    folder = folder_of(take) / track
    folder.mkdir(parents=True)
    lines = []
    for number in range(SECONDS):
        body = bytes([number]) * (1000 + number)
        (folder / f"{number}.m4s").write_bytes(body)
        lines.append(Segment(number, 1.0, "2020-09-06T01:30:00.000Z", f"{number}.m4s", len(body)).line())
    (folder / INDEX).write_text("".join(lines))
    return folder


def on_disk(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("**/*.m4s"))


def move(bucket: Bucket) -> None:
    """Send, wait as long as viewers are given, and let the disk go."""
    store_recordings(bucket, is_time_up=lambda: False)
    long_ago = time.time() - 3600
    for note in settings.LIVE_ROOT.glob(f"**/{NOTE}"):
        os.utime(note, (long_ago, long_ago))
    store_recordings(bucket, is_time_up=lambda: False)


def publish(stream: Stream) -> None:
    """Let everybody watch its recording."""
    Recording.objects.get_or_create(stream=stream, defaults={"state": "published", "published_at": BEGAN})
    write_access(stream.pk)


def edge(place: BucketPlace | None, *, limit: int = 2**23) -> Media:
    return Media(settings.LIVE_ROOT, key=settings.SECRET_KEY, limit=limit, bucket=place)


async def get(media: Media, stream: Stream, name: str, **headers: str) -> Answered:
    return await ask(media, f"/live/{stream.public_id}/open/{name}", headers=list(headers.items()))
