"""What a site's server gets for a code, and for how long it is good."""

from __future__ import annotations

from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor

import jwt
import pytest
from allauth.idp.oidc.models import Token
from django.db import connection
from django.test import Client

from everfair.accounts.models import Person
from tests.accounts.sites import BACK, TOKEN, USERINFO, Site, errors_of, make_site
from tests.factories.accounts import MembershipFactory, OrganisationFactory, sign_in

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def site() -> Site:
    return make_site()


@pytest.fixture
def person(client: Client) -> Person:
    membership = MembershipFactory.create(
        person__name="Nok Srisai", person__email="nok@example.org", person__language="en", role="sales"
    )
    MembershipFactory.create(person=membership.person, organisation=OrganisationFactory.create(state="refused"))
    sign_in(client, membership.person)
    return Person.objects.get(pk=membership.person_id)


def test_id_token_is_signed_with_a_published_key(client: Client, site: Site, person: Person) -> None:
    tokens = site.tokens(client)

    keys = jwt.PyJWKSet.from_dict(client.get("/.well-known/jwks.json").json())
    key = keys[jwt.get_unverified_header(tokens["id_token"])["kid"]]
    claims = jwt.decode(tokens["id_token"], key, ["RS256"], audience=site.row.pk, issuer="http://testserver")
    assert (claims["sub"], claims["nonce"], claims["email"]) == (person.public_id, site.nonce, "nok@example.org")
    assert "organisations" not in claims


def test_userinfo_tells_what_was_agreed(client: Client, site: Site, person: Person) -> None:
    everything = site.look(client, site.tokens(client)["access_token"]).json()
    name_only = site.look(client, site.tokens(client, scope="openid profile")["access_token"]).json()

    organisation = person.memberships.order_by("id")[0].organisation
    assert everything == {
        "sub": person.public_id,
        "name": "Nok Srisai",
        "locale": "en",
        "zoneinfo": "Asia/Shanghai",
        "email": "nok@example.org",
        "email_verified": True,
        "organisations": [
            {
                "id": organisation.public_id,
                "name": {"zh-Hans": organisation.name["zh-hans"], "en": organisation.name["en"]},
                "role": "sales",
                "approved": True,
            }
        ],
    }
    assert name_only.keys() == {"sub", "name", "locale", "zoneinfo"}


@pytest.mark.usefixtures("person")
def test_code_is_good_once(client: Client, site: Site) -> None:
    code = site.code(client)

    first, second = site.exchange(client, code), site.exchange(client, code)

    assert first.status_code == 200
    assert errors_of(second) == (400, "invalid_grant")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"code_verifier": "wrong" * 10}, (400, "invalid_grant")),
        ({"code_verifier": None}, (400, "invalid_request")),
        ({"redirect_uri": "https://gate.example.org/other"}, (400, "invalid_request")),
        ({"redirect_uri": None}, (400, "invalid_request")),
        ({"client_secret": "wrong"}, (401, "invalid_client")),
        ({"client_secret": None}, (401, "invalid_client")),
        ({"client_id": "nobody"}, (401, "invalid_client")),
        ({"client_id": "a\x00b"}, (400, "invalid_request")),
        ({"code": "a\x00b"}, (400, "invalid_request")),
        ({"code": "x" * 500}, (400, "invalid_grant")),
        ({"code": "状态"}, (400, "invalid_grant")),
        ({"code": None}, (400, "invalid_grant")),
        ({"grant_type": "password"}, (400, "invalid_request")),
        ({"grant_type": "client_credentials"}, (400, "unauthorized_client")),
        ({"grant_type": None}, (400, "unsupported_grant_type")),
    ],
)
@pytest.mark.usefixtures("person")
def test_wrong_request_gets_no_token(
    client: Client, site: Site, changes: dict[str, str | None], expected: tuple[int, str]
) -> None:
    answer = site.exchange(client, changes.pop("code", site.code(client)) or "", **changes)

    assert errors_of(answer) == expected
    assert not Token.objects.exists()


@pytest.mark.usefixtures("person")
def test_wrong_verifier_burns_the_code(client: Client, site: Site) -> None:
    code = site.code(client)

    site.exchange(client, code, code_verifier="wrong" * 10)

    assert errors_of(site.exchange(client, code)) == (400, "invalid_grant")


@pytest.mark.usefixtures("person")
def test_code_of_one_site_is_nothing_to_another(client: Client, site: Site) -> None:
    other = make_site(name="Another")

    answer = other.exchange(client, site.code(client), code_verifier=site.verifier)

    assert errors_of(answer) == (400, "invalid_grant")


@pytest.mark.usefixtures("person")
def test_public_site_needs_no_secret_but_its_verifier(client: Client) -> None:
    site = make_site(is_public=True)
    code = site.code(client)

    assert site.secret == ""
    assert site.exchange(client, code).status_code == 200
    assert errors_of(site.exchange(client, site.code(client), code_verifier=None)) == (400, "invalid_request")


@pytest.mark.usefixtures("person")
def test_site_may_prove_itself_in_the_header(client: Client, site: Site) -> None:
    asked = {"grant_type": "authorization_code", "code": site.code(client), "code_verifier": site.verifier}
    proof = b64encode(f"{site.row.pk}:{site.secret}".encode()).decode()

    answer = client.post(
        TOKEN, {**asked, "redirect_uri": site.row.get_redirect_uris()[0]}, headers={"Authorization": f"Basic {proof}"}
    )

    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    "header", ["Basic AGE6Yg==", "Basic %%%", "Bearer a\x00b", "Bearer", "", "Bearer " + "x" * 4000]
)
def test_odd_header_is_refused(client: Client, header: str) -> None:
    asked = client.post(TOKEN, {"grant_type": "authorization_code", "code": "x"}, headers={"Authorization": header})
    looked = client.get(USERINFO, headers={"Authorization": header})

    assert asked.status_code in {400, 401}
    assert looked.status_code in {400, 401}


@pytest.mark.usefixtures("person")
def test_public_site_may_ask_from_its_own_pages_alone(client: Client) -> None:
    site = make_site(is_public=True)
    asked = {"client_id": site.row.pk, "redirect_uri": BACK, "code_verifier": site.verifier}

    def allowed(origin: str) -> str | None:
        form = {"grant_type": "authorization_code", "code": site.code(client), **asked}
        return client.post(TOKEN, form, headers={"Origin": origin}).headers.get("Access-Control-Allow-Origin")

    assert allowed("https://gate.example.org") == "https://gate.example.org"
    assert allowed("https://evil.example.org") is None


@pytest.mark.usefixtures("person")
def test_new_tokens_for_old_ones(client: Client, site: Site) -> None:
    tokens = site.tokens(client)

    answer = site.renew(client, tokens["refresh_token"])
    again = site.renew(client, tokens["refresh_token"])

    assert site.look(client, answer.json()["access_token"]).status_code == 200
    assert errors_of(again) == (400, "invalid_grant")


@pytest.mark.django_db(transaction=True)
def test_two_exchanges_of_one_code_at_once_give_one_token(client: Client) -> None:
    site = make_site()
    sign_in(client, MembershipFactory.create().person)
    code = site.code(client)

    def exchange(_turn: int) -> int:
        try:
            return site.exchange(Client(), code).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(exchange, range(4)))

    assert answers == [200, 400, 400, 400]
