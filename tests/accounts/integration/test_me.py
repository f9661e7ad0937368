"""My account: the page, the header's piece, the switch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore

from everfair.accounts.domain.organisations import found_organisation
from everfair.accounts.domain.vetting import refuse_organisation
from everfair.accounts.errors import NoOrganisation
from everfair.accounts.interfaces.acting import acting_member, person_of, require_member
from everfair.kernel.errors import Forbidden
from everfair.kernel.text import Text
from tests.factories.accounts import MembershipFactory, OrganisationFactory, PersonFactory, make_operator, sign_in
from tests.reading import heading_of

if TYPE_CHECKING:
    from django.test import Client, RequestFactory
    from pytest_django import DjangoAssertNumQueries

    from everfair.accounts.models import Person

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def nok(client: Client) -> Person:
    person = PersonFactory.create(name="Nok Srisai", language="en")
    client.cookies["language"] = "en"
    sign_in(client, person)
    return person


@pytest.mark.parametrize(
    ("language", "words"), [("en", "You act for nobody yet."), ("zh-hans", "您尚未代表任何机构。")]
)
def test_page_leads_a_newcomer_to_an_organisation(client: Client, nok: Person, language: str, words: str) -> None:
    answer = client.get(f"/me?lang={language}")

    shown = answer.content.decode()
    assert heading_of(answer) == nok.name
    assert words in shown
    assert 'href="/me/organisations/new"' in shown
    assert 'href="/operate/"' not in shown


@pytest.mark.parametrize(("language", "state"), [("en", "Applied"), ("zh-hans", "待审核")])
def test_page_shows_organisations_with_their_state(client: Client, nok: Person, language: str, state: str) -> None:
    name = Text({"zh-hans": "云图科技", "en": "Cloud Atlas"})
    found_organisation(nok, name=name, kind="company", country="TW", place="台北")

    shown = client.get(f"/me?lang={language}").content.decode()

    assert name[language] in shown
    assert f'<span class="tag tag-gold">{state}</span>' in shown
    assert ("Taiwan, China" if language == "en" else "中国台湾") in shown


def test_page_shows_the_reason_of_a_refusal(client: Client, nok: Person) -> None:
    organisation = found_organisation(nok, name=Text({"en": "Atlas"}), kind="company", country="TH")
    refuse_organisation(organisation, actor=make_operator(), words="No <b>papers</b>")

    assert "Not approved: No &lt;b&gt;papers&lt;/b&gt;" in client.get("/me").content.decode()


def test_page_leads_operators_to_their_desk(client: Client) -> None:
    sign_in(client, make_operator())

    assert 'href="/operate/"' in client.get("/me").content.decode()


def test_page_costs_the_same_however_many_organisations(
    client: Client, nok: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(12):
        MembershipFactory.create(person=nok)

    with django_assert_max_num_queries(7):  # session, person, memberships, answers, grants; the shell's edition
        client.get("/me")


def test_page_is_never_kept(client: Client, nok: Person) -> None:
    answer = client.get("/me")

    assert nok.name in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert "Everfair-Cache" not in answer


def test_preferences_are_saved_and_spoken_at_once(client: Client, nok: Person) -> None:
    answer = client.post("/me", {"name": "诺", "language": "zh-hans", "time_zone": "Asia/Bangkok"})

    nok.refresh_from_db()
    assert (answer.status_code, answer["Location"], answer.cookies["language"].value) == (302, "/me", "zh-hans")
    assert (nok.name, nok.language, nok.time_zone) == ("诺", "zh-hans", "Asia/Bangkok")
    assert "账户信息已更新。" in client.get("/me").content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 121),
        ("name", "a\x00b"),
        ("name", "\ufffd"),
        ("language", "klingon"),
        ("time_zone", "Mars/Olympus"),
        ("time_zone", "<script>alert(1)</script>"),
    ],
)
def test_bad_preferences_get_a_sentence(client: Client, nok: Person, field: str, value: str) -> None:
    answer = client.post("/me", {"name": "Typed", "language": "en", "time_zone": "Asia/Tokyo", field: value})

    assert answer.status_code == 422
    assert 'class="field-error"' in answer.content.decode()
    assert "<script>alert" not in answer.content.decode()
    nok.refresh_from_db()
    assert nok.name == "Nok Srisai"


@pytest.mark.parametrize("address", ["/me", "/me/organisations/new", "/me/tokens", "/operate/organisations/"])
def test_strangers_are_sent_to_sign_in_and_back(client: Client, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 302
    assert answer["Location"] == f"/accounts/login/?next={address.replace('/', '%2F')}"


@pytest.mark.parametrize(("language", "words"), [("en", "Make an account"), ("zh-hans", "注册账户")])
def test_header_invites_strangers_and_brings_them_back(client: Client, language: str, words: str) -> None:
    shown = client.get(
        f"/me/nav?lang={language}", headers={"HX-Current-URL": "https://fair.example/2020/exhibition/?q=a&page=2"}
    ).content.decode()

    assert words in shown
    assert 'href="/accounts/login/?next=%2F2020%2Fexhibition%2F%3Fq%3Da%26page%3D2"' in shown


@pytest.mark.parametrize("address", ["", "http://[", "https://x/\x00", "nonsense", "https://evil.example"])
def test_header_survives_any_address(client: Client, address: str) -> None:
    answer = client.get("/me/nav", headers={"HX-Current-URL": address})

    assert answer.status_code == 200
    assert "evil" not in answer.content.decode()


def test_header_names_person_and_organisation(client: Client, nok: Person) -> None:
    MembershipFactory.create(person=nok, organisation__name=Text({"en": "Cloud <Atlas>"}))

    answer = client.get("/me/nav")

    shown = answer.content.decode()
    assert "Nok Srisai" in shown
    assert "Cloud &lt;Atlas&gt;" in shown
    assert 'action="/accounts/logout/"' in shown
    assert "csrfmiddlewaretoken" in shown
    assert "no-store" in answer["Cache-Control"]


def test_header_leads_to_the_workspace_of_the_edition_one_is_in(client: Client, nok: Person) -> None:
    MembershipFactory.create(person=nok)
    links = [
        'href="/2020/exhibition/workspace/"' in client.get("/me/nav", headers={"HX-Current-URL": here}).content.decode()
        for here in ("https://fair.example/2020/exhibition/?q=a", "https://fair.example/me")
    ]

    assert links == [True, False]


def test_header_costs_four_queries(
    client: Client, nok: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(5):
        MembershipFactory.create(person=nok)

    with django_assert_num_queries(4):  # session, person, memberships, grants
        client.get("/me/nav")


def test_switch_changes_whom_one_acts_for(client: Client, nok: Person) -> None:
    first, second = (MembershipFactory.create(person=nok).organisation for _ in range(2))
    assert str(first.name["en"]) in client.get("/me/nav").content.decode()

    answer = client.post("/me/acting", {"organisation": second.public_id, "next": "/negotiations/"})

    assert (answer.status_code, answer["Location"]) == (302, "/negotiations/")
    assert str(second.name["en"]) in client.get("/me/nav").content.decode()


def test_switch_to_anothers_organisation_is_not_there(client: Client, nok: Person) -> None:
    MembershipFactory.create(person=nok)

    for public_id in (OrganisationFactory.create().public_id, "", "nothing", "\x00"):
        assert client.post("/me/acting", {"organisation": public_id}).status_code == 404
    assert "acting_for" not in client.session


def test_switch_never_leads_elsewhere(client: Client, nok: Person) -> None:
    organisation = MembershipFactory.create(person=nok).organisation

    answer = client.post("/me/acting", {"organisation": organisation.public_id, "next": "//evil.example"})

    assert answer["Location"] == f"/organisations/{organisation.public_id}/"


def test_switch_takes_no_get(client: Client, nok: Person) -> None:
    assert nok.is_active
    assert client.get("/me/acting").status_code == 405


class TestActing:
    """For which organisation a request acts."""

    @pytest.fixture
    def request_of(self, rf: RequestFactory) -> object:
        def make(person: object, chosen: str = "") -> object:
            request = rf.get("/")
            request.user = person
            request.session = SessionStore()
            if chosen:
                request.session["acting_for"] = chosen
            return request

        return make

    def test_stranger_acts_for_nobody(self, request_of: object) -> None:
        request = request_of(AnonymousUser())

        assert acting_member(request) is None
        with pytest.raises(Forbidden):
            person_of(request)

    def test_first_organisation_counts_until_one_is_chosen(self, request_of: object) -> None:
        person = PersonFactory.create()
        first, second = (MembershipFactory.create(person=person).organisation for _ in range(2))

        assert require_member(request_of(person)).organisation == first
        assert require_member(request_of(person, second.public_id)).organisation == second

    def test_refused_organisation_comes_last(self, request_of: object) -> None:
        person = PersonFactory.create()
        MembershipFactory.create(person=person, organisation__state="refused")
        second = MembershipFactory.create(person=person).organisation

        assert require_member(request_of(person)).organisation == second

    def test_choice_that_is_no_longer_theirs_falls_back(self, request_of: object) -> None:
        person = PersonFactory.create()
        first = MembershipFactory.create(person=person).organisation

        assert require_member(request_of(person, OrganisationFactory.create().public_id)).organisation == first

    def test_person_without_organisation_is_led_to_one(self, request_of: object) -> None:
        with pytest.raises(NoOrganisation) as caught:
            require_member(request_of(PersonFactory.create()))

        assert caught.value.way_out[0] == "accounts:organisation-new"
