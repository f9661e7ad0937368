"""The vetting desk over 22,000 organisations: processor time and queries of a page, time of the searches behind it.

PYTHONPATH=src:. .venv/bin/python bench/vetting_list.py
"""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median
from typing import TYPE_CHECKING

from bench.opened import cpu_milliseconds, opened_fair

if TYPE_CHECKING:
    from django.test import Client

    from everfair.accounts.models import Person

ORGANISATIONS = 22_000
LIMIT = 30
DESK = "/operate/organisations/"
PAGES = {
    "first page": "",
    "deep page": "?after={middle}",
    "all states": "?state=any",
    "one country": "?state=any&country=CN",
    "by name": "?state=any&q=inspection",
    "with documents": "?state=any&papers=yes",
    "same name or number": "?state=any&alike=yes",
}


def main() -> None:
    with opened_fair("full"):
        from django.db import connection
        from django.test import Client

        from everfair.accounts.models import Organisation

        client = Client(headers={"accept-language": "zh-CN"})
        client.force_login(_make_everybody_wait())
        middle = Organisation.objects.order_by("id")[ORGANISATIONS // 2].public_id
        for name, query in PAGES.items():
            address = DESK + query.format(middle=middle)
            client.get(address)
            asked: list[str] = []
            with connection.execute_wrapper(_count(asked)):
                client.get(address)
            spent = cpu_milliseconds(lambda address=address: client.get(address))  # type: ignore[misc]  # bound now
            cost = f"{median(spent):.1f} ms CPU (best {spent[0]:.1f}, {median(spent) / LIMIT:.2f} of the limit)"
            print(f"{name}: {cost}, {len(asked)} queries, {_wall(client, address):.0f} ms in all")


def _make_everybody_wait() -> Person:
    """Let all of the replay's organisations wait for an answer; returns an operator."""
    from everfair.accounts.models import Organisation, RoleGrant
    from everfair.accounts.search_names import search_names_of

    rows = list(Organisation.objects.all())
    for row in rows:
        row.state = "applied"
        row.search_names = search_names_of(row.name)
    Organisation.objects.bulk_update(rows, ["state", "search_names"], batch_size=2000)
    print(f"{len(rows)} organisations wait")
    return RoleGrant.objects.filter(role="operator").select_related("person")[0].person


def _count(asked: list[str]) -> Callable[..., object]:
    def note(execute: Callable[..., object], sql: str, *rest: object) -> object:
        asked.append(sql)
        return execute(sql, *rest)

    return note


def _wall(client: Client, address: str, times: int = 20) -> float:
    begun = time.perf_counter()
    for _ in range(times):
        client.get(address)
    return (time.perf_counter() - begun) / times * 1000


if __name__ == "__main__":
    main()
