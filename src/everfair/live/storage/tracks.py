"""One track on its way into the bucket.

The bucket's own list says what is there already, so whoever was stopped in the middle goes on from there. Only what
the list confirms is noted, and only what the list still confirms leaves the disk.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from everfair.kernel.objects import Bucket
from everfair.kernel.stored import NOTE, read_note, write_note
from everfair.live.composer.segments import INDEX, read_index
from everfair.live.storage.bucket import name_in_bucket

SEGMENT = ".m4s"
_AT_ONCE = 8


def on_disk(folder: Path) -> dict[str, int]:
    """Return the bytes of those segments of a track that are still on the disk, in their order."""
    try:
        there = {entry.name: entry for entry in os.scandir(folder) if entry.name.endswith(SEGMENT)}
        index = (folder / INDEX).read_text(errors="replace") if there else ""
    except OSError:
        return {}
    sizes = {}
    for segment in read_index(index):
        with suppress(KeyError, FileNotFoundError):
            sizes[segment.file] = there[segment.file].stat().st_size
    return sizes


def store(folder: Path, bucket: Bucket, *, is_time_up: Callable[[], bool]) -> None:
    """Send what the bucket does not have yet, and note what it has."""
    local, known = on_disk(folder), read_note(folder)
    if local.items() <= known.items():
        return
    name = name_in_bucket(folder)

    def send(file: str) -> None:
        if not is_time_up():
            with suppress(FileNotFoundError):  # the guard made room meanwhile
                bucket.put(f"{name}/{file}", folder / file)

    listed = bucket.sizes(name)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for _ in pool.map(send, [file for file, size in local.items() if listed.get(file) != size]):
            pass
    _note(folder, {**known, **local}, bucket.sizes(name))


def release(folder: Path, bucket: Bucket, *, noted_before: datetime) -> None:
    """Delete from the disk what was noted before that moment and is still in the bucket."""
    try:
        is_due = (folder / NOTE).stat().st_mtime < noted_before.timestamp()
    except OSError:
        return
    known = read_note(folder) if is_due else {}
    local = {file: size for file, size in on_disk(folder).items() if known.get(file) == size}
    if not local:
        return
    listed = bucket.sizes(name_in_bucket(folder))
    if not local.items() <= listed.items():  # somebody tidied the bucket: then it has to be sent again
        _note(folder, known, listed)
        return
    for file in local:
        (folder / file).unlink(missing_ok=True)


def _note(folder: Path, sizes: Mapping[str, int], listed: Mapping[str, int]) -> None:
    write_note(folder, {file: size for file, size in sizes.items() if listed.get(file) == size})
