"""A delegation's officer registers a hundred firms by spreadsheet, seven of them with mistakes at first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from everfair.accounts.domain.firm_rows import FIRMS
from everfair.kernel.tables import read_table
from tests.factories.delegations import KEYS, firm_row, firm_sheet
from tests.factories.tables import opened

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.walker import Walker

pytestmark = pytest.mark.journey

FIRMS_SENT = 100
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WRONG = {
    4: {"registration_number": "91410100MA400000XX"},
    17: {"country": "亚特兰蒂斯"},
    25: {"name_zh": '=HYPERLINK("http://evil.example","x")'},
    40: {"name_zh": "", "name_en": ""},
    58: {"contact_mail": "lin at example"},
    73: {"sectors": "1、魔法"},
    99: {"website": "javascript:alert(1)"},
}


@pytest.mark.parametrize(("language", "first"), [("zh-hans", 1000), ("en", 2000)])
def test_hundred_firms_come_by_spreadsheet(
    language: str, first: int, arrive: Callable[..., Walker], cast: dict[str, dict[str, str]]
) -> None:
    officer = arrive(language)
    officer.sign_in(cast["officer"]["email"], cast["officer"]["password"])
    officer.go("/delegations/")
    officer.follow("main .rows a")
    delegation = officer.page.url
    before = count_members(officer, delegation)
    rows = [firm_row(first + number) for number in range(FIRMS_SENT)]

    send(officer, delegation, firm_sheet(*(row | WRONG.get(number, {}) for number, row in enumerate(rows))))
    see(officer, rows=FIRMS_SENT, good=93, mistaken=7, applied=0)
    officer.picture(f"delegation-import-1280-{language}")
    corrections = download(officer)
    apply_all(officer)
    see(officer, rows=FIRMS_SENT, good=0, mistaken=7, applied=93)
    assert count_members(officer, delegation) - before == 93

    send(officer, delegation, corrected(corrections, rows))
    see(officer, rows=7, good=7, mistaken=0, applied=0)
    apply_all(officer)
    see(officer, rows=7, good=0, mistaken=0, applied=7)
    assert count_members(officer, delegation) - before == FIRMS_SENT
    officer.picture(f"delegation-1280-{language}")


def count_members(officer: Walker, delegation: str) -> int:
    officer.go(delegation)
    return int(officer.page.locator("main .fig b").first.inner_text())


def send(officer: Walker, delegation: str, content: bytes) -> None:
    officer.go(f"{delegation}imports/")
    file = {"name": "豫企 firms.xlsx", "mimeType": SHEET, "buffer": content}
    officer.page.locator("main [name=file]").set_input_files(file)
    officer.send("main form[enctype]")


def see(officer: Walker, **counts: int) -> None:
    """Wait until the worker has come to an end and the page has loaded itself anew; then read the four numbers."""
    expect(officer.page.locator("main #import-progress")).to_have_count(0, timeout=30_000)
    expect(officer.page.locator("main dl.figs dd")).to_have_text([str(count) for count in counts.values()])


def download(officer: Walker) -> bytes:
    """Ask for only the rows with mistakes, look at them, take them away."""
    officer.follow("main a[href='?only=mistakes']")
    expect(officer.page.locator("main .cell-wrong")).to_have_count(len(WRONG))
    with officer.page.expect_download() as waiting:
        officer.page.locator("main a[href$='/corrections.xlsx']").click()
    return waiting.value.path().read_bytes()


def corrected(file: bytes, rows: list[dict[str, str]]) -> bytes:
    """Correct what the last column of the downloaded file says, row by row, as a person would."""
    told = CalamineWorkbook.from_filelike(opened(file)).get_sheet_by_index(0).to_python()
    assert all(line[len(KEYS)] for line in told[1:])
    table = read_table(file, FIRMS)
    assert [row.cells["place"].text for row in table.rows] == [rows[number]["place"] for number in sorted(WRONG)]
    return firm_sheet(*(rows[number] for number in sorted(WRONG)))


def apply_all(officer: Walker) -> None:
    officer.go(officer.page.url.partition("?")[0])
    officer.send("main form:has([name=all])")
