"""CSV files as people's programs write them."""

from __future__ import annotations

import pytest

from everfair.kernel.tables import BadTable, Column, Fault, Limits, TableForm, read_table

pytestmark = pytest.mark.unit

FORM = TableForm(
    (Column("name", ("企业名称", "Name")), Column("number", ("登记号", "Registration number"), is_code=True)),
    needed=(frozenset({"name"}),),
)
LINES = '企业名称,登记号\r\n远岚智检（北京）,91110000\r\n\r\n"Hill, Dale",X2\r\n'


def read(content: bytes) -> list[tuple[int, str, str]]:
    return [(row.number, row.cells["name"].text, row.cells["number"].text) for row in read_table(content, FORM).rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_in_use_is_read(encoding: str) -> None:
    assert read(LINES.encode(encoding)) == [(2, "远岚智检（北京）", "91110000"), (4, "Hill, Dale", "X2")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("hint", [True, False])
def test_every_delimiter_is_found(delimiter: str, hint: bool) -> None:  # noqa: FBT001 -- a parameter of the test
    text = (f"sep={delimiter}\n" if hint else "") + f"Name{delimiter}登记号\nA{delimiter}7\n"

    assert read(text.encode()) == [(2 + hint, "A", "7")]


def test_formulas_stay_text_and_are_marked() -> None:
    row = read_table(b'Name,Registration number\n"=HYPERLINK(""http://evil.example"",""x"")",1E+17\n', FORM).rows[0]

    assert row.cells["name"].text == '=HYPERLINK("http://evil.example","x")'
    assert [cell.fault for cell in row.cells.values()] == [Fault.FORMULA, Fault.LOST_DIGITS]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\x81\xff\xfe\x00\x81", "unknown_encoding"),
        (b"Name,x\x00y\n", "unknown_encoding"),
        (b"Budget,Sum\n1,2\n", "headings_missing"),
        (b"Name,Registration number\n" + b'"' + b"x" * 200_000, "broken_quotes"),
        (b"Name,Registration number\n", "empty_table"),
        (b"Name,Name,Registration number\na,b,c\n", "column_repeated"),
    ],
)
def test_what_can_not_be_read_is_told(content: bytes, code: str) -> None:
    with pytest.raises(BadTable) as caught:
        read_table(content, FORM)

    assert caught.value.code == code


def test_too_many_rows_are_refused_with_the_limit() -> None:
    with pytest.raises(BadTable) as caught:
        read_table(b"Name,Registration number\n" + b"a,b\n" * 50_000, FORM)
    with pytest.raises(BadTable) as by_one:
        read_table(b"Name,Registration number\n" + b"a,b\n" * 4, FORM, Limits(rows=3))

    assert (caught.value.code, caught.value.words) == ("too_many_rows", {"limit": 5000})
    assert by_one.value.words == {"limit": 3}
