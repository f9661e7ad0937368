"""The paper, set by Typst, read back by poppler."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta, timezone
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.reader import PdfFileReader

from everfair.kernel.text import Text
from everfair.signing.paper.boxes import BOXES
from everfair.signing.paper.compose import compose_agreement
from everfair.signing.paper.terms import Party, Side
from everfair.signing.paper.text import canonical_text, text_sha256
from tests.factories.papers import COMPOSED_AT, PINEWIND, make_terms
from tests.signing.pdfsig import run_tool

if TYPE_CHECKING:
    from pathlib import Path

    from everfair.signing.paper.terms import AgreementTerms

pytestmark = pytest.mark.integration

WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')


def read_paper(tmp_path: Path, terms: AgreementTerms) -> str:
    """Return all the words on the paper, without any space or mark for a line break."""
    pdf = tmp_path / "paper.pdf"
    pdf.write_bytes(compose_agreement(terms, created_at=COMPOSED_AT))
    return "".join(run_tool("pdftotext", "-raw", str(pdf), "-").replace("\u200b", "").split())


def test_compose_agreement_same_terms_and_time() -> None:
    elsewhere = COMPOSED_AT.astimezone(timezone(timedelta(hours=8)))

    papers = {compose_agreement(make_terms(), created_at=moment) for moment in (COMPOSED_AT, elsewhere)}

    assert len(papers) == 1


def test_compose_agreement_another_time() -> None:
    papers = [compose_agreement(make_terms(), created_at=COMPOSED_AT + timedelta(days=days)) for days in (0, 1)]

    assert papers[0] != papers[1]


def test_compose_agreement_words_and_hash_on_each_page(tmp_path: Path) -> None:
    words = read_paper(tmp_path, make_terms())

    pages = words.count("SHA-256" + text_sha256(make_terms()))
    assert pages == 3
    assert words.count("测试TEST") == 6  # in the header and across the page
    for expected in (
        "松涛供应链管理有限公司",
        "AndesHarbourLogisticsS.A.",
        "CNY1,250,000.50（人民币）",
        "第九条电子形式",
    ):
        assert expected in words


def test_compose_agreement_carries_the_text() -> None:
    paper = compose_agreement(make_terms(), created_at=COMPOSED_AT)

    root = PdfFileReader(BytesIO(paper)).root
    attached = root["/AF"][0]["/EF"]["/F"].data
    assert attached == canonical_text(make_terms())
    assert hashlib.sha256(attached).hexdigest() == text_sha256(make_terms())


@pytest.mark.parametrize(
    "words",
    [
        '#eval("1+1")',
        '#import "house.typ": *; #read("/etc/passwd")',
        "*bold* _thin_ = heading `raw` $x^2$ @label <label> // comment /* more */ \\ backslash \\u{41}",
        "]) } \" ' #panic() -- --- ~ ... https://example.org",
        "{{ sys.inputs }} ${jndi} %s %(name)s <script>alert(1)</script> &amp;",
    ],
)
def test_compose_agreement_markup_is_only_words(tmp_path: Path, words: str) -> None:
    terms = make_terms(subject=Text({"en": words, "zh-hans": words}))

    paper = read_paper(tmp_path, terms)

    squeezed = "".join(words.split())
    assert paper.count(squeezed) == 2


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("龘靐齉㙍𠮷", "龘靐齉㙍𠮷"),
        ("繁體中文與日本語かな", "繁體中文與日本語かな"),
        ("Grüße, Ελλάδα, Россия, Ørsted", "Grüße,Ελλάδα,Россия,Ørsted"),
        ("deal 🤝 done", "deal‹U+1F91D›done"),
        ("ภาษาไทย", "‹U+0E20›‹U+0E32›‹U+0E29›‹U+0E32›‹U+0E44›‹U+0E17›‹U+0E22›"),
        ("pay\u202e001", "pay‹U+202E›001"),
        ("hand \U0001f3fb\U0001f91d\U0001f3ff", "hand‹U+1F3FB›‹U+1F91D›‹U+1F3FF›"),
        ("family 👩\u200d🚀", "family‹U+1F469›"),
        ("mark a\u1ab0", "marka‹U+1AB0›"),
        ("private \ue000 use", "private‹U+E000›use"),
    ],
)
def test_compose_agreement_unusual_characters(tmp_path: Path, words: str, shown: str) -> None:
    terms = make_terms(second_party=Party(name=Text({"en": words}), place=Text()))

    paper = read_paper(tmp_path, terms)

    assert shown in paper


def test_compose_agreement_right_to_left(tmp_path: Path) -> None:
    terms = make_terms(scope=Text({"en": "First line.\nشركة النور للخدمات\nחברת שירותים בע״מ\nLast line."}))

    paper = read_paper(tmp_path, terms)

    assert "Firstline." in paper
    assert "Lastline." in paper
    assert "‹U+" not in paper


def test_compose_agreement_everything_at_its_longest(tmp_path: Path) -> None:
    party = Party(name=Text({"zh-hans": "长" * 200, "en": "W" * 200}), place=PINEWIND.place, registration="9" * 80)
    scope = Text({"zh-hans": "范围" * 2000, "en": "x " * 2000})
    terms = make_terms(first_party=party, second_party=party, scope=scope)

    paper = read_paper(tmp_path, terms)

    assert paper.count("范围") == 2002  # and twice in our own words
    assert paper.count("长" * 10) >= 40
    assert "签署页" in paper


def test_compose_agreement_boxes_where_the_fields_go(tmp_path: Path) -> None:
    pdf = tmp_path / "paper.pdf"
    pdf.write_bytes(compose_agreement(make_terms(), created_at=COMPOSED_AT))
    layout = run_tool("pdftotext", "-bbox", "-f", "3", str(pdf), "-")

    places = [tuple(float(edge) for edge in found[:4]) for found in WORD.findall(layout) if found[4] == "签署"]

    assert len(places) == len(BOXES)
    for (left, top, right, bottom), box in zip(places, (BOXES[Side.FIRST], BOXES[Side.SECOND]), strict=True):
        assert box.left < left < right < box.left + box.width
        assert box.top < top < bottom < box.top + box.height


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=1, max_size=60).filter(str.strip), st.text(max_size=60))
def test_compose_agreement_any_words(one: str, other: str) -> None:
    terms = make_terms(
        first_party=Party(name=Text({"en": one}), place=Text({"en": other})),
        subject=Text({"zh-hans": one, "en": other}),
        scope=Text({"zh-hans": one}),
    )

    paper = compose_agreement(terms, created_at=COMPOSED_AT)

    assert paper.startswith(b"%PDF-1.7")
