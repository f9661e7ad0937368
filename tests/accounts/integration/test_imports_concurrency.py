"""Two officers at once, on real connections: one is told, and no firm is doubled."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from everfair.accounts.domain.import_applying import apply_import
from everfair.accounts.domain.imports import begin_applying
from everfair.accounts.errors import ImportBusy
from everfair.accounts.models import DelegationImport, DelegationMember, Organisation
from tests.factories.delegations import firm_row, firm_sheet, make_officer, send_and_read
from tests.factories.fairs import sector

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = [pytest.mark.integration, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_jobs")]


@pytest.fixture(autouse=True)
def _sectors() -> None:
    sector()


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Run acts in threads that begin together; returns what each came to."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        start.wait()
        try:
            act()
        except ImportBusy as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def test_one_of_two_who_apply_the_same_rows_is_told() -> None:
    officer = make_officer()
    colleague = make_officer(officer.delegation)
    source = send_and_read(officer, firm_sheet(firm_row(1), firm_row(2)))

    found = at_once(lambda: begin_applying(officer, source), lambda: begin_applying(colleague, source))

    assert sorted(found) == ["done", "import_busy"]


def test_same_firms_in_two_delegations_are_registered_once() -> None:
    officers = make_officer(), make_officer()
    sheet = firm_sheet(*(firm_row(number) for number in range(1, 31)))
    sources = [send_and_read(officer, sheet) for officer in officers]
    for officer, source in zip(officers, sources, strict=True):
        begin_applying(officer, source)
    sources = [DelegationImport.objects.select_related("delegation").get(pk=source.pk) for source in sources]

    found = at_once(
        lambda: apply_import(sources[0], actor=officers[0].person),
        lambda: apply_import(sources[1], actor=officers[1].person),
    )

    assert found == ["done", "done"]
    assert Organisation.objects.count() == 30
    assert sorted(DelegationMember.objects.values_list("state", flat=True)) == ["invited"] * 30 + ["joined"] * 30
