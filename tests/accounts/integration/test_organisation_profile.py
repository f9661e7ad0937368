"""An organisation's profile: how its vetting stands, what its managers change and answer, its documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from everfair.accounts.domain.papers import keep_draft, show_papers
from everfair.accounts.domain.vetting import approve_organisation, ask_organisation
from everfair.accounts.models import Membership, Organisation, RoleGrant
from everfair.kernel.text import Text
from tests.factories.accounts import PersonFactory, make_member, make_operator, sign_in
from tests.factories.fairs import ZoneFactory
from tests.factories.uploads import PDF, sent

if TYPE_CHECKING:
    from django.test import Client

    from everfair.accounts.member import Member
    from everfair.accounts.models import OrganisationDocument, Person

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

SAME = {"name_en": "Siam Care", "kind": "company", "country": "TH"}


def owner_of(client: Client, **fields: Any) -> Member:
    name = Text({"en": "Siam Care"})
    member = make_member(**{"name": name, "country": "TH", "state": "applied", **fields})
    client.cookies["language"] = "en"
    sign_in(client, member.person)
    return member


def page_of(member: Member) -> str:
    return f"/organisations/{member.organisation.public_id}/profile"


def paper_of(member: Member) -> OrganisationDocument:
    paper = keep_draft(member.person, sent(PDF, "licence.pdf"), kind="registration")
    show_papers(member.organisation, [paper], person=member.person)
    return paper


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("applied", "The vetters look at it. Until then you can negotiate, but not exhibit."),
        ("asked", "The vetters ask for more."),
        ("approved", "Approved: your organisation exhibits, negotiates and signs."),
        ("refused", "Refused; the reason stands below."),
    ],
)
def test_profile_says_how_the_vetting_stands(client: Client, state: str, words: str) -> None:
    member = owner_of(client, state=state)

    shown = client.get(page_of(member)).content.decode()

    assert words in shown
    assert ('<form class="fields fields-2"' in shown) is (state != "refused")


@pytest.mark.parametrize(("language", "words"), [("en", "Profile and vetting"), ("zh-hans", "资料与审核")])
def test_profile_speaks_both_languages(client: Client, language: str, words: str) -> None:
    assert words in client.get(f"{page_of(owner_of(client))}?lang={language}").content.decode()


def test_history_shows_every_word_and_change(client: Client) -> None:
    member = owner_of(client)
    ask_organisation(member.organisation, actor=make_operator(), words="Which <hospitals>?")
    changed = {**SAME, "country": "LA", "place": "Vientiane", "sectors": [], "words": "Twelve of them."}

    client.post(page_of(member), changed)

    shown = client.get(page_of(member)).content.decode()
    assert "Which &lt;hospitals&gt;?" in shown
    assert "Twelve of them." in shown
    assert "<del>Thailand</del> <ins>Laos</ins>" in shown
    assert "<del>—</del> <ins>Vientiane</ins>" in shown


def test_answer_with_a_document_brings_it_back(client: Client) -> None:
    member = owner_of(client, state="asked")

    answer = client.post(page_of(member), {**SAME, "papers_registration": sent(PDF, "licence.pdf")}, follow=True)

    assert Organisation.objects.get().state == "applied"
    assert "licence.pdf" in answer.content.decode()
    assert "Saved." in answer.content.decode()


def test_empty_answer_gets_a_sentence(client: Client) -> None:
    answer = client.post(page_of(owner_of(client, state="asked")), SAME)

    assert answer.status_code == 422
    assert "Nothing is answered yet." in answer.content.decode()


def test_new_name_of_an_approved_one_is_vetted_again(client: Client) -> None:
    member = owner_of(client, state="approved", level=2)

    before = client.get(page_of(member)).content.decode()
    client.post(page_of(member), {**SAME, "name_en": "Ministry of Care"})

    organisation = Organisation.objects.get()
    assert "is vetted again" in before
    assert (organisation.state, organisation.level) == ("applied", 0)


def test_the_later_of_two_managers_keeps_what_was_typed(client: Client) -> None:
    member = owner_of(client, state="approved")
    page = client.get(page_of(member)).content.decode()
    seen = page.split('name="seen" value="')[1].split('"')[0]
    Organisation.objects.update(place="Chiang Mai")

    answer = client.post(page_of(member), {**SAME, "place": "Bangkok", "seen": seen})

    assert answer.status_code == 409
    assert 'value="Bangkok"' in answer.content.decode()
    assert Organisation.objects.get().place == "Chiang Mai"


def test_zone_of_an_edition_that_is_over_stays(client: Client) -> None:
    zone = ZoneFactory.create(edition__state="archived")
    member = owner_of(client, applies_to=zone, state="approved")
    chosen = f"{zone.edition.slug}/{zone.slug}"

    client.post(page_of(member), {**SAME, "applies_to": chosen, "place": "Bangkok"})

    organisation = Organisation.objects.get()
    assert (organisation.place, organisation.applies_to) == ("Bangkok", zone)


@pytest.mark.parametrize("role", ["sales", "duty", "signatory", "statistics"])
def test_colleagues_see_the_state_but_neither_papers_nor_history(client: Client, role: str) -> None:
    member = owner_of(client)
    paper_of(member)
    ask_organisation(member.organisation, actor=make_operator(), words="Who are you?")
    colleague = PersonFactory.create(language="en")
    Membership.objects.create(person=colleague, organisation=member.organisation, role=role)
    sign_in(client, colleague)

    shown = client.get(page_of(member)).content.decode()
    refused = client.post(page_of(member), {**SAME, "words": "Me"})

    assert "The vetters ask for more." in shown
    assert "licence.pdf" not in shown
    assert '<form class="fields fields-2"' not in shown
    assert refused.status_code == 403


def test_strangers_find_nothing(client: Client) -> None:
    member = owner_of(client)
    stranger = make_member().person
    sign_in(client, stranger)

    assert client.get(page_of(member)).status_code == 404
    assert client.post(page_of(member), SAME).status_code == 404


def reader(kind: str, member: Member) -> Person:
    zone = member.organisation.applies_to
    if kind == "owner":
        return member.person
    if kind == "operator":
        return make_operator()
    person = PersonFactory.create()
    if kind in ("admin", "sales"):
        Membership.objects.create(person=person, organisation=member.organisation, role=kind)
    elif kind.endswith("lead"):
        led = zone if kind == "lead" else ZoneFactory.create()
        RoleGrant.objects.create(person=person, role="section_lead", edition=led.edition, zone=led)
    return person


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        *(("owner", 200), ("admin", 200), ("operator", 200), ("lead", 200)),
        *(("sales", 404), ("other lead", 404), ("stranger", 404)),
    ],
)
def test_papers_are_opened_by_managers_and_vetters_alone(client: Client, kind: str, status: int) -> None:
    member = make_member(state="applied", applies_to=ZoneFactory.create())
    paper = paper_of(member)
    sign_in(client, reader(kind, member))

    answer = client.get(f"/organisations/{member.organisation.public_id}/documents/{paper.public_id}")

    assert answer.status_code == status
    if status == 200:
        assert b"".join(answer.streaming_content) == PDF
        assert "sandbox" in answer["Content-Security-Policy"]


def test_paper_is_not_found_under_another_organisation_or_as_a_draft(client: Client) -> None:
    member = owner_of(client)
    other = make_member().organisation
    paper, draft = paper_of(member), keep_draft(member.person, sent(PDF, "a.pdf"), kind="other")

    addresses = [
        f"/organisations/{other.public_id}/documents/{paper.public_id}",
        f"/organisations/{member.organisation.public_id}/documents/{draft.public_id}",
    ]

    assert [client.get(address).status_code for address in addresses] == [404, 404]


def test_verified_one_wears_its_badge(client: Client) -> None:
    member = owner_of(client, level=1)
    approve_organisation(member.organisation, actor=make_operator())

    assert "✓ Verified" in client.get(page_of(member)).content.decode()
