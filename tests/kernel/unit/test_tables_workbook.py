"""Workbooks that people send, good and bad."""

from __future__ import annotations

import struct
from datetime import datetime
from typing import Any

import pytest

from everfair.kernel.tables import BadTable, Column, Fault, Limits, TableForm, read_table
from tests.factories.tables import change_part, make_workbook

pytestmark = pytest.mark.unit

FORM = TableForm(
    (
        Column("name", ("企业名称", "Name"), longest=20),
        Column("number", ("登记号", "Registration number"), is_code=True),
        Column("city", ("城市", "City")),
    ),
    needed=(frozenset({"name"}), frozenset({"number"})),
)
HEADINGS = ("企业名称", "Registration number", "City")
SHEET = "xl/worksheets/sheet1.xml"


def refusal(content: bytes, limits: Limits | None = None) -> tuple[str, dict[str, object]]:
    with pytest.raises(BadTable) as caught:
        read_table(content, FORM, limits)
    return caught.value.code, caught.value.words


def texts(content: bytes) -> list[tuple[int, str, str]]:
    table = read_table(content, FORM)
    return [(row.number, row.cells["name"].text, row.cells["number"].text) for row in table.rows]


def test_title_rows_and_unknown_columns_are_passed_over() -> None:
    content = make_workbook(
        ["二〇二〇年参展企业名单"],
        [],
        ["序号", "*企业名称 / Name", " REGISTRATION  number: "],
        [1, " 远岚智检 ", "９１ＡＢ 12"],
        [],
        [2, "Siam Ｃare", "x"],
    )

    assert texts(content) == [(4, "远岚智检", "91AB12"), (6, "Siam Care", "x")]


def test_numbers_dates_and_truths_become_text() -> None:
    def draw(book: Any, sheet: Any) -> None:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_datetime(1, 2, datetime(2020, 9, 5), day)  # type: ignore[attr-defined]  # noqa: DTZ001 -- a cell has no zone

    content = make_workbook(HEADINGS, [True, 12345678901234], [1.5, 0], draw=draw)

    rows = read_table(content, FORM).rows
    assert [[cell.text for cell in row.cells.values()] for row in rows] == [
        ["TRUE", "12345678901234", "2020-09-05"],
        ["1.5", "0", ""],
    ]


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ("远岚智检", None),
        (911100007109250324, Fault.LOST_DIGITS),
        ("9.1110000710925E+17", Fault.LOST_DIGITS),
        ('=HYPERLINK("http://evil.example","x")', Fault.FORMULA),
        ("＝1+1", Fault.FORMULA),
        ("@SUM(A1)", Fault.FORMULA),
        ("-2+3+cmd|' /C calc'!A0", Fault.FORMULA),
        ("+86 10 8888-0000", None),
        ("-", None),
        ("-5", None),
        ("长" * 21, Fault.TOO_LONG),
        ("ab\u202ecd", Fault.UNREADABLE),
        ("a\u200bb", None),
    ],
)
def test_cells_say_what_is_wrong_with_them(value: object, fault: Fault | None) -> None:
    row = read_table(make_workbook(HEADINGS, [value, "x"]), FORM).rows[0]

    assert row.cells["name"].fault is fault


def test_formulas_are_marked_even_when_their_value_looks_fine() -> None:
    def draw(_: Any, sheet: Any) -> None:
        sheet.write_formula(1, 0, '=HYPERLINK("http://evil.example")', None, "远岚智检")
        sheet.write_formula(2, 0, "=1/0", None, "#DIV/0!")

    content = make_workbook(HEADINGS, ["", "x"], ["", "y"], draw=draw)

    assert [row.cells["name"].fault for row in read_table(content, FORM).rows] == [Fault.FORMULA, Fault.FORMULA]


def test_error_values_are_marked() -> None:
    content = change_part(
        make_workbook(HEADINGS, ["a", 7]),
        SHEET,
        lambda xml: xml.replace(b'<c r="B2"><v>7</v>', b'<c r="B2" t="e"><v>#N/A</v>'),
    )

    assert read_table(content, FORM).rows[0].cells["number"].fault is Fault.ERROR_VALUE


def test_merged_headings_and_rows_are_named() -> None:
    def draw(_: Any, sheet: Any) -> None:
        sheet.merge_range(2, 0, 3, 0, "远岚智检")

    content = make_workbook(HEADINGS, ["a", "x"], draw=draw)

    assert refusal(content) == ("cells_merged", {"cells": "Sheet1! A3:A4"})


def test_merged_title_above_the_headings_does_no_harm() -> None:
    def draw(_: Any, sheet: Any) -> None:
        sheet.merge_range(0, 0, 0, 2, "参展企业名单")

    content = make_workbook(["参展企业名单"], HEADINGS, ["a", "x"], draw=draw)

    assert texts(content) == [(3, "a", "x")]


def test_sheet_with_the_headings_is_found_and_others_with_them_are_named() -> None:
    def draw(book: Any, sheet: Any) -> None:
        sheet.hide()
        for name in ("说明", "名单", "副本"):
            other = book.add_worksheet(name)
            other.activate()
            other.write_row(0, 0, ["Read me"] if name == "说明" else HEADINGS)
            other.write_row(1, 0, [name, "x"])

    table = read_table(make_workbook(HEADINGS, ["hidden", "x"], draw=draw), FORM)

    assert (table.sheet, table.others) == ("名单", ("副本",))
    assert [row.cells["name"].text for row in table.rows] == ["名单"]


def test_wrong_sheet_is_told_which_headings_are_expected_in_both_languages() -> None:
    assert refusal(make_workbook(["Budget", "2020"], [1, 2])) == (
        "headings_missing",
        {"expected": "企业名称 / Name; 登记号 / Registration number"},
    )


def test_missing_and_repeated_columns_are_named() -> None:
    missing = refusal(make_workbook(["Name", "City"], ["a", "b"]))
    repeated = refusal(make_workbook(["Name", "登记号", "企业名称"], ["a", "b", "c"]))

    assert missing == ("columns_missing", {"row": 1, "missing": "登记号 / Registration number"})
    assert repeated == ("column_repeated", {"heading": "企业名称", "cells": "A1, C1"})


def test_headings_alone_are_an_empty_table() -> None:
    assert refusal(make_workbook(HEADINGS)) == ("empty_table", {})


def test_too_many_rows_are_refused_with_the_limit() -> None:
    content = make_workbook(HEADINGS, *([f"Firm {number}", "x"] for number in range(50_000)))

    assert refusal(content) == ("too_many_rows", {"limit": 5000})
    assert refusal(make_workbook(HEADINGS, *([["a", "x"]] * 8)), Limits(rows=7)) == ("too_many_rows", {"limit": 7})


def test_cell_far_away_is_refused_before_room_is_made_for_all_between() -> None:
    def draw(_: Any, sheet: Any) -> None:
        sheet.write(1_048_575, 16_383, "here")

    assert refusal(make_workbook(HEADINGS, ["a", "x"], draw=draw)) == (
        "too_spread",
        {"sheet": "Sheet1", "cell": "XFD1048576"},
    )


def test_zip_bomb_is_not_unpacked() -> None:
    content = change_part(make_workbook(HEADINGS), SHEET, lambda _: b"<x>" + b" " * 60_000_000)

    assert len(content) < 100_000
    assert refusal(content) == ("too_much_inside", {"limit": 40})


def test_zip_bomb_that_lies_about_its_size_is_not_believed() -> None:
    size = 60_000_000
    content = change_part(make_workbook(HEADINGS, ["a", "x"]), SHEET, lambda _: b"<x>" + b" " * (size - 3))

    lying = content.replace(struct.pack("<L", size), struct.pack("<L", 1000))

    assert lying.count(struct.pack("<L", 1000)) >= 2
    assert refusal(lying) == ("not_a_table", {})


def test_entity_bomb_is_refused() -> None:
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
    )

    assert refusal(change_part(make_workbook(HEADINGS), SHEET, lambda _: bomb)) == ("not_a_table", {})


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_table"),
        (b" \r\n", "empty_table"),
        (b"%PDF-1.7 renamed", "not_a_table"),
        (b"<html><table><tr><td>Name</td></tr></table></html>", "not_a_table"),
        (b"PK\x03\x04 and no more", "not_a_table"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 512, "old_workbook"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "locked_workbook"),
    ],
)
def test_other_files_are_told_apart(content: bytes, code: str) -> None:
    assert refusal(content)[0] == code


def test_archive_with_a_password_is_told_so() -> None:
    content = bytearray(make_workbook(HEADINGS))
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        content[content.find(mark) + place] |= 1

    assert refusal(bytes(content))[0] == "locked_workbook"


def test_another_archive_is_no_workbook() -> None:
    assert refusal(change_part(make_workbook(HEADINGS), "xl/workbook.xml", lambda _: b"<broken"))[0] == "not_a_table"
