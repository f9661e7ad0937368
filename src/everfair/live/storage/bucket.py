"""The bucket of the settings, and what things in it are called: as they are below `live/` on the disk."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from everfair.kernel.objects import Bucket, BucketPlace


def the_bucket() -> Bucket | None:
    """Return the bucket; None where recordings stay on the disk."""
    place: BucketPlace | None = settings.OPTIONS.bucket
    return _bucket_at(place) if place else None


def name_in_bucket(path: Path) -> str:
    return path.relative_to(settings.LIVE_ROOT).as_posix()


@lru_cache(maxsize=4)
def _bucket_at(place: BucketPlace) -> Bucket:
    return Bucket(place)
