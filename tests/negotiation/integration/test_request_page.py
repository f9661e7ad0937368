"""Requesting a negotiation, in the browser's words: the form, its refusals, where it leads."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from everfair.negotiation.models import Negotiation
from tests.factories.accounts import PersonFactory, make_member, sign_in
from tests.factories.negotiation import Talks, colleague_of, make_project, make_request
from tests.negotiation.browsing import client_of, words_of

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

HTMX = {"HX-Request": "true"}
NASTY = "'; DROP TABLE x; -- <script>alert(1)</script> {{ 7*7 }} %s"


def address(talks: Talks, leaf: str = "") -> str:
    return f"/negotiations/{talks.negotiation.public_id}{leaf}"


def test_request_page_suggests_an_opening_in_the_readers_language() -> None:
    project, _seller = make_project()
    buyer = make_member(country="TH")

    english = client_of(buyer).get(f"/negotiations/new?project={project.public_id}")
    chinese = client_of(buyer, "zh").get(f"/negotiations/new?project={project.public_id}")

    assert english.status_code == chinese.status_code == 200
    assert "Cross-border payments in one flow" in english.context["form"].initial["message"]
    assert "跨境收付一体化" in chinese.context["form"].initial["message"]


def test_request_is_sent_and_leads_to_its_page() -> None:
    project, seller = make_project()
    buyer = make_member(country="CN")

    answer = client_of(buyer).post(
        f"/negotiations/new?project={project.public_id}", {"subject": "12 hospitals", "message": "Good day."}
    )

    row = Negotiation.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/negotiations/{row.public_id}")
    assert (row.subject, row.initiator, row.respondent) == ("12 hospitals", buyer.organisation, seller.organisation)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"subject": "", "message": "Hello"}, "subject"),
        ({"subject": "长" * 201, "message": "Hello"}, "subject"),
        ({"subject": "It", "message": "长" * 4001}, "message"),
        ({"subject": "It", "message": "nul \x00"}, "message"),
        ({"subject": "\ufffd", "message": NASTY}, "subject"),
    ],
)
def test_request_with_bad_words_keeps_what_was_typed(words: dict[str, str], field: str) -> None:
    project, _seller = make_project()

    answer = client_of(make_member()).post(f"/negotiations/new?project={project.public_id}", words)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert answer.context["form"]["message"].value() == words["message"]
    assert b"<script>alert" not in answer.content
    assert not Negotiation.objects.exists()


def test_request_in_broken_utf8_is_told_so() -> None:
    project, _seller = make_project()

    answer = client_of(make_member()).post(
        f"/negotiations/new?project={project.public_id}",
        b"subject=It&message=%ff%fe",
        content_type="application/x-www-form-urlencoded",
    )

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["message"]


def test_request_about_ones_own_project_says_what_to_do() -> None:
    project, seller = make_project()

    answer = client_of(seller).get(f"/negotiations/new?project={project.public_id}")

    assert answer.status_code == 409
    assert "own organisation" in words_of(answer.content)


@pytest.mark.parametrize("project", ["", "nothing", "'; DROP TABLE", "二"])
def test_request_about_an_unknown_project_is_not_found(project: str) -> None:
    assert client_of(make_member()).get("/negotiations/new", {"project": project}).status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_second_request_leads_to_the_open_negotiation(method: str) -> None:
    asked = make_request()
    url = f"/negotiations/new?project={asked.project.public_id}"

    answer = getattr(client_of(colleague_of(asked.buyer)), method)(url, {"subject": "It", "message": "Hello"})

    if method == "get":
        answer = client_of(colleague_of(asked.buyer)).get(url)
    assert (answer.status_code, answer["Location"]) == (302, address(asked))


def test_request_without_an_organisation_leads_to_founding_one() -> None:
    project, _seller = make_project()
    client = Client(headers={"Accept-Language": "en"})
    sign_in(client, PersonFactory.create())

    answer = client.get(f"/negotiations/new?project={project.public_id}")

    assert answer.status_code == 409
    assert b'href="/me/organisations/new' in answer.content


def test_stranger_is_asked_to_sign_in_and_comes_back() -> None:
    asked = make_request()

    answer = Client().get(address(asked))

    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('account_login')}?next=%2Fnegotiations%2F{asked.negotiation.public_id}"
