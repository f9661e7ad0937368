"""The jobs of a delegation's import: read it, refuse it in words, apply nothing twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.storage import default_storage

from everfair.accounts.domain.firm_rows import EXAMPLE
from everfair.accounts.domain.import_applying import apply_import
from everfair.accounts.domain.import_reading import read_import
from everfair.accounts.domain.imports import send_import
from everfair.accounts.enums import ImportState
from everfair.accounts.models import DelegationImport, Organisation
from everfair.kernel.models import Event
from tests.factories.delegations import (
    apply_rows,
    credit_code,
    firm_row,
    firm_sheet,
    make_officer,
    send_and_read,
)
from tests.factories.fairs import sector
from tests.factories.tables import make_workbook
from tests.factories.uploads import sent

if TYPE_CHECKING:
    from everfair.accounts.officer import Officer

pytestmark = [pytest.mark.integration, pytest.mark.django_db, pytest.mark.usefixtures("no_jobs")]


@pytest.fixture
def officer() -> Officer:
    sector()
    return make_officer()


def outcomes(source: DelegationImport) -> list[str]:
    return list(source.rows.order_by("number").values_list("outcome", flat=True))


def test_reading_again_after_a_crash_begins_anew(officer: Officer) -> None:
    source = send_and_read(officer, firm_sheet(firm_row(1), firm_row(2)))
    source.state = ImportState.READING
    source.save()

    read_import(source)

    source.refresh_from_db()
    assert (source.state, source.rows.count()) == ("ready", 2)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (make_workbook(["Budget", "2020"], ["a", 1]), "headings_missing"),
        (make_workbook(["企业名称", "统一社会信用代码"]), "empty_table"),
        (make_workbook(["企业名称", "城市"], ["a", "b"]), "columns_missing"),
        (
            make_workbook(["企业名称", "登记号"], ["a", "1"], draw=lambda _, sheet: sheet.merge_range(1, 0, 2, 0, "x")),
            "cells_merged",
        ),
        (make_workbook(["企业名称", "登记号"], *([f"Firm {n}", str(n)] for n in range(50_000))), "too_many_rows"),
        (firm_sheet(EXAMPLE), "empty_table"),
    ],
)
def test_file_of_no_use_is_refused_in_words(officer: Officer, content: bytes, problem: str) -> None:
    source = send_and_read(officer, content)

    assert (source.state, source.problem, source.rows.count()) == ("failed", problem, 0)
    assert Event.objects.latest("id").payload == {"source": source.public_id, "problem": problem}


def test_chinese_csv_in_gbk_is_read(officer: Officer) -> None:
    lines = f"企业名称,统一社会信用代码,所在城市\n远岚智检（北京）有限公司,{credit_code(7)},北京\n"

    source = apply_rows(officer, send_and_read(officer, lines.encode("gbk"), "firms.csv"))

    assert outcomes(source) == ["created"]
    assert Organisation.objects.get().name == {"zh-hans": "远岚智检（北京）有限公司"}


def test_what_breaks_while_reading_is_told(officer: Officer) -> None:
    source = send_import(officer, sent(firm_sheet(firm_row(1))))
    default_storage.delete(source.upload.stored)

    with pytest.raises(FileNotFoundError):
        read_import(source)

    source.refresh_from_db()
    assert (source.state, source.problem) == ("failed", "stopped")


def test_job_that_is_run_again_does_nothing_twice(officer: Officer) -> None:
    source = apply_rows(officer, send_and_read(officer, firm_sheet(firm_row(1))))

    read_import(source)
    apply_import(source, actor=officer.person)

    assert (Organisation.objects.count(), source.rows.count()) == (1, 1)
