"""Kept files on their way out: as downloads, which no browser runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse

from everfair.kernel.uploads.keeping import open_upload
from everfair.kernel.uploads.sorts import PAPERS

if TYPE_CHECKING:
    from everfair.kernel.models import Upload

SHOWABLE = frozenset(sort.media_type for sort in PAPERS)


class _Download(FileResponse):
    block_size = 32 * 1024  # the bridge takes so many pieces ahead of a slow reader that its thread is free


def answer_upload(upload: Upload, *, inline: bool = False) -> FileResponse:
    """Return the file for a reader who may have it; `inline` shows pictures and PDF in the browser."""
    shown = inline and upload.media_type in SHOWABLE
    answer = _Download(
        open_upload(upload), as_attachment=not shown, filename=upload.name, content_type=upload.media_type
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer
