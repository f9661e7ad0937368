"""Other sites: registered, changed, renewed, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from allauth.idp.oidc.models import Client as SiteRow

from everfair.accounts.domain.clients import SiteParticulars, is_fit_address, register_client, remove_client
from everfair.accounts.enums import EditionRole
from everfair.accounts.errors import AddressesMissing, AddressUnfit, TooManyAddresses
from everfair.accounts.queries.clients import registered_clients
from everfair.accounts.site_secrets import new_site_secret
from everfair.kernel.errors import Forbidden
from everfair.kernel.models import Event
from tests.accounts.sites import BACK, make_site
from tests.factories.accounts import PersonFactory, make_operator, sign_in
from tests.reading import heading_of

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

DESK = "/operate/clients/"
GOOD = {
    "name": "Ticket gate",
    "addresses": f"{BACK}\nhttps://gate.example.org/other",
    "sign_out_addresses": "",
    "scopes": ["profile", "email"],
    "kind": "confidential",
}


@pytest.fixture
def desk(client: Client) -> Client:
    sign_in(client, make_operator())
    return client


def particulars(**changes: Any) -> SiteParticulars:
    given = {"name": "Gate", "addresses": [BACK], "sign_out_addresses": [], "scopes": [], **changes}
    return SiteParticulars(is_public=False, is_ours=False, **given)


@pytest.mark.parametrize("role", [role for role in EditionRole if role != EditionRole.OPERATOR])
def test_operators_alone_register(role: str) -> None:
    with pytest.raises(Forbidden):
        register_client(particulars(), actor=make_operator(role=role))

    assert not SiteRow.objects.exists()


def test_site_learns_who_it_is_at_least() -> None:
    client, _ = register_client(particulars(scopes=["email"]), actor=make_operator())

    assert client.get_scopes() == ["openid", "email"]
    assert Event.objects.get(name="client.registered").payload == {"site": "Gate", "scopes": ["openid", "email"]}


def test_secret_is_kept_as_a_hash() -> None:
    client, secret = register_client(particulars(), actor=make_operator())

    row = SiteRow.objects.get()
    assert secret not in row.secret
    assert row.check_secret(secret)
    assert not row.check_secret(secret + "x")
    assert len(client.pk) == 12


def test_hash_of_a_site_secret_is_of_its_own_kind() -> None:
    raw, kept = new_site_secret()

    assert kept.startswith("site_secret$")
    assert new_site_secret()[0] != raw


@pytest.mark.parametrize(
    ("address", "fit"),
    [
        ("https://gate.example.org/back", True),
        ("https://gate.example.org:8443/back?way=in", True),
        ("http://localhost:5000/back", True),
        ("http://127.0.0.1/back", True),
        ("http://[::1]:5000/back", True),
        ("http://gate.example.org/back", False),
        ("https://*.example.org/back", False),
        ("https://gate.example.org/back#part", False),
        ("https://nok@gate.example.org/back", False),
        ("https://gate.example.org/ba ck", False),
        ("https://gate.example.org\\@evil.example.org", False),
        ("https://[::1/back", False),
        ("https://gate.example.org:port/back", False),
        ("https:///back", False),
        ("javascript:alert(1)", False),
        ("//gate.example.org", False),
        ("gate", False),
        ("https://gate.example.org/" + "x" * 500, False),
        ("https://门.example.org/", False),
        ("https://gate.example.org/\x00", False),
    ],
)
def test_address_is_plain_and_safe(address: str, fit: bool) -> None:  # noqa: FBT001 -- a parameter
    assert is_fit_address(address) is fit


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"addresses": []}, AddressesMissing),
        ({"addresses": ["http://gate.example.org"]}, AddressUnfit),
        ({"sign_out_addresses": ["nowhere"]}, AddressUnfit),
        ({"addresses": [f"{BACK}/{number}" for number in range(11)]}, TooManyAddresses),
    ],
)
def test_unfit_addresses_register_nothing(changes: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        register_client(particulars(**changes), actor=make_operator())

    assert not SiteRow.objects.exists()


def test_removing_is_told_and_complete() -> None:
    site = make_site()

    remove_client(site.row.pk, actor=make_operator())

    assert not SiteRow.objects.exists()
    assert Event.objects.get(name="client.removed").subject_id == site.row.pk


@pytest.mark.parametrize(("language", "words"), [("en", "Sites that sign people in"), ("zh-hans", "接入站点")])
def test_desk_lists_sites(desk: Client, language: str, words: str) -> None:
    make_site()

    answer = desk.get(f"{DESK}?lang={language}")

    assert heading_of(answer) == words
    assert "Ticket gate" in answer.content.decode()


def test_sites_are_read_by_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(3):
        make_site(name=f"Site {number}")

    with django_assert_num_queries(1):
        found = [(client.name, client.people) for client in registered_clients()]

    assert found == [("Site 2", 0), ("Site 1", 0), ("Site 0", 0)]


def test_secret_is_shown_once(desk: Client) -> None:
    answer = desk.post(f"{DESK}new?lang=en", GOOD)

    row = SiteRow.objects.get()
    secret = answer.context["secret"]
    assert answer.status_code == 200
    assert row.check_secret(secret)
    assert answer.content.decode().count(secret) == 2
    assert "no-store" in answer["Cache-Control"]
    assert row.get_redirect_uris() == GOOD["addresses"].split("\n")
    assert secret not in desk.get(f"{DESK}{row.pk}").content.decode()


def test_public_site_has_no_secret_to_show(desk: Client) -> None:
    answer = desk.post(f"{DESK}new", {**GOOD, "kind": "public"})

    row = SiteRow.objects.get()
    assert answer.context["secret"] == ""
    assert row.type == "public"
    assert desk.post(f"{DESK}{row.pk}/secret").status_code == 409


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"name": "\u202egnp"}, "name"),
        ({"addresses": ""}, "addresses"),
        ({"addresses": "http://gate.example.org/"}, "addresses"),
        ({"addresses": "\n".join(f"{BACK}/{number}" for number in range(11))}, "addresses"),
        ({"sign_out_addresses": "nowhere"}, "sign_out_addresses"),
        ({"scopes": ["everything"]}, "scopes"),
        ({"kind": "odd"}, "kind"),
    ],
)
def test_form_that_is_not_filled_in_well_keeps_what_was_typed(
    desk: Client, changes: dict[str, Any], field: str
) -> None:
    answer = desk.post(f"{DESK}new", {**GOOD, **changes})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not SiteRow.objects.exists()


def test_site_is_changed(desk: Client) -> None:
    site = make_site(is_public=True)

    answer = desk.post(f"{DESK}{site.row.pk}", {**GOOD, "name": "Gate two", "is_ours": "on"})

    site.row.refresh_from_db()
    assert answer["Location"] == DESK
    assert (site.row.name, site.row.skip_consent, site.row.type) == ("Gate two", True, "public")
    assert site.row.cors_origins == "https://gate.example.org"
    assert desk.post(f"{DESK}{site.row.pk}", {**GOOD, "addresses": "nowhere"}).status_code == 422


def test_site_is_removed(desk: Client) -> None:
    site = make_site()

    answer = desk.post(f"{DESK}{site.row.pk}/remove")

    assert answer["Location"] == DESK
    assert desk.get(f"{DESK}{site.row.pk}").status_code == 404
    assert desk.post(f"{DESK}{site.row.pk}/remove").status_code == 404


@pytest.mark.parametrize("person", [PersonFactory, lambda: make_operator(role="auditor")])
def test_nobody_else_sees_the_desk(client: Client, person: Any) -> None:
    site = make_site()
    sign_in(client, person())

    addresses = [DESK, f"{DESK}new", f"{DESK}{site.row.pk}"]
    assert [client.get(address).status_code for address in addresses] == [403, 403, 403]
    assert client.post(f"{DESK}{site.row.pk}/remove").status_code == 403
    assert client.post(f"{DESK}{site.row.pk}/secret").status_code == 403
    assert SiteRow.objects.exists()
