"""Passkeys: made, used, removed; and everything that no browser sends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user

from everfair.accounts.domain.factors import factor_ref
from everfair.accounts.models import Person
from everfair.kernel.models import Event
from tests.factories.accounts import PASSWORD, PersonFactory, sign_in
from tests.factories.entrance import SoftPasskey, code_in, give_passkey, prove, recovery_codes_of, task_on
from tests.reading import heading_of

if TYPE_CHECKING:
    from django.core.mail import EmailMessage
    from django.test import Client

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

ADD = "/accounts/passkeys/add/"
ENTER = "/accounts/login/passkey/"
MAKE = "/accounts/signup/passkey/make/"
SIGN_IN = "/accounts/login/"
STEP = "/accounts/login/step/"
NOT_USABLE = "This passkey could not be used. Try once more, or take another way."
NONSENSE = [
    "",
    "null",
    "1",
    "[]",
    "{}",
    "not json",
    "[" * 5000,
    "x" * 30_000,
    '{"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": {}}',
    '{"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": {"clientDataJSON": "e30", "userHandle": "MQ"}}',
    '{"id": 1, "rawId": null, "type": [], "response": {"userHandle": "////", "clientDataJSON": 5}}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "A", "attestationObject": "A"}}',
]


@pytest.fixture
def nok(client: Client) -> Person:
    """Return a person who is signed in and has just shown the password."""
    person = PersonFactory.create(email="nok@example.org", language="en")
    sign_in(client, person)
    prove(client)
    return person


def ask(client: Client, passkey: SoftPasskey, **more: str) -> Any:
    """Sign in with a passkey from the sign-in page."""
    task = client.get(ENTER, headers={"Accept": "application/json"}).json()["request_options"]
    return client.post(ENTER, {"credential": passkey.use(task), **more})


def events() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("name", flat=True))


def test_passkey_is_added_with_recovery_codes_and_a_letter(
    client: Client, nok: Person, mailoutbox: list[EmailMessage]
) -> None:
    give_passkey(client)

    assert Authenticator.objects.get(user=nok, type="webauthn").wrap().name == "Phone"
    assert len(recovery_codes_of(nok)) == 10
    assert events() == ["person.passkey_added", "person.recovery_codes_made"]
    assert [letter.subject for letter in mailoutbox] == ["A passkey was added"]


def test_passkey_alone_signs_in(client: Client, nok: Person) -> None:
    passkey = give_passkey(client)
    client.logout()

    answer = ask(client, passkey, next="/me/security")

    assert (answer.status_code, answer["Location"]) == (302, "/me/security")
    assert get_user(client) == nok


def test_passkey_is_the_second_step_after_the_password(client: Client, nok: Person) -> None:
    passkey = give_passkey(client)
    client.logout()

    answer = client.post(SIGN_IN, {"login": nok.email, "password": PASSWORD})
    assert answer["Location"] == STEP
    page = client.get(f"{STEP}?lang=en")
    assert heading_of(page) == "One more step"
    client.post(STEP, {"credential": passkey.use(task_on(page.content.decode()))})

    assert get_user(client) == nok


@pytest.mark.usefixtures("nok")
def test_answer_that_was_sent_before_is_refused(client: Client) -> None:
    passkey = give_passkey(client)
    client.logout()
    task = client.get(ENTER, headers={"Accept": "application/json"}).json()["request_options"]
    answer = passkey.use(task)
    client.post(ENTER, {"credential": answer})
    client.post("/accounts/logout/")

    again = client.post(f"{ENTER}?lang=en", {"credential": answer}, follow=True)

    assert NOT_USABLE in again.content.decode()
    assert not get_user(client).is_authenticated


@pytest.mark.usefixtures("nok")
def test_passkey_of_another_page_is_refused(client: Client) -> None:
    passkey = give_passkey(client)
    passkey.origin = "https://evil.example"
    client.logout()

    answer = ask(client, passkey)

    assert answer["Location"] == SIGN_IN
    assert not get_user(client).is_authenticated


@pytest.mark.usefixtures("nok")
def test_passkey_that_names_another_person_is_refused(client: Client) -> None:
    passkey = give_passkey(client)
    other = PersonFactory.create()
    passkey.owner = str(other.pk).encode()
    client.logout()

    ask(client, passkey)

    assert not get_user(client).is_authenticated


def test_strangers_passkey_is_refused_as_second_step(client: Client, nok: Person) -> None:
    give_passkey(client)
    client.logout()
    client.post(SIGN_IN, {"login": nok.email, "password": PASSWORD})
    task = task_on(client.get(STEP).content.decode())

    answer = client.post(f"{STEP}?lang=en", {"credential": SoftPasskey().use(task)})

    assert answer.status_code == 422
    assert NOT_USABLE in answer.content.decode()
    assert not get_user(client).is_authenticated


@pytest.mark.parametrize("credential", NONSENSE)
def test_nonsense_at_the_door_leads_back(client: Client, credential: str) -> None:
    client.get(ENTER, headers={"Accept": "application/json"})

    answer = client.post(f"{ENTER}?lang=en", {"credential": credential}, follow=True)

    assert answer.redirect_chain == [(SIGN_IN, 302)]
    assert NOT_USABLE in answer.content.decode()


@pytest.mark.parametrize("credential", NONSENSE)
@pytest.mark.parametrize("address", [ADD, "/accounts/reauthenticate/passkey/"])
def test_nonsense_of_a_member_gets_a_sentence(client: Client, nok: Person, credential: str, address: str) -> None:
    give_passkey(client)
    client.get(address)

    answer = client.post(f"{address}?lang=en", {"credential": credential, "name": "Second phone"})

    assert answer.status_code == 422
    assert NOT_USABLE in answer.content.decode()
    assert Authenticator.objects.filter(user=nok, type="webauthn").count() == 1


@pytest.mark.usefixtures("nok")
def test_device_is_asked_for_a_passkey_proper(client: Client) -> None:
    wish = task_on(client.get(ADD).content.decode())["publicKey"]

    assert wish["authenticatorSelection"]["userVerification"] == "required"
    assert wish["authenticatorSelection"]["residentKey"] == "required"
    assert wish["rp"] == {"id": "localhost", "name": "Everfair"}


@pytest.mark.usefixtures("nok")
@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("x" * 61, "Ensure this value has at most 60 characters (it has 61)."),
        ("moc.\u202ekoN", "Some characters arrived damaged."),
    ],
)
def test_bad_name_gets_a_sentence(client: Client, name: str, sentence: str) -> None:
    task = task_on(client.get(ADD).content.decode())

    answer = client.post(f"{ADD}?lang=en", {"name": name, "credential": SoftPasskey().make(task)})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Authenticator.objects.exists()


@pytest.mark.usefixtures("nok")
def test_removing_asks_and_tells(client: Client, mailoutbox: list[EmailMessage]) -> None:
    give_passkey(client)
    address = f"/me/security/passkeys/{factor_ref(Authenticator.objects.get(type='webauthn'))}/remove"
    assert "“Phone” will no longer sign you in." in client.get(f"{address}?lang=en").content.decode()

    answer = client.post(address)

    assert answer["Location"] == "/me/security"
    assert not Authenticator.objects.exists()
    assert events()[-1] == "person.passkey_removed"
    assert mailoutbox[-1].subject == "A passkey was removed"


def test_another_persons_passkey_is_not_there(client: Client, nok: Person) -> None:
    give_passkey(client)
    address = f"/me/security/passkeys/{factor_ref(Authenticator.objects.get(type='webauthn'))}/remove"
    sign_in(client, PersonFactory.create())
    prove(client)

    assert [client.get(address).status_code, client.post(address).status_code] == [404, 404]
    assert Authenticator.objects.filter(user=nok, type="webauthn").exists()


def test_factors_are_changed_only_after_proving_oneself(client: Client) -> None:
    sign_in(client, PersonFactory.create())

    answer = client.get(ADD)

    assert answer["Location"] == "/accounts/reauthenticate/?next=%2Faccounts%2Fpasskeys%2Fadd%2F"


def test_sign_up_without_a_password(client: Client, mailoutbox: list[EmailMessage]) -> None:
    client.post("/accounts/signup/passkey/", {"name": "Nok", "email": "nok@example.org", "consent": "on"})
    answer = client.post("/accounts/confirm-email/", {"code": code_in(mailoutbox[0])})
    assert answer["Location"] == MAKE
    passkey, page = SoftPasskey(), client.get(MAKE).content.decode()

    answer = client.post(MAKE, {"credential": passkey.make(task_on(page))})

    person = Person.objects.get()
    assert answer["Location"] == "/me/organisations/new"
    assert get_user(client) == person
    assert not person.has_usable_password()
    client.post("/accounts/logout/")
    assert ask(client, passkey)["Location"] == "/me"


def test_lost_first_passkey_is_no_dead_end(client: Client, mailoutbox: list[EmailMessage]) -> None:
    """Without recovery codes, a code to the confirmed address is enough; with them it is not."""
    client.post("/accounts/signup/passkey/", {"name": "Nok", "email": "nok@example.org", "consent": "on"})
    client.post("/accounts/confirm-email/", {"code": code_in(mailoutbox[0])})
    client.post(MAKE, {"credential": SoftPasskey().make(task_on(client.get(MAKE).content.decode()))})
    client.post("/accounts/logout/")

    client.post("/accounts/login/code/", {"login": "nok@example.org"})
    client.post("/accounts/login/code/confirm/", {"code": code_in(mailoutbox[-1])})

    assert get_user(client) == Person.objects.get()


def test_mailed_code_does_not_pass_by_the_second_step(
    client: Client, nok: Person, mailoutbox: list[EmailMessage]
) -> None:
    give_passkey(client)
    client.logout()

    client.post("/accounts/login/code/", {"login": nok.email})
    answer = client.post("/accounts/login/code/confirm/", {"code": code_in(mailoutbox[-1])})

    assert answer["Location"] == STEP
    assert not get_user(client).is_authenticated
