"""What a file really is: told from its first bytes, proved by opening it."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Callable
from typing import IO, Any

from everfair.kernel.uploads.errors import UploadDamaged, UploadNotWanted
from everfair.kernel.uploads.pictures import check_picture
from everfair.kernel.uploads.sorts import Sort, in_words
from everfair.kernel.uploads.workbooks import NotAWorkbook, check_workbook

_HEAD = 1024
_TAIL = 2048
_TEXT_PIECE = 64 * 1024
ENCODINGS = ("utf-8-sig", "gb18030")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")

Bytes = IO[Any]


def sniff(file: Bytes, sorts: frozenset[Sort]) -> Sort:
    """Return the sort of a file; `UploadNotWanted` if it is none of `sorts`, `UploadDamaged` if it does not open."""
    sort = _looks_like(_head(file))
    try:
        if sort in sorts:
            _CHECKS[sort](file)
            file.seek(0)
            return sort
    except NotAWorkbook:
        pass
    raise UploadNotWanted(wanted=in_words(sorts))


def _head(file: Bytes) -> bytes:
    file.seek(0)
    return bytes(file.read(_HEAD))


def _looks_like(head: bytes) -> Sort | None:
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return Sort.WEBP
    for magic, sort in _MAGIC.items():
        if head.startswith(magic):
            return sort
    return Sort.CSV if _looks_like_text(head) else None


def _looks_like_text(head: bytes) -> bool:
    """Tell whether these bytes begin a table as text; markup (HTML, SVG, XML) begins with a bracket."""
    if head.startswith(_UTF_16):
        head = head.replace(b"\x00", b"")[2:]
    words = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return bool(words) and not words.startswith(b"<") and b"\x00" not in words


def _check_pdf(file: Bytes) -> None:
    """A header with a version, and the end that every reader begins with.

    Nothing is unpacked here: the streams of a stranger's PDF may hold gigabytes.
    """
    version = _head(file)[5:8]
    file.seek(0, 2)
    file.seek(max(0, file.tell() - _TAIL))
    tail = file.read()
    if not (version[:1].isdigit() and b"startxref" in tail and b"%%EOF" in tail):
        raise UploadDamaged


def _check_csv(file: Bytes) -> None:
    if not any(_reads_as(file, encoding) for encoding in _encodings(_head(file))):
        raise UploadDamaged


def _encodings(head: bytes) -> tuple[str, ...]:
    return ("utf-16",) if head.startswith(_UTF_16) else ENCODINGS


def _reads_as(file: Bytes, encoding: str) -> bool:
    """Tell whether the whole file is text in this encoding: no broken characters, no control signs."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while piece := file.read(_TEXT_PIECE):
            if not _is_plain(decoder.decode(piece)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _is_plain(text: str) -> bool:
    return not any(sign not in "\t\r\n" and unicodedata.category(sign) == "Cc" for sign in set(text))


_MAGIC = {
    b"%PDF-": Sort.PDF,
    b"\xff\xd8\xff": Sort.JPEG,
    b"\x89PNG\r\n\x1a\n": Sort.PNG,
    b"PK\x03\x04": Sort.XLSX,
}
_CHECKS: dict[Sort, Callable[[Bytes], None]] = {
    Sort.PDF: _check_pdf,
    Sort.JPEG: check_picture,
    Sort.PNG: check_picture,
    Sort.WEBP: check_picture,
    Sort.XLSX: check_workbook,
    Sort.CSV: _check_csv,
}
