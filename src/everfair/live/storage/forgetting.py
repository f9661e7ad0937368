"""Deleting media for good, wherever they lie."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from django.db.transaction import on_commit

from everfair.kernel.stored import drop_note, read_note
from everfair.live.storage.bucket import name_in_bucket, the_bucket


def forget_media(paths: Iterable[Path]) -> None:
    """Delete folders of streams and takes, or files for download, once the caller's transaction holds.

    The bucket follows by a job.
    """
    from everfair.live.tasks import delete_stored  # noqa: PLC0415 -- the job's module needs procrastinate's app

    gone = list(paths)
    if gone and the_bucket():
        delete_stored.defer(names=[name_in_bucket(path) for path in gone])
    on_commit(lambda: _remove(gone))


def _remove(paths: list[Path]) -> None:
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
            if path.name in read_note(path.parent):
                drop_note(path.parent)  # a file for download is the only one of its folder that is stored
