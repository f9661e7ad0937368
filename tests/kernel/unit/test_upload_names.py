"""The sender's name is cleaned, and never believed."""

from __future__ import annotations

import pytest

from everfair.kernel.uploads.names import LONGEST, clean_name
from everfair.kernel.uploads.sorts import Sort

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("营业执照.pdf", "营业执照.pdf"),
        ("Licence 2020.PDF", "Licence 2020.PDF"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\li\\licence.pdf", "licence.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe.pdf"),
        ("zero\u200bwidth\ufeff.pdf", "zerowidth.pdf"),
        ("two\r\nlines\x00.pdf", "two lines.pdf"),
        ('a"b<c>d|e?f*g:h.pdf', "a_b_c_d_e_f_g_h.pdf"),
        ("page.html", "page.html.pdf"),
        ("...", "pdf.pdf"),
        ("", "pdf.pdf"),
        (".pdf", "pdf.pdf"),
    ],
)
def test_name_is_cleaned(raw: str, cleaned: str) -> None:
    assert clean_name(raw, Sort.PDF) == cleaned


@pytest.mark.parametrize("raw", ["长" * 400, "long" * 100 + ".pdf"])
def test_long_name_is_cut_and_keeps_its_ending(raw: str) -> None:
    cleaned = clean_name(raw, Sort.PDF)

    assert len(cleaned) == LONGEST
    assert cleaned.endswith(".pdf")


def test_either_ending_of_a_jpeg_stays() -> None:
    assert clean_name("a.jpeg", Sort.JPEG) == "a.jpeg"
    assert clean_name("a.jpg", Sort.JPEG) == "a.jpg"
