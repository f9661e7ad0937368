"""Messages and intents between the two sides."""

from __future__ import annotations

import pytest

from everfair.accounts.enums import MemberRole
from everfair.kernel.errors import Forbidden
from everfair.kernel.models import Event
from everfair.kernel.money import Money
from everfair.negotiation.domain.negotiation import withdraw_negotiation
from everfair.negotiation.domain.talks import confirm_intent, post_message, record_intent
from everfair.negotiation.errors import IntentAlreadyConfirmed, IntentSuperseded, NotInTalks, TooManyWords
from everfair.negotiation.models import Message
from everfair.negotiation.public import agreed_intent
from tests.factories.accounts import make_member
from tests.factories.negotiation import agree_on_intent, colleague_of, make_request, make_talks

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

USD = Money(116_000_000, "USD")


def test_message_is_kept_as_written_and_passes_the_turn() -> None:
    talks = make_talks()

    message = post_message(talks.negotiation, actor=talks.buyer, body="按次计费 58 美元。<b>&\nSee below.")

    assert Message.objects.get(pk=message.pk).body == "按次计费 58 美元。<b>&\nSee below."
    assert talks.fresh().turn == "respondent"
    assert Event.objects.latest("id").payload == {"message": message.public_id}


def test_message_event_does_not_carry_the_words() -> None:
    talks = make_talks()

    post_message(talks.negotiation, actor=talks.buyer, body="a secret price")

    assert "secret" not in str(Event.objects.latest("id").payload)


def test_message_before_the_answer_is_refused() -> None:
    asked = make_request()

    with pytest.raises(NotInTalks):
        post_message(asked.negotiation, actor=asked.buyer, body="Hello?")


def test_message_after_the_end_is_refused() -> None:
    talks = make_talks()
    withdraw_negotiation(talks.negotiation, actor=talks.seller)

    with pytest.raises(NotInTalks):
        post_message(talks.negotiation, actor=talks.buyer, body="Wait!")


def test_message_over_its_limit_is_refused() -> None:
    talks = make_talks()

    with pytest.raises(TooManyWords):
        post_message(talks.negotiation, actor=talks.buyer, body="长" * 4001)


def test_message_by_a_stranger_is_forbidden() -> None:
    talks = make_talks()

    with pytest.raises(Forbidden):
        post_message(talks.negotiation, actor=make_member(), body="Let me in.")


def test_message_by_the_statistics_officer_is_forbidden() -> None:
    talks = make_talks()

    with pytest.raises(Forbidden):
        post_message(talks.negotiation, actor=colleague_of(talks.buyer, MemberRole.STATISTICS), body="Numbers.")


def test_intent_is_confirmed_by_the_other_side() -> None:
    talks = make_talks()
    intent = record_intent(talks.negotiation, actor=talks.buyer, summary="12 hospitals", amount=USD)
    waits_for_seller = talks.fresh().turn

    confirm_intent(intent, actor=talks.seller)

    intent.refresh_from_db()
    assert waits_for_seller == "respondent"
    assert (intent.round, intent.amount, intent.confirmed_by) == (1, USD, talks.seller.person)
    assert talks.fresh().turn == ""
    assert Event.objects.latest("id").name == "negotiation.intent_confirmed"


def test_intent_without_an_amount_stays_undisclosed() -> None:
    talks = make_talks()

    intent = record_intent(talks.negotiation, actor=talks.buyer, summary="A first pilot", amount=None)

    intent.refresh_from_db()
    assert (intent.amount, intent.currency) == (None, "")
    assert Event.objects.latest("id").payload["amount_minor"] is None


def test_intent_is_not_confirmed_by_who_recorded_it() -> None:
    talks = make_talks()
    intent = record_intent(talks.negotiation, actor=talks.buyer, summary="12 hospitals", amount=USD)

    with pytest.raises(Forbidden):
        confirm_intent(intent, actor=colleague_of(talks.buyer))


def test_intent_that_was_answered_cannot_be_confirmed() -> None:
    talks = make_talks()
    first = record_intent(talks.negotiation, actor=talks.buyer, summary="12 hospitals", amount=USD)
    second = record_intent(talks.negotiation, actor=talks.seller, summary="10 hospitals", amount=USD)

    with pytest.raises(IntentSuperseded):
        confirm_intent(first, actor=talks.seller)

    assert (first.round, second.round) == (1, 2)


def test_intent_is_confirmed_once() -> None:
    talks = make_talks()
    intent = agree_on_intent(talks)

    with pytest.raises(IntentAlreadyConfirmed):
        confirm_intent(intent, actor=colleague_of(talks.seller))


def test_intent_after_the_end_is_refused() -> None:
    talks = make_talks()
    intent = record_intent(talks.negotiation, actor=talks.buyer, summary="12 hospitals", amount=USD)
    withdraw_negotiation(talks.negotiation, actor=talks.buyer)

    with pytest.raises(NotInTalks):
        confirm_intent(intent, actor=talks.seller)
    with pytest.raises(NotInTalks):
        record_intent(talks.negotiation, actor=talks.seller, summary="Come back", amount=None)


def test_agreed_intent_is_the_newest_confirmed_one() -> None:
    talks = make_talks()
    before = agreed_intent(talks.negotiation.pk)
    agree_on_intent(talks, USD)
    record_intent(talks.negotiation, actor=talks.seller, summary="More?", amount=None)

    found = agreed_intent(talks.negotiation.pk)

    assert before is None
    assert found is not None
    assert (found.summary, found.amount) == ("12 hospitals, 18,000 cases.", USD)
