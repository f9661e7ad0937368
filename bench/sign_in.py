"""Processor time of signing in by POST, in this process (PostgreSQL's own time is not in it).

Most of it is one verification of the password, dear on purpose: aim about 100 ms. The rest is what throttles, session,
list of sessions and redirect cost; the ratio compares that rest to the smallest signed-in fragment.

PYTHONPATH=src:. .venv/bin/python bench/sign_in.py
"""

from __future__ import annotations

from http import HTTPStatus
from statistics import median

from bench.opened import cpu_milliseconds, opened_fair

PASSWORD = "lantern over the river 2020"  # noqa: S105 -- of people who live for a minute
TIMES, WARM = 40, 5


def main() -> None:
    with opened_fair(None):
        from django.contrib.auth.hashers import check_password, make_password
        from django.test import Client

        client = Client(headers={"accept-language": "en"})
        kept = make_password(PASSWORD)
        people = iter(make_people(kept))

        def sign_in() -> None:
            client.cookies.clear()
            answer = client.post("/accounts/login/", {"login": next(people), "password": PASSWORD})
            if answer.status_code != HTTPStatus.FOUND:
                raise SystemExit(f"Signing in was answered by {answer.status_code}.")

        verified = median(cpu_milliseconds(lambda: check_password(PASSWORD, kept), times=TIMES, warm=WARM))
        spent = cpu_milliseconds(sign_in, times=TIMES, warm=WARM)
        floor = median(cpu_milliseconds(lambda: client.get("/me/nav")))
        rest = median(spent) - verified
        print(f"verify one password: {verified:.0f} ms CPU")
        print(f"sign in: {median(spent):.0f} ms CPU (best {spent[0]:.0f}), {rest:.1f} ms of it beside the password")
        print(f"ratio of that rest to the smallest signed-in fragment ({floor:.1f} ms): {rest / floor:.1f}")


def make_people(kept: str) -> list[str]:
    """Make one person for each sign-in, as each has a throttle and a list of sessions; returns their addresses."""
    from everfair.accounts.models import Person
    from everfair.accounts.public import create_person

    addresses = [f"person{number}@example.org" for number in range(TIMES + WARM)]
    for address in addresses:
        create_person(email=address, name="Nok", password=None, language="en")
    Person.objects.update(password=kept)
    return addresses


if __name__ == "__main__":
    main()
