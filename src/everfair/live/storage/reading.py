"""Reading media wherever they lie."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from everfair.live.storage.bucket import name_in_bucket, the_bucket

_AHEAD = 8


def read_media(paths: Sequence[Path]) -> Iterator[bytes]:
    """Yield the bytes of each file, in order; a few are fetched ahead."""
    coming: deque[Future[bytes]] = deque()
    with ThreadPoolExecutor(_AHEAD) as pool:
        for path in paths:
            coming.append(pool.submit(_read, path))
            if len(coming) > _AHEAD:
                yield coming.popleft().result()
        while coming:
            yield coming.popleft().result()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        bucket = the_bucket()
        if bucket is None:
            raise
    return bucket.read(name_in_bucket(path))
