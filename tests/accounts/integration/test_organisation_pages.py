"""Registering an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from everfair.accounts.domain.papers import keep_draft
from everfair.accounts.models import Organisation, OrganisationDocument
from everfair.kernel.text import Text
from tests.factories.accounts import MembershipFactory, OrganisationFactory, PersonFactory, sign_in
from tests.factories.fairs import ZoneFactory, sector
from tests.factories.uploads import HTML, PDF, SVG, picture, sent

if TYPE_CHECKING:
    from django.test import Client

    from everfair.accounts.models import Person

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

NEW = "/me/organisations/new"
GOOD = {
    "name_zh": "暹罗医疗集团",
    "name_en": "Siam Care Group",
    "kind": "company",
    "country": "TH",
    "place": "Bangkok",
    "website": "siamcare.example",
}


@pytest.fixture
def nok(client: Client) -> Person:
    person = PersonFactory.create(name="Nok", language="en")
    client.cookies["language"] = "en"
    sign_in(client, person)
    return person


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ["Register an organisation", "Taiwan, China"]), ("zh-hans", ["登记机构", "中国台湾"])],
)
def test_form_speaks_both_languages(client: Client, nok: Person, language: str, words: list[str]) -> None:
    assert nok.is_active
    shown = client.get(f"{NEW}?lang={language}").content.decode()

    assert [word for word in words if word not in shown] == []


def test_registering_founds_it_and_acts_for_it(client: Client, nok: Person) -> None:
    MembershipFactory.create(person=nok)

    answer = client.post(NEW, {**GOOD, "next": "/negotiations/new?project=abc"})

    organisation = Organisation.objects.get(state="applied")
    assert (answer.status_code, answer["Location"]) == (302, "/negotiations/new?project=abc")
    assert organisation.name == {"zh-hans": "暹罗医疗集团", "en": "Siam Care Group"}
    assert (organisation.country, organisation.website) == ("TH", "https://siamcare.example")
    assert client.session["acting_for"] == organisation.public_id
    assert "You now act for Siam Care Group." in client.get("/me").content.decode()


def test_where_one_came_from_is_kept_through_the_form(client: Client, nok: Person) -> None:
    assert nok.is_active
    asked = client.get(f"{NEW}?next=/negotiations/new%3Fproject%3Dabc").content.decode()
    refused = client.post(NEW, {**GOOD, "kind": "", "next": "/negotiations/new?project=abc"}).content.decode()
    elsewhere = client.get(f"{NEW}?next=https://evil.example").content.decode()

    field = '<input type="hidden" name="next" value="/negotiations/new?project=abc">'
    assert (field in asked, field in refused, 'name="next"' in elsewhere) == (True, True, False)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name_zh": "", "name_en": ""}, "Write this in Chinese, in English, or in both."),
        ({"name_zh": "长" * 201}, "Ensure this value has at most 200 characters (it has 201)."),
        ({"name_en": "a\x00b"}, "Null characters are not allowed."),
        ({"name_en": "evil\u202eliame"}, "Some characters arrived damaged. Please type this text again."),
        ({"name_en": "Siam\u200bCare"}, "This name has an invisible sign in it."),
        ({"name_en": "\u0410pple"}, "mixes letters of different alphabets that look alike."),
        ({"name_zh": "……"}, "A name needs at least one letter or digit."),
        ({"fortune_500_year": "1066"}, "Ensure this value is greater than or equal to 1990."),
        ({"fortune_500_year": "9999"}, "Ensure this value is less than or equal to"),
        ({"fortune_500_year": "MMXX"}, "Enter a whole number."),
        ({"fortune_500_year": "2019", "kind": "embassy"}, "Only companies are on the Fortune 500 list."),
        ({"registration_number": "1" * 61}, "Ensure this value has at most 60 characters (it has 61)."),
        ({"sectors": "77"}, "Select a valid choice. 77 is not one of the available choices."),
        ({"applies_to": "2020/nowhere"}, "Select a valid choice. 2020/nowhere is not one of the available choices."),
        ({"kind": "cartel"}, "Select a valid choice. cartel is not one of the available choices."),
        ({"country": ""}, "This field is required."),
        ({"country": "none"}, "Choose the country or region in which the organisation is registered."),
        ({"country": "ZZ"}, "Select a valid choice. ZZ is not one of the available choices."),
        (
            {"kind": "international_organisation"},
            "An international organisation has no country. Choose “None”.",
        ),
        ({"website": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"website": "ftp://siamcare.example"}, "Enter a valid URL."),
        ({"website": "http://[" + "x" * 20}, "Enter a valid URL."),
        ({"place": "x" * 81}, "Ensure this value has at most 80 characters (it has 81)."),
    ],
)
def test_bad_particulars_get_a_sentence_and_keep_the_rest(
    client: Client, nok: Person, changes: dict[str, str], sentence: str
) -> None:
    assert nok.is_active
    sector("7")

    answer = client.post(NEW, {**GOOD, **changes})

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in shown
    assert ('value="Bangkok"' in shown) is ("place" not in changes)
    assert not Organisation.objects.exists()


def test_international_organisation_has_no_country(client: Client, nok: Person) -> None:
    assert nok.is_active
    answer = client.post(NEW, {**GOOD, "kind": "international_organisation", "country": "none"})

    assert answer.status_code == 302
    assert Organisation.objects.get().country is None


def test_hostile_names_come_back_escaped_and_are_only_names(client: Client, nok: Person) -> None:
    assert nok.is_active
    hostile = "\"><script>alert(1)</script>'; DROP TABLE accounts_organisation; --"

    refused = client.post(NEW, {**GOOD, "name_en": hostile, "kind": ""}).content.decode()
    client.post(NEW, {**GOOD, "name_zh": "", "name_en": hostile})

    assert "<script>alert" not in refused
    assert Organisation.objects.get().name == {"en": hostile}
    assert "<script>alert" not in client.get("/me").content.decode()


def test_sixth_application_gets_a_sentence(client: Client, nok: Person) -> None:
    assert nok.is_active
    for _ in range(5):
        client.post(NEW, {**GOOD, "is_another": "on"})

    answer = client.post(NEW, {**GOOD, "is_another": "on"})

    assert answer.status_code == 422
    assert "You have 5 organisations waiting for approval." in answer.content.decode()
    assert Organisation.objects.count() == 5


def test_all_particulars_are_kept(client: Client, nok: Person) -> None:
    sector("2")
    zone, old = ZoneFactory.create(), ZoneFactory.create(edition__state="archived")

    shown = client.get(NEW).content.decode()
    answer = client.post(
        NEW,
        {
            **GOOD,
            "registration_number": "0105 5500 12345",
            "fortune_500_year": "2019",
            "sectors": ["2", "7"],
            "applies_to": f"{zone.edition.slug}/{zone.slug}",
            "papers_registration": [sent(PDF, "licence.pdf"), sent(picture(), "stamp.png")],
            "papers_authority": sent(PDF, "letter.pdf"),
        },
    )

    organisation = Organisation.objects.get()
    assert f"/organisations/{organisation.public_id}/profile" == answer["Location"]
    assert (organisation.registration_number, organisation.fortune_500_year) == ("0105550012345", 2019)
    assert (organisation.sectors, organisation.applies_to, organisation.level) == (["2", "7"], zone, 0)
    assert sorted(organisation.documents.values_list("kind", "upload__name")) == [
        ("authority", "letter.pdf"),
        ("registration", "licence.pdf"),
        ("registration", "stamp.png"),
    ]
    assert f"{old.edition.slug}/{old.slug}" not in shown
    assert nok.memberships.get().role == "owner"


def test_files_are_kept_while_the_form_comes_back(client: Client, nok: Person) -> None:
    assert nok.is_active

    refused = client.post(NEW, {**GOOD, "kind": "", "papers_registration": sent(PDF, "licence.pdf")})
    paper = OrganisationDocument.objects.get()
    unticked = client.post(NEW, {**GOOD, "kind": ""}).content.decode()
    client.post(NEW, {**GOOD, "held": paper.public_id})

    assert f'name="held" value="{paper.public_id}" checked' in refused.content.decode()
    assert "licence.pdf" in refused.content.decode()
    assert "licence.pdf" not in unticked
    assert Organisation.objects.get().documents.get() == paper


def test_drafts_of_others_are_not_taken(client: Client, nok: Person) -> None:
    assert nok.is_active
    foreign = keep_draft(PersonFactory.create(), sent(PDF, "secret.pdf"), kind="registration")

    refused = client.post(NEW, {**GOOD, "kind": "", "held": foreign.public_id}).content.decode()
    client.post(NEW, {**GOOD, "held": foreign.public_id})

    assert "secret.pdf" not in refused
    assert not Organisation.objects.get().documents.exists()


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (SVG, "logo.svg", "A file of this sort is not taken here."),
        (HTML, "licence.pdf", "A file of this sort is not taken here."),
        (PDF + b" " * 11 * 2**20, "licence.pdf", "This file is larger than 10 MB"),
        (b"", "empty.pdf", "The submitted file is empty."),
    ],
)
def test_bad_files_get_a_sentence_beside_the_field(
    client: Client, nok: Person, content: bytes, name: str, sentence: str
) -> None:
    assert nok.is_active

    answer = client.post(NEW, {**GOOD, "papers_registration": [sent(PDF, "good.pdf"), sent(content, name)]})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Organisation.objects.exists()


@pytest.mark.parametrize(
    ("state", "known", "hidden"),
    [
        ("approved", "Siam Care Group Public", "nothing of the kind"),
        ("applied", "One with a very similar name has applied already.", "Siam Care Group Public"),
    ],
)
def test_a_likely_double_is_told_and_not_blocked(
    client: Client, nok: Person, state: str, known: str, hidden: str
) -> None:
    MembershipFactory.create(
        person__email="secret@example.org",
        organisation__name=Text({"en": "Siam Care Group Public"}),
        organisation__search_names="siamcaregrouppublic",
        organisation__state=state,
    )

    told = client.post(NEW, GOOD)
    shown = told.content.decode()
    went_on = client.post(NEW, {**GOOD, "is_another": "on"})

    assert (told.status_code, went_on.status_code) == (422, 302)
    assert known in shown
    assert 'name="is_another"' in shown
    assert (hidden in shown, "secret@example.org" in shown) == (False, False)
    assert nok.memberships.count() == 1


def test_same_number_of_one_that_waits_is_told_without_its_name(client: Client, nok: Person) -> None:
    assert nok.is_active
    name = Text({"en": "Quite Different"})
    OrganisationFactory.create(name=name, country="TH", registration_number="55A", state="asked")

    shown = client.post(NEW, {**GOOD, "registration_number": " 55 a"}).content.decode()

    assert "One with this registration number has applied already." in shown
    assert "Quite Different" not in shown
