"""The pages of negotiations, in the browser's words: addresses, forms, statuses."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from everfair.accounts.member import Member
from everfair.accounts.models import Membership
from everfair.kernel.money import Money
from everfair.negotiation.domain.negotiation import decline_negotiation, withdraw_negotiation
from everfair.negotiation.domain.talks import post_message, record_intent
from everfair.negotiation.models import Intent, Message, Negotiation
from tests.factories.accounts import PersonFactory, make_member, sign_in
from tests.factories.negotiation import Talks, agree_on_intent, colleague_of, make_project, make_request, make_talks

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

HTMX = {"HX-Request": "true"}
NASTY = "'; DROP TABLE x; -- <script>alert(1)</script> {{ 7*7 }} %s"


def client_of(member: Member, language: str = "en") -> Client:
    client = Client(headers={"Accept-Language": language})
    sign_in(client, member.person)
    return client


def address(talks: Talks, leaf: str = "") -> str:
    return f"/negotiations/{talks.negotiation.public_id}{leaf}"


def text(html: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.decode()).split())


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
    buyer = make_member(country="TH")

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
    assert "own organisation" in text(answer.content)


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


def test_statistics_officer_reads_but_does_not_speak() -> None:
    talks = make_talks()
    client = client_of(colleague_of(talks.buyer, "statistics"))

    page = client.get(address(talks))
    answer = client.post(address(talks, "/messages"), {"body": "Numbers"})

    assert page.status_code == 200
    assert b'id="compose"' not in page.content
    assert answer.status_code == 403


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
    assert "both sides see one history" in text(answer.content)
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
    assert "This request was already answered: Declined." in text(answer.content)
    assert "A long second one" in text(answer.content)


def test_message_by_form_leads_back_to_the_page() -> None:
    talks = make_talks()

    answer = client_of(talks.buyer).post(address(talks, "/messages"), {"body": NASTY}, follow=True)

    assert answer.redirect_chain == [(address(talks), 302)]
    assert b"&lt;script&gt;alert(1)" in answer.content
    assert b"<script>alert" not in answer.content
    assert "{{ 7*7 }}" in answer.content.decode()


def test_message_by_htmx_returns_only_what_is_new() -> None:
    talks = make_talks()
    shown = Message.objects.latest("id").public_id
    post_message(talks.negotiation, actor=talks.seller, body="From the other side.")

    answer = client_of(talks.buyer).post(address(talks, "/messages"), {"body": "Mine.", "after": shown}, headers=HTMX)

    newest = Message.objects.latest("id").public_id
    assert re.findall(r'id="line-(\w+)"', answer.content.decode()) == list(
        Message.objects.order_by("id").values_list("public_id", flat=True)[2:]
    )
    assert f'value="{newest}"' in answer.content.decode()
    assert 'hx-swap-oob="true"' in answer.content.decode()


def test_own_echo_brings_nothing_twice() -> None:
    talks = make_talks()
    client = client_of(talks.buyer)
    shown = Message.objects.latest("id").public_id
    sent = client.post(address(talks, "/messages"), {"body": "Mine.", "after": shown}, headers=HTMX)
    cursor = re.search(r'name="after" value="(\w+)"', " ".join(sent.content.decode().split()))
    assert cursor

    echo = client.get(address(talks, "/lines"), {"after": cursor[1]}, headers=HTMX)

    assert (echo.status_code, echo.content) == (204, b"")


@pytest.mark.parametrize(("body", "status"), [("", 422), ("长" * 4001, 422), ("\x00", 422)])
def test_bad_message_by_htmx_comes_back_as_its_form(body: str, status: int) -> None:
    talks = make_talks()

    answer = client_of(talks.buyer).post(address(talks, "/messages"), {"body": body}, headers=HTMX)

    assert answer.status_code == status
    assert answer["HX-Retarget"] == "#compose"
    assert answer.context["message_form"].errors
    assert answer.context["message_form"]["body"].value() == body


def test_message_after_the_end_comes_back_with_its_text() -> None:
    talks = make_talks()
    withdraw_negotiation(talks.negotiation, actor=talks.seller)
    client = client_of(talks.buyer)

    by_htmx = client.post(address(talks, "/messages"), {"body": "Wait, please!"}, headers=HTMX)
    by_form = client.post(address(talks, "/messages"), {"body": "Wait, please!"})

    for answer in (by_htmx, by_form):
        assert answer.status_code == 409
        assert "Wait, please!" in text(answer.content)
        assert "this negotiation is: Ended" in text(answer.content)


def test_lines_of_another_history_are_not_found() -> None:
    talks, other = make_talks(), make_talks()
    foreign = Message.objects.filter(negotiation=other.negotiation).latest("id").public_id
    client = client_of(talks.buyer)

    for words in ({"after": foreign}, {"before": foreign}, {"after": "'; --"}):
        assert client.get(address(talks, "/lines"), words, headers=HTMX).status_code == 404


def test_long_history_comes_in_stretches() -> None:
    talks = make_talks()
    for number in range(60):
        post_message(talks.negotiation, actor=talks.buyer, body=f"Message {number}")
    client = client_of(talks.seller)

    page = client.get(address(talks))
    earlier = client.get(address(talks, "/lines"), {"before": page.context["stretch"].earlier}, headers=HTMX)
    without_script = client.get(address(talks), {"before": page.context["stretch"].earlier})

    assert [line.body for line in page.context["stretch"].lines] == [f"Message {number}" for number in range(10, 60)]
    assert [line.body for line in earlier.context["stretch"].lines][2:] == [f"Message {number}" for number in range(10)]
    assert earlier.context["stretch"].earlier == ""
    assert b'id="compose"' not in without_script.content


def test_intent_is_recorded_and_confirmed_by_forms() -> None:
    talks = make_talks()
    words = {"summary": "12 hospitals, 18,000 cases", "amount": "1,160,000", "currency": "USD"}

    client_of(talks.buyer).post(address(talks, "/intents"), words)
    intent = Intent.objects.get()
    page = client_of(talks.seller).get(address(talks))
    client_of(talks.seller).post(address(talks, f"/intents/{intent.public_id}/confirm"))

    intent.refresh_from_db()
    assert intent.amount == Money(116_000_000, "USD")
    assert intent.confirmed_by == talks.seller.person
    assert "counted as intended, never as signed" in text(page.content)
    assert "US$1,160,000" in text(page.content)


def test_intent_with_a_bad_amount_keeps_what_was_typed() -> None:
    talks = make_talks()
    words = {"summary": "12 hospitals", "amount": "a lot", "currency": "USD"}

    answer = client_of(talks.buyer).post(address(talks, "/intents"), words)

    assert answer.status_code == 422
    assert list(answer.context["intent_form"].errors) == ["amount"]
    assert answer.context["intent_form"]["summary"].value() == "12 hospitals"
    assert not Intent.objects.exists()


def test_new_round_shows_what_changed() -> None:
    talks = make_talks()
    record_intent(talks.negotiation, actor=talks.buyer, summary="12 hospitals", amount=Money(6400, "USD"))
    record_intent(talks.negotiation, actor=talks.seller, summary="12 hospitals", amount=Money(5800, "USD"))

    page = client_of(talks.buyer).get(address(talks))

    html = " ".join(page.content.decode().split())
    assert re.findall(r"<(del|ins)> ?(.*?) ?</\1>", html) == [("del", "US$64"), ("ins", "US$58")]
    assert "round 2 against round 1" in text(page.content)


def test_confirmed_intent_leads_to_the_agreement() -> None:
    talks = make_talks()
    agree_on_intent(talks)

    page = client_of(talks.buyer).get(address(talks))

    assert f'href="/agreements/new?negotiation={talks.negotiation.public_id}"' in page.content.decode()


def test_confirmation_of_a_foreign_intent_is_not_found() -> None:
    talks, other = make_talks(), make_talks()
    foreign = record_intent(other.negotiation, actor=other.buyer, summary="Other", amount=None)

    answer = client_of(talks.seller).post(address(talks, f"/intents/{foreign.public_id}/confirm"))

    assert answer.status_code == 404


def test_pages_are_kept_by_nobody() -> None:
    talks = make_talks()
    client = client_of(talks.buyer)

    for url in ("/negotiations/", address(talks), f"/negotiations/new?project={make_project()[0].public_id}"):
        answer = client.get(url)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        assert "private" in answer["Cache-Control"]
        assert "Everfair-Cache" not in answer


def test_times_are_shown_on_both_clocks() -> None:
    talks = make_talks()
    buyer, seller = talks.buyer.person, talks.seller.person
    buyer.time_zone, seller.time_zone = "Asia/Bangkok", "Asia/Shanghai"
    buyer.save()
    seller.save()
    post_message(talks.negotiation, actor=talks.seller, body="From Beijing.")

    page = client_of(talks.buyer).get(address(talks))

    assert re.search(r"Beijing \d+ \w+, \d\d:\d\d \(your (\d+ \w+, )?\d\d:\d\d\)", text(page.content))
