"""Two people at the same moment, on real connections."""

from __future__ import annotations

import pytest

from everfair.negotiation.domain.negotiation import (
    accept_negotiation,
    decline_negotiation,
    request_negotiation,
    withdraw_negotiation,
)
from everfair.negotiation.domain.talks import confirm_intent, record_intent
from everfair.negotiation.enums import NegotiationState
from everfair.negotiation.models import Intent, Message, Negotiation
from tests.factories.accounts import make_member
from tests.factories.negotiation import colleague_of, make_project, make_request, make_talks
from tests.racing import sorted_at_once

pytestmark = [pytest.mark.integration, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("round_number", range(3))
def test_two_colleagues_ask_at_once(round_number: int) -> None:
    del round_number
    project, _seller = make_project()
    buyer = make_member()
    people = [buyer, *(colleague_of(buyer) for _ in range(3))]

    found = sorted_at_once(
        *(
            lambda actor=actor: request_negotiation(project, actor=actor, subject="It", message="Hello.")
            for actor in people
        )
    )

    assert found == ["", *["already_negotiating"] * 3]
    assert Negotiation.objects.count() == Message.objects.count() == 1


def test_one_accepts_while_another_declines() -> None:
    asked = make_request()
    colleague = colleague_of(asked.seller)

    found = sorted_at_once(
        lambda: accept_negotiation(asked.negotiation, actor=asked.seller),
        lambda: decline_negotiation(asked.negotiation, actor=colleague, reason="No."),
    )

    assert found == ["", "already_answered"]
    assert asked.fresh().state in {NegotiationState.ACCEPTED, NegotiationState.DECLINED}
    assert Message.objects.exclude(kind="message").count() == 1


def test_one_side_accepts_while_the_other_withdraws() -> None:
    asked = make_request()

    found = sorted_at_once(
        lambda: accept_negotiation(asked.negotiation, actor=asked.seller),
        lambda: withdraw_negotiation(asked.negotiation, actor=asked.buyer),
    )

    # Talks that have just begun may be broken off, so either both worked in this order, or the acceptance came late.
    assert found in (["", ""], ["", "already_answered"])
    assert asked.fresh().state == NegotiationState.WITHDRAWN


def test_both_sides_record_an_intent_at_once() -> None:
    talks = make_talks()

    found = sorted_at_once(
        *(
            lambda actor=actor: record_intent(talks.negotiation, actor=actor, summary="12 hospitals", amount=None)
            for actor in (talks.buyer, talks.seller, talks.buyer, talks.seller)
        )
    )

    assert found == [""] * 4
    assert list(Intent.objects.order_by("round").values_list("round", flat=True)) == [1, 2, 3, 4]


def test_one_confirms_while_the_other_records_a_new_round() -> None:
    talks = make_talks()
    intent = record_intent(talks.negotiation, actor=talks.buyer, summary="12 hospitals", amount=None)

    found = sorted_at_once(
        lambda: confirm_intent(intent, actor=talks.seller),
        lambda: record_intent(talks.negotiation, actor=talks.buyer, summary="11 hospitals", amount=None),
    )

    intent.refresh_from_db()
    assert found in (["", ""], ["", "intent_superseded"])
    assert (intent.confirmed_at is None) == (found == ["", "intent_superseded"])
