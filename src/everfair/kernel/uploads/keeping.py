"""Files taken, kept, opened and forgotten: a row for each, and its bytes in the storage."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from django.core.files import File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db.transaction import atomic, on_commit

from everfair.kernel import clock
from everfair.kernel.clamav import is_infected
from everfair.kernel.models import Upload
from everfair.kernel.uploads.errors import UploadInfected, UploadTooLarge
from everfair.kernel.uploads.names import LONGEST, clean_name
from everfair.kernel.uploads.sniffing import sniff
from everfair.kernel.uploads.sorts import Sort

if TYPE_CHECKING:
    from everfair.accounts.models import Person

FOLDER = "uploads"
ORPHANED_AFTER = timedelta(days=1)
_EXAMINED = "everfair_sort"


def take_upload(file: UploadedFile[bytes], *, actor: Person, sorts: frozenset[Sort], most_mb: int) -> Upload:
    """Keep what somebody sent, if it is one of `sorts` and clean.

    Raises `UploadTooLarge`, `UploadNotWanted`, `UploadDamaged`, `UploadInfected` or `ScannerAway`.
    """
    sort = examine(file, sorts=sorts, most_mb=most_mb)
    return _keep(file, name=clean_name(file.name or "", sort), media_type=sort.media_type, actor=actor)


def examine(file: UploadedFile[bytes], *, sorts: frozenset[Sort], most_mb: int) -> Sort:
    """Return the sort of a file after all checks; the form and the write both ask, the scanner is asked once."""
    if file.size is None or file.size > most_mb * 2**20:
        raise UploadTooLarge(most=most_mb)
    sort = sniff(file, sorts)
    if getattr(file, _EXAMINED, None) is not sort:
        if is_infected(file):
            raise UploadInfected
        setattr(file, _EXAMINED, sort)
    return sort


def keep_file(content: bytes | Path, *, name: str, media_type: str, actor: Person | None) -> Upload:
    """Keep a file that we made ourselves."""
    with BytesIO(content) if isinstance(content, bytes) else content.open("rb") as bytes_:
        return _keep(File(bytes_), name=name[:LONGEST], media_type=media_type, actor=actor)


def open_upload(upload: Upload) -> BinaryIO:
    return cast("BinaryIO", default_storage.open(upload.stored))


def forget_upload(upload: Upload) -> None:
    """Drop the row, and the bytes once that is final."""
    stored = upload.stored
    with atomic():
        Upload.objects.filter(pk=upload.pk).delete()
        on_commit(lambda: default_storage.delete(stored))


def sweep_uploads() -> int:
    """Delete bytes without a row, which a transaction that came to nothing left behind; returns how many files."""
    before = clock.now() - ORPHANED_AFTER
    orphans = [stored for stored in _stored() if _kept_at(stored) < before]
    known = set(Upload.objects.filter(stored__in=orphans).values_list("stored", flat=True))
    lost = [stored for stored in orphans if stored not in known]
    for stored in lost:
        default_storage.delete(stored)
    return len(lost)


def _keep(file: File[bytes], *, name: str, media_type: str, actor: Person | None) -> Upload:
    """Bytes first: a row never points at nothing. The row's transaction may still fail, then the sweep comes."""
    key = secrets.token_hex(16)
    stored = default_storage.save(f"{FOLDER}/{key[:2]}/{key}", file)
    try:
        with atomic():
            return Upload.objects.create(
                stored=stored, name=name, media_type=media_type, size=file.size, sha256=_digest(file), sent_by=actor
            )
    except BaseException:
        default_storage.delete(stored)
        raise


def _digest(file: File[bytes]) -> str:
    digest = sha256()
    for piece in file.chunks():
        digest.update(piece)
    return digest.hexdigest()


def _stored() -> Iterator[str]:
    if not default_storage.exists(FOLDER):
        return
    shards, _ = default_storage.listdir(FOLDER)
    for shard in shards:
        _, names = default_storage.listdir(f"{FOLDER}/{shard}")
        yield from (f"{FOLDER}/{shard}/{name}" for name in names)


def _kept_at(stored: str) -> datetime:
    return default_storage.get_modified_time(stored)
