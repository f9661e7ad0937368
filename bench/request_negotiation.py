"""Processor time of requesting a negotiation by POST, in this process (PostgreSQL's own time is not in it).

Session, token of the form, form, domain, event log, job and notifications: everything that a browser's
request costs. The second number is the part that every signed-in page costs here, for the ratio.

PYTHONPATH=src:. .venv/bin/python bench/request_negotiation.py
"""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from statistics import median
from typing import TYPE_CHECKING

from bench.opened import cpu_milliseconds, opened_fair

if TYPE_CHECKING:
    from django.test import Client

BUYER = "buyer-th@demo.everfair.example"
TIMES = 100
WORDS = {"subject": "Remote consultation for 12 hospitals", "message": "Good day from Bangkok. Shall we talk?"}


def main() -> None:
    with opened_fair():
        client, token = sign_in()
        projects = fresh_projects()

        def request() -> None:
            answer = client.post(f"/negotiations/new?project={next(projects)}", {**WORDS, "csrfmiddlewaretoken": token})
            if answer.status_code != HTTPStatus.FOUND:
                raise SystemExit(f"The request was answered by {answer.status_code}.")

        spent = cpu_milliseconds(request, times=TIMES)
        floor = median(cpu_milliseconds(lambda: client.get("/me/nav")))
        print(f"request a negotiation: {median(spent):.1f} ms CPU (best {spent[0]:.1f})")
        print(f"ratio to the smallest signed-in fragment ({floor:.1f} ms): {median(spent) / floor:.1f}")


def sign_in() -> tuple[Client, str]:
    """Return a signed-in client that must show the form's token, and that token."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    client.force_login(get_user_model().objects.get(email=BUYER), "allauth.account.auth_backends.AuthenticationBackend")
    client.get("/verify")
    return client, client.cookies["everfair_csrf"].value


def fresh_projects() -> Iterator[str]:
    """Yield published projects that the buyer does not negotiate about, each once."""
    from everfair.exhibition.models import Project
    from everfair.negotiation.models import Negotiation

    mine = {"initiator__memberships__person__email": BUYER}
    Negotiation.objects.filter(**mine).update(state="withdrawn", turn="")
    others = Project.objects.filter(state="published").exclude(
        exhibitor__organisation__memberships__person__email=BUYER
    )
    return iter(list(others.values_list("public_id", flat=True)))


if __name__ == "__main__":
    main()
