"""The authenticator app and recovery codes: switched on, asked for, switched off."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user
from django.db import connection

from everfair.kernel.models import Event
from tests.factories.accounts import PASSWORD, PersonFactory, sign_in
from tests.factories.entrance import app_code, give_app, prove, recovery_codes_of
from tests.reading import heading_of

if TYPE_CHECKING:
    from django.core.mail import EmailMessage
    from django.test import Client

    from everfair.accounts.models import Person

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

ON = "/accounts/app/on/"
OFF = "/accounts/app/off/"
CODES = "/accounts/recovery-codes/"
SIGN_IN = "/accounts/login/"
STEP = "/accounts/login/step/"
NOT_RIGHT = "This code is not right, or it was used already. Take the next one."


@pytest.fixture
def nok() -> Person:
    return PersonFactory.create(email="nok@example.org", language="en")


def begin(client: Client) -> None:
    answer = client.post(SIGN_IN, {"login": "nok@example.org", "password": PASSWORD})
    assert answer["Location"] == STEP


def events() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("name", flat=True))


def key_on(client: Client) -> str:
    (secret,) = re.findall(r"data-secret>(\w+)<", client.get(ON).content.decode())
    return str(secret)


@pytest.mark.django_db(transaction=True)
def test_app_is_switched_on_with_recovery_codes(client: Client, nok: Person, mailoutbox: list[EmailMessage]) -> None:
    sign_in(client, nok)
    prove(client)

    answer = client.post(ON, {"code": app_code(key_on(client))}, follow=True)

    assert answer.redirect_chain == [(CODES, 302)]
    assert all(code in answer.content.decode() for code in recovery_codes_of(nok))
    assert events() == ["person.app_codes_switched_on", "person.recovery_codes_made"]
    assert [letter.subject for letter in mailoutbox] == ["Your authenticator app is set up"]


@pytest.mark.parametrize("code", ["000000", "", "١٢٣٤٥٦", "12\x003456", "1" * 500, "<b>"])
def test_wrong_code_switches_nothing_on_and_keeps_the_key(client: Client, nok: Person, code: str) -> None:
    sign_in(client, nok)
    prove(client)
    secret = key_on(client)

    answer = client.post(f"{ON}?lang=en", {"code": code})

    assert answer.status_code == 422
    assert secret in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_code_is_asked_after_the_password(client: Client, nok: Person) -> None:
    secret = give_app(nok)
    begin(client)
    assert not get_user(client).is_authenticated
    assert heading_of(client.get(f"{STEP}?lang=zh-hans")) == "还差一步"

    answer = client.post(STEP, {"code": app_code(secret)})

    assert answer["Location"] == "/me"
    assert get_user(client) == nok


def test_code_is_right_once(client: Client, nok: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when the note that allauth keeps for half a minute has expired and the code still counts as current."""
    code, elsewhere = app_code(give_app(nok), later=1), client.__class__()
    begin(client)
    begin(elsewhere)
    client.post(STEP, {"code": code})
    now = time.time()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM everfair_cache")
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time.time", lambda: now + 31)

    answer = elsewhere.post(f"{STEP}?lang=en", {"code": code})

    assert answer.status_code == 422
    assert NOT_RIGHT in answer.content.decode()
    assert get_user(client) == nok
    assert not get_user(elsewhere).is_authenticated


def test_recovery_code_is_right_once(client: Client, nok: Person) -> None:
    give_app(nok)
    code, elsewhere = recovery_codes_of(nok)[3], client.__class__()
    begin(client)
    begin(elsewhere)

    answers = [one.post(STEP, {"code": code}).status_code for one in (client, elsewhere)]

    assert answers == [302, 422]
    assert len(recovery_codes_of(nok)) == 9
    assert events()[-1] == "person.recovery_code_used"


def test_guessing_codes_is_held_back(client: Client, nok: Person) -> None:
    secret = give_app(nok)
    begin(client)
    answers = [client.post(STEP, {"code": "000000"}).status_code for _ in range(5)]

    answer = client.post(f"{STEP}?lang=en", {"code": app_code(secret)})

    assert answers == [422] * 5
    assert answer.status_code == 429
    assert "Too many tries." in answer.content.decode()
    assert not get_user(client).is_authenticated


def test_step_without_a_first_step_leads_to_the_door(client: Client) -> None:
    assert [client.get(STEP)["Location"], client.post(STEP, {"code": "123456"})["Location"]] == [SIGN_IN] * 2


def test_door_stays_open_while_the_step_waits(client: Client, nok: Person) -> None:
    secret = give_app(nok)
    begin(client)

    assert client.get(SIGN_IN).status_code == 200
    assert client.post(STEP, {"code": app_code(secret)})["Location"] == "/me"


def test_secret_is_not_readable_in_the_database(nok: Person) -> None:
    secret = give_app(nok)

    kept = [factor.data for factor in Authenticator.objects.all()]

    assert secret not in str(kept)
    assert all(code not in str(kept) for code in recovery_codes_of(nok))


def test_app_is_switched_off_and_the_codes_with_it(client: Client, nok: Person, mailoutbox: list[EmailMessage]) -> None:
    give_app(nok)
    sign_in(client, nok)
    prove(client)
    assert heading_of(client.get(f"{OFF}?lang=en")) == "Switch off the authenticator app"

    answer = client.post(OFF)

    assert answer["Location"] == "/me/security"
    assert not Authenticator.objects.exists()
    assert events()[-1] == "person.app_codes_switched_off"
    assert mailoutbox[-1].subject == "Your authenticator app was switched off"


@pytest.mark.django_db(transaction=True)
def test_new_recovery_codes_make_the_old_ones_void(client: Client, nok: Person) -> None:
    give_app(nok)
    old = recovery_codes_of(nok)
    sign_in(client, nok)
    prove(client)
    assert "10 are not used yet." in client.get(f"{CODES}new/?lang=en").content.decode()

    answer = client.post(f"{CODES}new/")

    assert answer["Location"] == CODES
    assert not set(old) & set(recovery_codes_of(nok))
    assert events()[-1] == "person.recovery_codes_made"


def test_recovery_codes_as_a_file(client: Client, nok: Person) -> None:
    give_app(nok)
    sign_in(client, nok)
    prove(client)

    answer = client.get(f"{CODES}download/?lang=zh-hans")

    assert answer["Content-Type"].startswith("text/plain")
    assert answer["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    assert answer.content.decode().split() == ["Everfair", "账户恢复码，每个仅可使用一次。", *recovery_codes_of(nok)]


@pytest.mark.parametrize("address", [CODES, f"{CODES}download/", OFF])
def test_what_is_not_there_is_not_there(client: Client, nok: Person, address: str) -> None:
    sign_in(client, nok)
    prove(client)

    assert client.get(address).status_code == 404


def test_recovery_codes_need_a_factor_first(client: Client, nok: Person) -> None:
    sign_in(client, nok)
    prove(client)

    answer = client.post(f"{CODES}new/?lang=en")

    assert answer.status_code == 422
    assert "Add a passkey or an authenticator app first." in answer.content.decode()


@pytest.mark.parametrize("address", [ON, OFF, CODES, f"{CODES}download/", f"{CODES}new/"])
def test_pages_are_shown_only_after_proving_oneself(client: Client, nok: Person, address: str) -> None:
    if address != ON:
        give_app(nok)
    sign_in(client, nok)

    assert client.get(address)["Location"].startswith("/accounts/reauthenticate/?next=")


def test_proving_oneself_by_a_code(client: Client, nok: Person) -> None:
    secret = give_app(nok)
    sign_in(client, nok)
    page = client.get("/accounts/reauthenticate/?lang=en&next=/me/security").content.decode()
    assert "/accounts/reauthenticate/code/?next=%2Fme%2Fsecurity" in page

    answer = client.post("/accounts/reauthenticate/code/?next=/me/security", {"code": app_code(secret)})

    assert answer["Location"] == "/me/security"
    assert client.get(CODES).status_code == 200


def test_wrong_password_proves_nothing(client: Client, nok: Person) -> None:
    sign_in(client, nok)

    answer = client.post("/accounts/reauthenticate/?lang=en&next=/me/security", {"password": "wrong"})

    assert answer.status_code == 422
    assert "This is not your password." in answer.content.decode()
    assert client.get(ON).status_code == 302
