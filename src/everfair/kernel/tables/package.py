"""An .xlsx file is a zip archive that somebody else made: look before it is opened.

What was checked is copied, within limits, into a new archive in memory, and only that is read further: an archive
that says one thing to us and another to the reading library can't be told from a good one otherwise.
"""

from __future__ import annotations

import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from everfair.kernel.tables.errors import LockedWorkbook, NotATable, TooMuchInside
from everfair.kernel.tables.shapes import Limits

WORKBOOK = "xl/workbook.xml"
_ENCRYPTED = 0x1


def unpack(content: bytes, limits: Limits) -> dict[str, bytes]:
    """Return the XML parts of a workbook by name; `NotATable`, `LockedWorkbook` or `TooMuchInside` otherwise."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            _check(archive.infolist(), limits)
            parts = _read(archive, limits)
    except (BadZipFile, NotImplementedError, EOFError, OSError, ValueError, zlib.error, RuntimeError) as error:
        raise NotATable from error
    if WORKBOOK not in parts:
        raise NotATable
    return parts


def pack(parts: dict[str, bytes]) -> BytesIO:
    """Return an archive of the parts, stored without compression."""
    copy = BytesIO()
    with ZipFile(copy, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    copy.seek(0)
    return copy


def _check(members: list[ZipInfo], limits: Limits) -> None:
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise LockedWorkbook
    if len(members) > limits.members or sum(member.file_size for member in members) > limits.unpacked:
        raise too_much(limits)


def _read(archive: ZipFile, limits: Limits) -> dict[str, bytes]:
    """Read what a table needs; pictures, macros and attachments stay packed."""
    parts: dict[str, bytes] = {}
    left = limits.unpacked
    for member in archive.infolist():
        if not member.filename.endswith((".xml", ".rels")):
            continue
        with archive.open(member) as file:
            content = file.read(left + 1)
        left -= len(content)
        if left < 0:
            raise too_much(limits)
        parts[member.filename] = content
    return parts


def too_much(limits: Limits) -> TooMuchInside:
    return TooMuchInside(limit=limits.unpacked // (1024 * 1024))
