"""One stream as its watch page shows it."""

from __future__ import annotations

from everfair.kernel.errors import NotFound
from everfair.live.models import Stream


def stream_to_watch(public_id: str) -> Stream:
    """Return a stream with what it belongs to, in one query; `NotFound` else."""
    try:
        return Stream.objects.select_related(
            "edition",
            "organisation",
            "recording",
            "session__event__sector",
            "booth__exhibitor__organisation",
            "booth__exhibitor__sector",
        ).get(public_id=public_id)
    except Stream.DoesNotExist as error:
        raise NotFound from error
