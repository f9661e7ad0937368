"""The page of a negotiation: who gets in, and answering the request."""

from __future__ import annotations

import pytest
from django.test import Client

from everfair.accounts.models import Membership
from everfair.kernel.money import Money
from everfair.negotiation.domain.negotiation import decline_negotiation
from everfair.negotiation.domain.talks import record_intent
from everfair.negotiation.models import Intent, Message
from tests.factories.accounts import make_member, sign_in
from tests.factories.negotiation import Talks, colleague_of, make_project, make_request, make_talks
from tests.negotiation.browsing import client_of, words_of

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

HTMX = {"HX-Request": "true"}
NASTY = "'; DROP TABLE x; -- <script>alert(1)</script> {{ 7*7 }} %s"


def address(talks: Talks, leaf: str = "") -> str:
    return f"/negotiations/{talks.negotiation.public_id}{leaf}"


def every_route(talks: Talks, intent: Intent) -> list[tuple[str, str]]:
    leaves = ("/accept", "/decline", "/withdraw", "/messages", "/intents", f"/intents/{intent.public_id}/confirm")
    reads = [("get", address(talks)), ("get", address(talks, "/lines"))]
    return reads + [("post", address(talks, leaf)) for leaf in leaves]


def test_other_organisations_members_find_nothing() -> None:
    talks = make_talks()
    intent = record_intent(talks.negotiation, actor=talks.buyer, summary="A secret plan", amount=Money(99_100, "USD"))
    stranger = client_of(make_member())

    for method, url in every_route(talks, intent):
        answer = getattr(stranger, method)(url, {"body": "x", "reason": "x", "summary": "x"}, headers=HTMX)
        assert answer.status_code == 404, url
        assert b"secret" not in answer.content

    assert Message.objects.filter(kind="message").count() == 1
    assert talks.fresh().state == "accepted"


def test_statistics_role_neither_reads_nor_speaks() -> None:
    talks = make_talks()
    client = client_of(colleague_of(talks.buyer, "statistics"))

    page = client.get(address(talks))
    answer = client.post(address(talks, "/messages"), {"body": "Numbers"})

    assert (page.status_code, answer.status_code) == (403, 403)
    assert talks.negotiation.subject not in page.content.decode()


def test_member_of_several_organisations_follows_a_link_without_switching() -> None:
    asked = make_request()
    other = make_member()
    Membership.objects.create(person=other.person, organisation=asked.seller.organisation, role="sales")

    answer = client_of(other).get(address(asked))

    assert answer.status_code == 200
    assert answer.context["party"].side == "respondent"


def test_acceptance_by_form_begins_the_talks() -> None:
    asked = make_request()
    client = client_of(asked.seller)

    answer = client.post(address(asked, "/accept"), follow=True)

    assert answer.redirect_chain == [(address(asked), 302)]
    assert "both sides see one history" in words_of(answer.content)
    assert b'id="compose"' in answer.content


def test_answer_by_get_changes_nothing() -> None:
    asked = make_request()

    answer = client_of(asked.seller).get(address(asked, "/accept"))

    assert (answer.status_code, answer["Location"]) == (302, address(asked))
    assert asked.fresh().state == "initiated"


def test_answer_without_csrf_token_is_refused() -> None:
    asked = make_request()
    client = Client(enforce_csrf_checks=True)
    sign_in(client, asked.seller.person)

    assert client.post(address(asked, "/accept")).status_code == 403
    assert asked.fresh().state == "initiated"


def test_refusal_without_a_reason_shows_the_field() -> None:
    asked = make_request()

    answer = client_of(asked.seller).post(address(asked, "/decline"), {"reason": "  "})

    assert answer.status_code == 422
    assert list(answer.context["decline_form"].errors) == ["reason"]


def test_refusal_is_read_by_the_other_side() -> None:
    asked = make_request()

    client_of(asked.seller).post(address(asked, "/decline"), {"reason": f"Fully booked. {NASTY}"})

    page = client_of(asked.buyer).get(address(asked))
    assert "Fully booked. &#x27;; DROP TABLE x; -- &lt;script&gt;" in page.content.decode()


def test_second_answer_says_that_it_came_late_and_keeps_the_reason() -> None:
    asked = make_request()
    decline_negotiation(asked.negotiation, actor=asked.seller, reason="First.")

    answer = client_of(colleague_of(asked.seller)).post(address(asked, "/decline"), {"reason": "A long second one"})

    assert answer.status_code == 409
    assert "This request was already answered: Declined." in words_of(answer.content)
    assert "A long second one" in words_of(answer.content)


def test_pages_are_kept_by_nobody() -> None:
    talks = make_talks()
    client = client_of(talks.buyer)

    for url in ("/negotiations/", address(talks), f"/negotiations/new?project={make_project()[0].public_id}"):
        answer = client.get(url)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        assert "private" in answer["Cache-Control"]
        assert "Everfair-Cache" not in answer
