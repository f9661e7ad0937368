"""The pages on which an officer sends a spreadsheet, looks at its rows and applies them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from everfair.accounts.domain.firm_rows import FIRMS
from everfair.accounts.domain.imports import begin_applying
from everfair.accounts.models import DelegationImport, Organisation
from everfair.kernel.tables import read_table
from tests.factories.accounts import sign_in
from tests.factories.delegations import apply_rows, credit_code, firm_row, firm_sheet, make_officer, send_and_read
from tests.factories.fairs import sector
from tests.factories.tables import change_part, make_workbook
from tests.factories.uploads import PDF, sent

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertMaxNumQueries

    from everfair.accounts.officer import Officer

pytestmark = [pytest.mark.integration, pytest.mark.django_db, pytest.mark.usefixtures("no_jobs")]

OLD = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 512
BAD = {"registration_number": "91410100MA400000XX"}


@pytest.fixture
def officer(client: Client) -> Officer:
    sector()
    officer = make_officer()
    client.cookies["language"] = "en"
    sign_in(client, officer.person)
    return officer


def page(officer: Officer, source: DelegationImport | None = None, leaf: str = "") -> str:
    return f"/delegations/{officer.delegation.public_id}/imports/{source.public_id if source else ''}{leaf}"


def test_template_can_be_filled_in_and_sent(client: Client, officer: Officer) -> None:
    answer = client.get(page(officer, leaf="template.xlsx"))

    table = read_table(answer.content, FIRMS)
    assert answer["Content-Disposition"].startswith("attachment;")
    assert [row.cells["name_zh"].text for row in table.rows] == ["远岚智检技术有限公司"]
    assert send_and_read(officer, answer.content).problem == "empty_table"
    notes = ZipFile(BytesIO(answer.content)).read("xl/sharedStrings.xml").decode()
    assert [words in notes for words in ("每家企业一行", "One row for each firm", "使馆 / Embassy")] == [True] * 3


def test_sending_leads_to_the_page_that_shows_how_far_it_is(client: Client, officer: Officer) -> None:
    answer = client.post(page(officer), {"file": sent(firm_sheet(firm_row(1)), "豫企.xlsx")})

    source = DelegationImport.objects.get()
    shown = client.get(answer["Location"]).content.decode()
    progress = client.get(page(officer, source, "/progress"))
    assert (answer.status_code, answer["Location"]) == (302, page(officer, source))
    assert ("豫企.xlsx" in shown, "The spreadsheet is being read." in shown) == (True, True)
    assert ("HX-Refresh" in progress, 'hx-trigger="every 1s"' in progress.content.decode()) == (False, True)


def test_progress_ends_by_loading_the_page_anew(client: Client, officer: Officer) -> None:
    source = send_and_read(officer, firm_sheet(firm_row(1)))

    assert client.get(page(officer, source, "/progress"))["HX-Refresh"] == "true"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (PDF, "not a spreadsheet, or it is damaged"),
        (OLD, "This is an .xls file of an old kind. Open it, save it as .xlsx"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "This file is protected by a password."),
        (b"", "The submitted file is empty."),
        (b"  \n ", "This file has no rows."),
        (
            change_part(make_workbook(["a"]), "xl/worksheets/sheet1.xml", lambda _: b" " * 110_000_000),
            "This file unpacks to more than 100 MB",
        ),
        (b"PK\x03\x04 and no more", "damaged"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "A file of this sort is not taken here."),
    ],
)
def test_file_that_is_no_table_is_refused_beside_the_field(
    client: Client, officer: Officer, content: bytes, sentence: str
) -> None:
    answer = client.post(page(officer), {"file": sent(content, "firms.xlsx")})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert DelegationImport.objects.count() == 0


def test_sending_nothing_asks_for_a_file(client: Client, officer: Officer) -> None:
    answer = client.post(page(officer))

    assert answer.status_code == 422
    assert "This field is required." in answer.content.decode()


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "This is not a unified social credit code"), ("zh-hans", "不是有效的统一社会信用代码")],
)
def test_mistakes_stand_beside_their_cells_in_the_readers_language(
    client: Client, officer: Officer, language: str, words: str
) -> None:
    source = send_and_read(officer, firm_sheet(firm_row(1), firm_row(2, **BAD)))

    shown = client.get(page(officer, source, f"?lang={language}")).content.decode()

    assert (shown.count('class="cell-wrong"'), shown.count(words)) == (1, 1)
    assert (shown.count('name="row"'), shown.count('name="all"')) == (1, 1)


def test_only_rows_with_mistakes_can_be_asked_for(client: Client, officer: Officer) -> None:
    source = send_and_read(officer, firm_sheet(firm_row(1), firm_row(2, **BAD)))

    shown = client.get(page(officer, source, "?only=mistakes")).content.decode()

    assert (firm_row(1)["name_zh"] in shown, firm_row(2)["name_zh"] in shown) == (False, True)


def test_hostile_cells_are_only_text(client: Client, officer: Officer) -> None:
    hostile = "<script>alert(1)</script>'; DROP TABLE accounts_organisation; --"
    source = send_and_read(officer, firm_sheet(firm_row(1, name_zh=hostile, place=hostile[:70])))

    shown = client.get(page(officer, source)).content.decode()

    assert "<script>alert" not in shown


def test_page_of_rows_costs_the_same_however_many(
    client: Client, officer: Officer, django_assert_max_num_queries: DjangoAssertMaxNumQueries
) -> None:
    source = send_and_read(officer, firm_sheet(*(firm_row(number) for number in range(1, 151))))

    with django_assert_max_num_queries(10):
        first = client.get(page(officer, source)).content.decode()
    second = client.get(page(officer, source, "?page=2")).content.decode()

    assert (first.count('name="row"'), second.count('name="row"')) == (100, 50)


def test_rows_are_chosen_by_ticking_or_all_at_once(client: Client, officer: Officer) -> None:
    source = send_and_read(officer, firm_sheet(firm_row(1), firm_row(2), firm_row(3)))

    ticked = client.post(page(officer, source, "/apply"), {"row": ["3", "x", "9" * 30]})

    assert (ticked.status_code, ticked["Location"]) == (302, page(officer, source))
    assert list(source.rows.filter(is_chosen=True).values_list("number", flat=True)) == [3]
    shown = client.get(page(officer, source)).content.decode()
    assert ("The rows are being applied." in shown, "Apply all" in shown) == (True, False)


def test_ticking_nothing_says_so_and_stays(client: Client, officer: Officer) -> None:
    source = send_and_read(officer, firm_sheet(firm_row(1)))

    answer = client.post(page(officer, source, "/apply"))

    assert answer.status_code == 422
    assert "Choose at least one row without mistakes." in answer.content.decode()


def test_second_officer_at_once_is_told(client: Client, officer: Officer) -> None:
    source = send_and_read(officer, firm_sheet(firm_row(1)))
    begin_applying(make_officer(officer.delegation), source)

    answer = client.post(page(officer, source, "/apply"), {"all": "on"})

    assert answer.status_code == 409
    assert "Somebody else has begun to apply these rows" in answer.content.decode()


def test_corrections_hold_the_mistaken_rows_and_can_be_sent_again(client: Client, officer: Officer) -> None:
    rows = [firm_row(1), firm_row(2, **BAD), firm_row(3, name_zh="=1+1")]
    source = apply_rows(officer, send_and_read(officer, firm_sheet(*rows)))

    file = client.get(page(officer, source, "/corrections.xlsx")).content

    table = read_table(file, FIRMS)
    assert [row.cells["registration_number"].text for row in table.rows] == [BAD["registration_number"], credit_code(3)]
    words = ZipFile(BytesIO(file)).read("xl/sharedStrings.xml").decode()
    assert "Registration number: This is not a unified social credit code" in words
    assert b"<f>" not in ZipFile(BytesIO(file)).read("xl/worksheets/sheet1.xml")
    again = send_and_read(officer, firm_sheet(firm_row(2), firm_row(3)))
    assert (apply_rows(officer, again).state, Organisation.objects.count()) == ("applied", 3)


def test_spreadsheet_of_another_delegation_is_not_there(client: Client, officer: Officer) -> None:
    other = make_officer()
    source = send_and_read(other, firm_sheet(firm_row(1)))

    for leaf in ("", "/progress", "/corrections.xlsx"):
        assert client.get(page(officer, source, leaf)).status_code == 404
    assert client.post(page(officer, source, "/apply"), {"all": "on"}).status_code == 404


def test_refused_file_says_why_and_offers_the_next_step(client: Client, officer: Officer) -> None:
    source = send_and_read(officer, make_workbook(["Budget"], [1]))

    shown = client.get(page(officer, source)).content.decode()

    assert "企业名称（中文） / Name (Chinese)" in shown
    assert "Send another file" in shown
