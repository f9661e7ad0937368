"""Files as people send them: good ones, and the ones that a fair must not take."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def sent(content: bytes, name: str = "file", said: str = "application/octet-stream") -> SimpleUploadedFile:
    """Return a file as a form hands it over."""
    return SimpleUploadedFile(name, content, content_type=said)


def picture(kind: str = "PNG", size: tuple[int, int] = (640, 480), **options: object) -> bytes:
    """Return a picture whose left half is red and whose right half is green."""
    image = Image.new("RGB", size, "green")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    packed = BytesIO()
    image.save(packed, kind, **options)
    return packed.getvalue()


def workbook(**members: bytes) -> bytes:
    """Return an .xlsx with one cell, and more members if wanted."""
    packed = BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True}) as book:
        book.add_worksheet().write("A1", "名称")
    with ZipFile(packed, "a", ZIP_DEFLATED) as more:
        for name, content in members.items():
            more.writestr(name, content)
    return packed.getvalue()


def lying_workbook(packed: bytes, member: str, said: int) -> bytes:
    """Return the zip with the size of one member's content falsified, in both places where it is told."""
    raw = bytearray(packed)
    name = member.encode()
    for magic, size_at, name_at in ((b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)):
        at = raw.find(magic)
        while at >= 0:
            if raw[at + name_at : at + name_at + len(name)] == name:
                raw[at + size_at : at + size_at + 4] = said.to_bytes(4, "little")
            at = raw.find(magic, at + 4)
    return bytes(raw)
