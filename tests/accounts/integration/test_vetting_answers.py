"""Answering applications on the vetting desk, one by one and together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from everfair.accounts.models import Organisation, Vetting
from everfair.kernel.models import Event
from tests.accounts.applying import DESK, apply, with_paper
from tests.factories.accounts import PersonFactory, make_operator, sign_in

if TYPE_CHECKING:
    from django.test import Client

    from everfair.accounts.models import Person

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def operator(client: Client) -> Person:
    person = make_operator()
    client.cookies["language"] = "en"
    sign_in(client, person)
    return person


@pytest.mark.parametrize("path", ["", "one", "approve", "ask", "refuse", "level", "several"])
@pytest.mark.parametrize("role", [None, "auditor", "section_lead", "moderator", "support", "statistics_officer"])
def test_desk_is_closed_to_everybody_else(client: Client, role: str | None, path: str) -> None:
    organisation = apply()
    sign_in(client, make_operator(role=role) if role else PersonFactory.create())
    addresses = {"": DESK, "one": f"{DESK}{organisation.public_id}", "several": f"{DESK}answer-several"}

    if path in ("", "one"):
        answer = client.get(addresses[path])
    else:
        answer = client.post(addresses.get(path, f"{DESK}{organisation.public_id}/{path}"), {"words": "x", "level": 0})

    assert answer.status_code == 403
    assert "Siam Care" not in answer.content.decode()
    assert not Vetting.objects.exists()


@pytest.mark.parametrize(
    ("verb", "state", "words"),
    [
        ("approve", "approved", "Siam Care is approved and was told so."),
        ("ask", "asked", "Siam Care was asked, and comes back with the answer."),
        ("refuse", "refused", "Siam Care is refused and was told why."),
    ],
)
@pytest.mark.usefixtures("operator")
def test_answering_leads_back_to_the_same_list(client: Client, verb: str, state: str, words: str) -> None:
    organisation = apply()
    back = f"{DESK}?kind=company"

    answer = client.post(
        f"{DESK}{organisation.public_id}/{verb}", {"words": "No <papers>.", "seen": 0, "next": back}, follow=True
    )

    organisation.refresh_from_db()
    assert organisation.state == state
    assert answer.redirect_chain == [(back, 302)]
    assert words in answer.content.decode()
    assert "No <papers>." in Event.objects.latest("id").payload.values()


@pytest.mark.usefixtures("operator")
def test_forms_of_the_list_lead_back_to_it(client: Client) -> None:
    apply()

    shown = client.get(f"{DESK}?country=TH&kind=company").content.decode()

    assert shown.count(f'name="next" value="{DESK}?country=TH&amp;kind=company"') == 3
    assert f"?next={DESK}%3Fcountry%3DTH%26kind%3Dcompany".replace("/", "%2F") in shown


@pytest.mark.parametrize("words", ["", " ", "x" * 1001, "a\x00", "\ufffd"])
@pytest.mark.parametrize("verb", ["ask", "refuse"])
@pytest.mark.usefixtures("operator")
def test_without_good_words_the_application_is_shown_again(client: Client, verb: str, words: str) -> None:
    organisation = apply()

    answer = client.post(f"{DESK}{organisation.public_id}/{verb}", {"words": words})

    assert answer.status_code == 422
    assert 'class="field-error"' in answer.content.decode()
    organisation.refresh_from_db()
    assert organisation.state == "applied"


@pytest.mark.usefixtures("operator")
def test_second_answer_is_told_that_it_came_late_and_keeps_its_words(client: Client) -> None:
    organisation = apply()
    client.post(f"{DESK}{organisation.public_id}/ask", {"words": "Who?"})

    answer = client.post(f"{DESK}{organisation.public_id}/refuse", {"words": "Fraud, I think", "seen": 0})

    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody changed this a moment ago." in shown
    assert ("Fraud, I think" in shown, 'name="seen" value="1"' in shown) == (True, True)


@pytest.mark.usefixtures("operator")
def test_answered_one_is_not_answered_again(client: Client) -> None:
    organisation = apply()
    client.post(f"{DESK}{organisation.public_id}/approve")

    answer = client.post(f"{DESK}{organisation.public_id}/refuse", {"words": "Too late"})

    assert answer.status_code == 409
    assert "This application was already answered: Approved." in answer.content.decode()


@pytest.mark.usefixtures("operator")
def test_level_needs_its_document_and_says_which(client: Client) -> None:
    organisation = apply(level=0)

    missing = client.post(f"{DESK}{organisation.public_id}/level", {"level": 1, "words": "Looked at it"})
    with_paper(organisation)
    client.post(f"{DESK}{organisation.public_id}/level", {"level": 1, "words": "Looked at it"})

    assert missing.status_code == 422
    assert "Business licence or certificate of registration" in missing.content.decode()
    organisation.refresh_from_db()
    assert organisation.level == 1


@pytest.mark.usefixtures("operator")
def test_several_are_approved_with_one_press(client: Client) -> None:
    rows = [apply(f"Applicant {number}") for number in range(3)]
    chosen = [f"{row.public_id}.0" for row in rows]
    client.post(f"{DESK}{rows[0].public_id}/approve")

    answer = client.post(f"{DESK}answer-several", {"chosen": chosen, "verb": "approve", "next": DESK}, follow=True)

    sentence = "2 applications are approved. 1 was skipped, because it was answered or changed meanwhile."
    assert sentence in answer.content.decode()
    assert Organisation.objects.filter(state="approved").count() == 3


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"verb": "refuse", "words": "Sorry"}, "Tick at least one application first."),
        ({"verb": "refuse", "words": "Sorry", "chosen": ["<x>", "a.b", ".1"]}, "Tick at least one application first."),
        ({"verb": "refuse", "words": " ", "ticked": True}, "Give the reason."),
        ({"verb": "refuse", "words": "x" * 1001, "ticked": True}, "at most 1000 characters"),
    ],
)
@pytest.mark.usefixtures("operator")
def test_incomplete_answer_to_several_keeps_ticks_words_and_filters(
    client: Client, typed: dict[str, Any], sentence: str
) -> None:
    organisation = apply()
    ticked = f"{organisation.public_id}.0"
    data = {**typed, "chosen": [ticked]} if typed.pop("ticked", False) else typed

    answer = client.post(f"{DESK}answer-several", {**data, "next": f"{DESK}?country=TH"})

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in shown
    assert (f'value="{ticked}" checked' in shown) is (data.get("chosen") == [ticked])
    assert '<option value="TH" selected>' in shown


@pytest.mark.usefixtures("operator")
def test_unknown_organisation_is_not_there(client: Client) -> None:
    assert client.get(f"{DESK}nothing").status_code == 404
    for verb in ("approve", "ask", "refuse", "level"):
        assert client.post(f"{DESK}nothing/{verb}", {"words": "x"}).status_code == 404
