"""Workbooks: a zip with the right members, which unpacks to no more than it says and no more than is sane."""

from __future__ import annotations

import zlib
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from everfair.kernel.uploads.errors import MacrosNotWanted, UploadBomb, UploadDamaged

MOST_UNPACKED_MB = 100
MOST_MEMBERS = 2000
_TYPES = "[Content_Types].xml"
_BOOK = "xl/workbook.xml"
_PIECE = 256 * 1024
_ENCRYPTED = 0x1


class NotAWorkbook(Exception):
    """A sound zip with something else in it."""


def check_workbook(file: IO[Any]) -> None:
    """Raise `NotAWorkbook` or a refusal unless this is an .xlsx without macros.

    Every member is unpacked once, counted and thrown away.
    """
    file.seek(0)
    try:
        with ZipFile(file) as book:
            _check_members(book)
            _unpack(book)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise UploadDamaged from error


def _check_members(book: ZipFile) -> None:
    members = book.infolist()
    names = {member.filename for member in members}
    if not {_TYPES, _BOOK} <= names:
        raise NotAWorkbook
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise MacrosNotWanted
    if len(members) > MOST_MEMBERS or not all(_is_plain(member) for member in members):
        raise UploadDamaged
    if sum(member.file_size for member in members) > _most():
        raise UploadBomb(most=MOST_UNPACKED_MB)


def _is_plain(member: ZipInfo) -> bool:
    return member.compress_type in (ZIP_STORED, ZIP_DEFLATED) and not member.flag_bits & _ENCRYPTED


def _unpack(book: ZipFile) -> None:
    """What the members say of their size may be a lie, so count."""
    left = _most()
    for member in book.infolist():
        with book.open(member) as packed:
            while piece := packed.read(_PIECE):
                left -= len(piece)
                if left < 0:
                    raise UploadBomb(most=MOST_UNPACKED_MB)


def _most() -> int:
    return MOST_UNPACKED_MB * 2**20
