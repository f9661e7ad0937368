"""`access.json`: who may fetch a stream's media, for the edge, which asks no database."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.transaction import on_commit

from everfair.live.models import Stream
from everfair.live.places import StreamPlace
from everfair.live.queries.recording import is_shown

if TYPE_CHECKING:
    from pathlib import Path

READABLE = 0o644
NOBODY = "nobody"


def audience_version(stream: Stream) -> int:
    """Return what tokens for the stream's media are bound to; those of an older version open nothing any more."""
    return stream.version


def write_access_on_commit(stream: Stream) -> None:
    """Write the file once the caller's transaction holds."""
    stream_id = stream.pk
    on_commit(lambda: write_access(stream_id))


def write_access(stream_id: int) -> None:
    """Write what the row says at this moment; the lock keeps an older answer from overwriting a newer one."""
    public_id = Stream.objects.values_list("public_id", flat=True).get(pk=stream_id)
    place = StreamPlace(settings.LIVE_ROOT, public_id)
    place.folder.mkdir(parents=True, exist_ok=True)
    with _alone(place.folder):
        stream = Stream.objects.only("audience", "state", "version").get(pk=stream_id)
        audience = stream.audience if is_shown(stream) else NOBODY
        _put(place.access, json.dumps({"audience": audience, "version": audience_version(stream)}))


def _put(path: Path, text: str) -> None:
    """Replace a file in one step, so that no reader ever sees half of it."""
    fresh = path.with_suffix(".new")
    fresh.write_text(text, encoding="utf-8")
    fresh.chmod(READABLE)
    fresh.replace(path)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
