"""Talking on the page of a negotiation: messages, their stretches, intents."""

from __future__ import annotations

import re

import pytest

from everfair.kernel.money import Money
from everfair.negotiation.domain.negotiation import withdraw_negotiation
from everfair.negotiation.domain.talks import post_message, record_intent
from everfair.negotiation.models import Intent, Message
from tests.factories.negotiation import Talks, agree_on_intent, make_talks
from tests.negotiation.browsing import client_of, words_of

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

HTMX = {"HX-Request": "true"}
NASTY = "'; DROP TABLE x; -- <script>alert(1)</script> {{ 7*7 }} %s"


def address(talks: Talks, leaf: str = "") -> str:
    return f"/negotiations/{talks.negotiation.public_id}{leaf}"


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
        assert "Wait, please!" in words_of(answer.content)
        assert "this negotiation is: Ended" in words_of(answer.content)


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
    assert "counted as intended, never as signed" in words_of(page.content)
    assert "US$1,160,000" in words_of(page.content)


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
    assert "round 2 against round 1" in words_of(page.content)


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


def test_times_are_shown_on_both_clocks() -> None:
    talks = make_talks()
    buyer, seller = talks.buyer.person, talks.seller.person
    buyer.time_zone, seller.time_zone = "Asia/Bangkok", "Asia/Shanghai"
    buyer.save()
    seller.save()
    post_message(talks.negotiation, actor=talks.seller, body="From Beijing.")

    page = client_of(talks.buyer).get(address(talks))

    assert re.search(r"Beijing \d+ \w+, \d\d:\d\d \(your (\d+ \w+, )?\d\d:\d\d\)", words_of(page.content))
