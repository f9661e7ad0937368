"""What holds for every table: it comes back as it was written, or is refused in words."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from everfair.kernel.tables import (
    BadTable,
    Column,
    Page,
    TableForm,
    guard,
    problem_sentence,
    read_table,
    write_csv,
    write_xlsx,
)
from everfair.kernel.tables.headings import column_letters
from everfair.kernel.tables.markup import cell_position
from tests.factories.tables import make_workbook

pytestmark = pytest.mark.unit

FORM = TableForm((Column("name", ("企业名称", "Name")), Column("city", ("城市", "City"))))
WORDS = st.text(
    st.characters(categories=("Lu", "Ll", "Lo", "Nd", "Zs"), exclude_characters="\u3000\xa0"), min_size=1, max_size=30
).map(lambda text: text.translate(dict.fromkeys(range(0xFF00, 0xFFF0))).strip() or "x")
ROWS = st.lists(st.tuples(WORDS.filter(lambda word: not word[0].isdigit()), WORDS), min_size=1, max_size=8)
GOOD = make_workbook(["Name", "City"], ["a", "b"], ["c", "d"])


def cells(content: bytes) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells.values()) for row in read_table(content, FORM).rows]


def is_read_or_refused(content: bytes) -> bool:
    """Tell whether reading ends as it should; anything that is no `BadTable` gets through."""
    try:
        return bool(read_table(content, FORM).rows)
    except BadTable as problem:
        return str(problem) == problem_sentence(problem.code, problem.words)


@given(ROWS)
@settings(max_examples=40, deadline=None)
def test_workbook_comes_back_as_it_was_written(rows: list[tuple[str, str]]) -> None:
    content = write_xlsx([Page("名单", [column.heading for column in FORM.columns], rows)])

    assert cells(content) == rows


@given(ROWS)
@settings(deadline=None)
def test_delimited_table_comes_back_as_it_was_written(rows: list[tuple[str, str]]) -> None:
    assert cells(write_csv(["Name", "城市"], rows)) == rows


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_any_bytes_are_read_or_refused_in_words(content: bytes) -> None:
    assert is_read_or_refused(content)


@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=6))
@settings(max_examples=150, deadline=None)
def test_damaged_workbook_is_read_or_refused_in_words(place: int, bytes_: bytes) -> None:
    assert is_read_or_refused(GOOD[:place] + bytes_ + GOOD[place + len(bytes_) :])


@given(st.integers(0, 3000), st.binary(min_size=1, max_size=6))
@settings(max_examples=150, deadline=None)
def test_damaged_sheet_is_read_or_refused_in_words(place: int, bytes_: bytes) -> None:
    changed = BytesIO()
    with ZipFile(BytesIO(GOOD)) as old, ZipFile(changed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            is_hit = name in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml")
            new.writestr(name, part[: place % len(part)] + bytes_ + part[place % len(part) + 1 :] if is_hit else part)

    assert is_read_or_refused(changed.getvalue())


@given(st.integers(0, 16_383))
def test_letters_of_a_column_lead_back_to_it(place: int) -> None:
    assert cell_position(f"{column_letters(place)}7") == (6, place)


@given(st.text(max_size=20))
def test_guarded_text_is_never_run(text: str) -> None:
    assert guard(text)[:1] not in ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
    assert guard(text).removeprefix("'") == text.removeprefix("'")


def test_formulas_are_written_as_text() -> None:
    sheet = ZipFile(BytesIO(write_xlsx([Page("a", ["x"], [["=1+1"]])]))).read("xl/worksheets/sheet1.xml")

    assert b"<f>" not in sheet
    assert write_csv(["x"], [["=1+1", 2, None]]).decode("utf-8-sig") == "x\r\n'=1+1,2,\r\n"


@pytest.mark.parametrize("problem", BadTable.__subclasses__())
def test_every_problem_can_be_kept_by_its_code(problem: type[BadTable]) -> None:
    words = dict.fromkeys(("limit", "sheet", "cell", "expected", "row", "missing", "heading", "cells"), "7")

    assert problem_sentence(problem.code, words) == str(problem.sentence) % words
