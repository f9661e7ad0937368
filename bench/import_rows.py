"""Time and processor time of importing 1,000 firms: read, check, apply, with progress for the page.

Processor time is this process's (PostgreSQL's own is not in it); the second number of a pair is the clock's. The last
line compares applying with what a bare insert of the same organisations costs here.

PYTHONPATH=src:. .venv/bin/python bench/import_rows.py
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from bench.opened import opened_fair

if TYPE_CHECKING:
    from everfair.accounts.models import DelegationImport
    from everfair.accounts.officer import Officer

ROWS = 1000
MOST_SECONDS = 10


def main() -> None:
    with opened_fair():
        from everfair.accounts.domain.import_applying import apply_import
        from everfair.accounts.domain.import_reading import read_import
        from everfair.accounts.domain.imports import begin_applying

        officer, source = send()
        read = spent(lambda: read_import(source))
        source.refresh_from_db()
        begin_applying(officer, source)
        source.refresh_from_db()
        applied = spent(lambda: apply_import(source, actor=officer.person))
        insert = spent(bare_insert)
        whole = read[1] + applied[1]
        print(f"read and check {ROWS} rows: {read[0]:.2f} s CPU, {read[1]:.2f} s")
        print(f"apply {ROWS} rows: {applied[0]:.2f} s CPU, {applied[1]:.2f} s; {progress_told(source)} steps told")
        print(f"together {whole:.2f} s, aim {MOST_SECONDS} s")
        print(f"ratio of applying to a bare insert one by one ({insert[0]:.2f} s CPU): {applied[0] / insert[0]:.1f}")


def send() -> tuple[Officer, DelegationImport]:
    """Send a spreadsheet as the demo's delegation officer, contacts and all; every row is good."""
    from everfair.accounts.domain.imports import send_import
    from everfair.accounts.models import DelegationOfficer
    from everfair.accounts.queries.delegations import officer_now
    from tests.factories.delegations import firm_row, firm_sheet
    from tests.factories.uploads import sent

    office = DelegationOfficer.objects.select_related("person", "delegation").earliest("id")
    officer = officer_now(office.person, office.delegation)
    rows = (firm_row(number, contact_mail=f"contact{number}@example.org") for number in range(ROWS))
    return officer, send_import(officer, sent(firm_sheet(*rows), "firms.xlsx"))


def bare_insert() -> None:
    from everfair.accounts.models import Organisation
    from everfair.kernel.text import Text

    for number in range(ROWS):
        Organisation.objects.create(name=Text({"en": f"Bare {number}"}), kind="company", country="CN")


def progress_told(source: DelegationImport) -> int:
    """Return in how many steps the page saw the bar move while applying."""
    from everfair.accounts.domain.import_applying import AT_ONCE

    source.refresh_from_db()
    if source.state != "applied" or source.rows.exclude(outcome="created").exists():
        raise SystemExit(f"The import came to {source.state}: {source.problem}")
    return ROWS // AT_ONCE


def spent(act: Callable[[], object]) -> tuple[float, float]:
    """Return processor time and time of one call, in seconds."""
    begun, clock = time.process_time(), time.perf_counter()
    act()
    return time.process_time() - begun, time.perf_counter() - clock


if __name__ == "__main__":
    main()
