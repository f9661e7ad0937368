"""A file is what its bytes are, and it is opened before it is believed."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile
from zlib import crc32

import pytest

from everfair.kernel.errors import DomainError
from everfair.kernel.uploads import (
    IMAGES,
    PAPERS,
    TABLES,
    MacrosNotWanted,
    PictureTooLarge,
    Sort,
    UploadBomb,
    UploadDamaged,
    UploadNotWanted,
)
from everfair.kernel.uploads.sniffing import sniff
from tests.factories.uploads import HTML, PDF, SVG, lying_workbook, picture, workbook

pytestmark = pytest.mark.unit

ALL = PAPERS | TABLES
CSV = "名称,国家\r\n云图科技,CN\r\n"


def zipped(compression: int = ZIP_DEFLATED, **members: bytes) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "sort"),
    [
        (PDF, Sort.PDF),
        (picture("JPEG"), Sort.JPEG),
        (picture("PNG"), Sort.PNG),
        (picture("WEBP"), Sort.WEBP),
        (workbook(), Sort.XLSX),
        (CSV.encode(), Sort.CSV),
        (CSV.encode("utf-8-sig"), Sort.CSV),
        (CSV.encode("gb18030"), Sort.CSV),
        (CSV.encode("utf-16"), Sort.CSV),
    ],
)
def test_good_file_is_recognised(content: bytes, sort: Sort) -> None:
    file = BytesIO(content)

    assert sniff(file, ALL) is sort
    assert file.tell() == 0


@pytest.mark.parametrize(
    ("content", "sorts"),
    [
        (SVG, ALL),
        (b"\xef\xbb\xbf  \n" + SVG, ALL),
        (HTML, ALL),
        (HTML.decode().encode("utf-16"), ALL),
        (b'<?xml version="1.0"?><!DOCTYPE lolz>', ALL),
        (b"MZ\x90\x00\x03", ALL),
        (b"GIF89a" + b"\x00" * 50, ALL),
        (b"", ALL),
        (b"   ", ALL),
        (zipped(note=b"no workbook"), ALL),
        (PDF, IMAGES),
        (picture(), TABLES),
        (workbook(), PAPERS),
        (CSV.encode(), PAPERS),
    ],
)
def test_other_sorts_are_refused_and_the_wanted_ones_named(content: bytes, sorts: frozenset[Sort]) -> None:
    with pytest.raises(UploadNotWanted) as refusal:
        sniff(BytesIO(content), sorts)

    assert all(sort.label in str(refusal.value) for sort in sorts)


@pytest.mark.parametrize(
    "content",
    [
        PDF[:40],
        b"%PDF-x.y\n startxref %%EOF",
        picture("JPEG")[:2000],
        picture("JPEG")[:20],
        picture("PNG")[:200],
        picture("PNG").replace(b"IDAT", b"IDAX"),
        picture("WEBP")[:60],
        workbook()[:-30],
        b"name,\x01\x02\x03\n",
        b"name\n" + b"\xff\xff\xff\xff",
        "名称".encode("utf-16")[:-1],
    ],
)
def test_damaged_file_is_refused(content: bytes) -> None:
    with pytest.raises(UploadDamaged):
        sniff(BytesIO(content), ALL)


def test_workbook_with_macros_is_refused() -> None:
    with pytest.raises(MacrosNotWanted):
        sniff(BytesIO(workbook(**{"xl/vbaProject.bin": b"Sub AutoOpen()"})), TABLES)


def test_bomb_is_refused_by_what_it_says() -> None:
    bomb = workbook(**{"xl/more.xml": bytes(101 * 2**20)})

    with pytest.raises(UploadBomb, match="100 MB"):
        sniff(BytesIO(bomb), TABLES)


def test_bomb_that_lies_about_its_size_is_refused() -> None:
    bomb = lying_workbook(workbook(**{"xl/more.xml": bytes(101 * 2**20)}), "xl/more.xml", 10)

    with pytest.raises(UploadDamaged):
        sniff(BytesIO(bomb), TABLES)


def test_members_packed_in_another_way_are_refused() -> None:
    members = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}

    with pytest.raises(UploadDamaged):
        sniff(BytesIO(zipped(ZIP_BZIP2, **members)), TABLES)


def test_too_many_members_are_refused() -> None:
    crowd = workbook(**{f"xl/{number}.xml": b"" for number in range(2001)})

    with pytest.raises(UploadDamaged):
        sniff(BytesIO(crowd), TABLES)


@pytest.mark.parametrize("size", [(8000, 5001), (12000, 12000), (16000, 16000)])
def test_picture_of_too_many_pixels_is_refused_before_it_is_decoded(size: tuple[int, int]) -> None:
    small = picture("PNG", (1, 1))
    said = b"IHDR" + size[0].to_bytes(4, "big") + size[1].to_bytes(4, "big") + small[24:29]
    header = small[:12] + said + crc32(said).to_bytes(4, "big") + small[33:]

    with pytest.raises(PictureTooLarge) as refusal:
        sniff(BytesIO(header), IMAGES)

    assert refusal.value.words == {"most": 40}


@pytest.mark.parametrize("content", [SVG, PDF[:40], workbook()[:-30], picture("JPEG")[:20]])
def test_refusal_is_one_of_ours(content: bytes) -> None:
    with pytest.raises(DomainError):
        sniff(BytesIO(content), ALL)
