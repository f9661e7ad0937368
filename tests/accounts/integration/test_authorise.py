"""The page that asks whether a site may know who somebody is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from everfair.accounts.domain.clients import remove_client
from everfair.accounts.models import SiteAuthorisation
from everfair.kernel.models import Event
from tests.accounts.sites import AUTHORISE, BACK, Site, leaves_for, make_site, told_by, went_on
from tests.factories.accounts import PASSWORD, PersonFactory, make_operator, sign_in
from tests.reading import heading_of

if TYPE_CHECKING:
    from everfair.accounts.models import Person

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def site() -> Site:
    return make_site()


@pytest.fixture
def person(client: Client) -> Person:
    someone = PersonFactory.create(name="Nok Srisai", email="nok@example.org", language="en")
    sign_in(client, someone)
    return someone


@pytest.mark.parametrize(("language", "words"), [("en", "Sign in to Ticket gate?"), ("zh-hans", "登录“Ticket gate”？")])
@pytest.mark.usefixtures("person")
def test_page_says_what_the_site_learns(client: Client, site: Site, language: str, words: str) -> None:
    answer = client.get(site.question() + f"&lang={language}")

    assert heading_of(answer) == words
    assert answer.content.decode().count("<li>") >= 4
    assert "gate.example.org" in answer.content.decode()


def test_yes_leads_back_with_code_and_state(client: Client, site: Site, person: Person) -> None:
    told = went_on(client.post(site.question(), {"answer": "yes"}))

    assert told.keys() == {"code", "state"}
    assert told["state"] == site.state
    row = SiteAuthorisation.objects.get()
    assert (row.person, row.client, row.scopes) == (person, site.row, ["email", "openid", "organisations", "profile"])
    assert Event.objects.filter(name="client.authorised", actor_id=person.pk).count() == 1


@pytest.mark.usefixtures("person")
def test_no_leads_back_with_the_refusal_and_tells_nothing(client: Client, site: Site) -> None:
    told = went_on(client.post(site.question(), {"answer": "no"}))

    assert told == {"error": "access_denied", "state": site.state}
    assert not SiteAuthorisation.objects.exists()


@pytest.mark.usefixtures("person")
def test_person_is_asked_once(client: Client, site: Site) -> None:
    client.post(site.question(), {"answer": "yes"})

    assert "code" in went_on(client.get(site.question()))
    assert Event.objects.filter(name="client.authorised").count() == 1


@pytest.mark.usefixtures("person")
def test_person_is_asked_again_for_more(client: Client, site: Site) -> None:
    client.post(site.question(scope="openid"), {"answer": "yes"})

    answer = client.get(site.question(scope="openid email"))

    assert "Ticket gate" in heading_of(answer)


@pytest.mark.usefixtures("person")
def test_prompt_consent_asks_again(client: Client, site: Site) -> None:
    client.post(site.question(), {"answer": "yes"})

    answer = client.get(site.question(prompt="consent"))

    assert "Ticket gate" in heading_of(answer)


@pytest.mark.usefixtures("person")
def test_the_fairs_own_site_does_not_ask_but_is_noted(client: Client) -> None:
    site = make_site(is_ours=True)

    assert "code" in went_on(client.get(site.question()))
    assert SiteAuthorisation.objects.count() == 1


def test_stranger_signs_in_first_and_comes_back_to_the_question(client: Client, site: Site) -> None:
    PersonFactory.create(email="nok@example.org", language="en")

    entrance = client.get(site.question())["Location"]
    answer = client.post(entrance, {"login": "nok@example.org", "password": PASSWORD})

    assert entrance.startswith("/accounts/login/?next=")
    assert answer["Location"] == site.question()


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"scope": "openid api"}, "invalid_scope"),
        ({"scope": "profile"}, "invalid_scope"),
        ({"scope": None}, "invalid_scope"),
        ({"scope": ""}, "invalid_scope"),
        ({"response_type": "token"}, "unauthorized_client"),
        ({"response_type": None}, "invalid_request"),
        ({"response_type": "code id_token"}, "unauthorized_client"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"code_challenge_method": "S512"}, "invalid_request"),
        ({"prompt": "none login"}, "invalid_request"),
        ({"id_token_hint": "nonsense"}, "login_required"),
    ],
)
@pytest.mark.usefixtures("person")
def test_question_that_breaks_the_rules_leads_back_with_the_reason(
    client: Client, site: Site, changes: dict[str, str | None], error: str
) -> None:
    told = went_on(client.post(site.question(**changes), {"answer": "yes"}))

    assert (told["error"], told["state"]) == (error, site.state)
    assert not SiteAuthorisation.objects.exists()


@pytest.mark.usefixtures("person")
def test_scope_that_the_site_was_not_allowed_is_refused(client: Client) -> None:
    site = make_site(scopes=["profile"])

    assert went_on(client.get(site.question(scope="openid email")))["error"] == "invalid_scope"


@pytest.mark.usefixtures("person")
def test_public_site_without_pkce_is_refused(client: Client) -> None:
    site = make_site(is_public=True)

    told = went_on(client.get(site.question(code_challenge=None, code_challenge_method=None)))

    assert (told["error"], told["error_description"]) == ("invalid_request", "Code challenge required.")


@pytest.mark.parametrize(
    "wrong",
    [
        {"redirect_uri": "https://gate.example.org/back?more=1"},
        {"redirect_uri": "https://gate.example.org/back/"},
        {"redirect_uri": "https://gate.example.org:444/back"},
        {"redirect_uri": "http://gate.example.org/back"},
        {"redirect_uri": "https://nok@gate.example.org/back"},
        {"redirect_uri": "https://evil.example.org/back"},
        {"redirect_uri": "javascript:alert(1)"},
        {"redirect_uri": ""},
        {"redirect_uri": None},
        {"client_id": "nobody"},
        {"client_id": "a b%c"},
        {"client_id": None},
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.usefixtures("person")
def test_unknown_site_or_address_is_a_page_and_leads_nowhere(
    client: Client, site: Site, wrong: dict[str, str | None], method: str
) -> None:
    answer = getattr(client, method)(site.question(**wrong) + "&lang=en")

    assert answer.status_code == 400
    assert "not registered at this fair" in answer.content.decode()
    assert 'http-equiv="refresh"' not in answer.content.decode()


@pytest.mark.usefixtures("person")
def test_two_addresses_are_none(client: Client, site: Site) -> None:
    answer = client.get(site.question() + "&redirect_uri=https%3A%2F%2Fevil.example.org%2F")

    assert answer.status_code == 400


@pytest.mark.usefixtures("person")
def test_removed_site_is_unknown(client: Client, site: Site) -> None:
    remove_client(site.row.pk, actor=make_operator())

    assert client.post(site.question(), {"answer": "yes"}).status_code == 400


@pytest.mark.usefixtures("person")
def test_site_may_ask_by_post(client: Client, site: Site) -> None:
    asked = told_by(f"{BACK}?{site.question().partition('?')[2]}")

    answer = client.post(AUTHORISE, asked)

    assert answer.status_code == 302
    assert client.get(answer["Location"]).status_code == 200


def test_answer_needs_our_own_form(person: Person, site: Site) -> None:
    careful = Client(enforce_csrf_checks=True)
    sign_in(careful, person)

    assert careful.post(site.question(), {"answer": "yes"}).status_code == 403
    assert not SiteAuthorisation.objects.exists()


def test_silent_question_shows_no_page(client: Client, site: Site, person: Person) -> None:
    silent = site.question(prompt="none")

    stranger = told_by(Client().get(silent)["Location"])
    unasked = told_by(client.get(silent)["Location"])
    other = make_site(name="Another", scopes=[])
    went_on(client.post(other.question(scope="openid"), {"answer": "yes"}))
    still_unasked = told_by(client.get(silent)["Location"])
    went_on(client.post(site.question(), {"answer": "yes"}))
    settled = told_by(client.get(silent)["Location"])

    assert (stranger["error"], stranger["state"]) == ("login_required", site.state)
    assert (unasked["error"], still_unasked["error"]) == ("consent_required", "consent_required")
    assert "code" in settled
    assert person.site_authorisations.count() == 2


@pytest.mark.parametrize("odd", ["<script>", "' OR 1=1 --", "\ud7ff\u202e", "x" * 2000, "état 状态"])
@pytest.mark.usefixtures("person")
def test_odd_state_comes_back_as_it_was(client: Client, site: Site, odd: str) -> None:
    answer = client.post(site.question(state=odd), {"answer": "yes"})

    assert "<script>" not in answer.content.decode().partition("</head>")[0].partition("<meta http-equiv")[2]
    assert told_by(leaves_for(answer))["state"] == odd
