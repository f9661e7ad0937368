"""Requesting a negotiation, and answering it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from everfair.accounts.enums import MemberRole, OrganisationState
from everfair.kernel import clock
from everfair.kernel.errors import Forbidden
from everfair.kernel.models import Event
from everfair.negotiation.domain.negotiation import (
    accept_negotiation,
    decline_negotiation,
    request_negotiation,
    withdraw_negotiation,
)
from everfair.negotiation.enums import MessageKind, NegotiationState
from everfair.negotiation.errors import (
    AlreadyAnswered,
    AlreadyNegotiating,
    NegotiationWithOneself,
    ProjectNotOpen,
    WordsMissing,
)
from everfair.negotiation.models import Message, Negotiation
from tests.factories.accounts import make_member
from tests.factories.negotiation import Talks, colleague_of, make_project, make_request, make_talks

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def ask(talks: Talks, **words: str) -> Negotiation:
    words = {"subject": "Again", "message": "Hello again.", **words}
    return request_negotiation(talks.project, actor=talks.buyer, subject=words["subject"], message=words["message"])


def last_event() -> Event:
    return Event.objects.order_by("-id")[0]


def test_request_is_kept_with_its_first_message_and_event() -> None:
    asked = make_request()

    row = asked.fresh()
    (message,) = Message.objects.all()
    event = last_event()
    assert (row.state, row.initiator, row.respondent) == (
        "initiated",
        asked.buyer.organisation,
        asked.seller.organisation,
    )
    assert (message.body, message.author, message.kind) == ("Good day from Bangkok.", asked.buyer.person, "message")
    assert event.name == "negotiation.initiated"
    assert event.payload == {
        "project": asked.project.public_id,
        "initiator": asked.buyer.organisation.public_id,
        "respondent": asked.seller.organisation.public_id,
    }


def test_request_to_oneself_is_refused() -> None:
    project, seller = make_project()

    with pytest.raises(NegotiationWithOneself):
        request_negotiation(project, actor=seller, subject="Us", message="Hello us.")

    assert not Negotiation.objects.exists()


def test_request_about_a_withdrawn_project_is_refused() -> None:
    project, _seller = make_project()

    with pytest.raises(ProjectNotOpen):
        request_negotiation(replace(project, state="withdrawn"), actor=make_member(), subject="It", message="Hello.")


@pytest.mark.parametrize("words", [{"subject": "  "}, {"message": "\r\n"}])
def test_request_without_words_is_refused(words: dict[str, str]) -> None:
    asked = make_request()
    withdraw_negotiation(asked.negotiation, actor=asked.buyer)

    with pytest.raises(WordsMissing):
        ask(asked, **words)


@pytest.mark.parametrize(
    ("role", "state"),
    [(MemberRole.STATISTICS, OrganisationState.APPROVED), (MemberRole.OWNER, OrganisationState.REFUSED)],
)
def test_request_by_who_may_not_deal_is_forbidden(role: str, state: str) -> None:
    project, _seller = make_project()

    with pytest.raises(Forbidden):
        request_negotiation(project, actor=make_member(role, state=state), subject="It", message="Hello.")


@pytest.mark.parametrize("accepted", [False, True])
def test_second_request_leads_to_the_open_one(accepted: bool) -> None:  # noqa: FBT001 -- a parameter of the test
    asked = make_talks() if accepted else make_request()

    with pytest.raises(AlreadyNegotiating) as caught:
        ask(replace(asked, buyer=colleague_of(asked.buyer)))

    assert caught.value.negotiation == asked.negotiation.public_id
    assert Negotiation.objects.count() == 1


def test_request_may_be_made_again_after_a_refusal() -> None:
    asked = make_request()
    decline_negotiation(asked.negotiation, actor=asked.seller, reason="Not this year.")

    again = ask(asked)

    assert again.state == NegotiationState.INITIATED


def test_acceptance_begins_the_talks_and_counts_the_reply_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_read", lambda: datetime(2020, 9, 5, 2, 0, tzinfo=UTC))
    asked = make_request()
    monkeypatch.setattr(clock, "_read", lambda: datetime(2020, 9, 5, 3, 40, tzinfo=UTC))

    accept_negotiation(asked.negotiation, actor=asked.seller)

    row = asked.fresh()
    assert (row.state, row.turn, row.answered_by) == ("accepted", "initiator", asked.seller.person)
    assert last_event().payload == {"seconds": 6000}
    assert list(Message.objects.values_list("kind", flat=True)) == [MessageKind.MESSAGE, MessageKind.ACCEPTED]


def test_refusal_keeps_its_reason() -> None:
    asked = make_request()

    decline_negotiation(asked.negotiation, actor=asked.seller, reason="  Fully booked until spring. ")

    row = asked.fresh()
    assert (row.state, row.decline_reason) == ("declined", "Fully booked until spring.")
    assert Message.objects.latest("id").body == "Fully booked until spring."


def test_refusal_without_a_reason_is_refused() -> None:
    asked = make_request()

    with pytest.raises(WordsMissing):
        decline_negotiation(asked.negotiation, actor=asked.seller, reason=" ")

    assert asked.fresh().state == NegotiationState.INITIATED


def test_second_answer_is_told_that_it_was_answered() -> None:
    asked = make_request()
    accept_negotiation(asked.negotiation, actor=asked.seller)
    colleague = colleague_of(asked.seller)

    with pytest.raises(AlreadyAnswered) as caught:
        decline_negotiation(asked.negotiation, actor=colleague, reason="No.")

    assert str(caught.value.words["state"])
    assert asked.fresh().state == NegotiationState.ACCEPTED


def test_answer_by_the_asking_side_is_forbidden() -> None:
    asked = make_request()

    with pytest.raises(Forbidden):
        accept_negotiation(asked.negotiation, actor=asked.buyer)


def test_answer_by_a_stranger_is_forbidden() -> None:
    asked = make_request()

    with pytest.raises(Forbidden):
        decline_negotiation(asked.negotiation, actor=make_member(), reason="No.")


def test_answer_by_the_statistics_officer_is_forbidden() -> None:
    asked = make_request()

    with pytest.raises(Forbidden):
        accept_negotiation(asked.negotiation, actor=colleague_of(asked.seller, MemberRole.STATISTICS))


def test_request_is_withdrawn_by_its_own_side_only() -> None:
    asked = make_request()

    with pytest.raises(Forbidden):
        withdraw_negotiation(asked.negotiation, actor=asked.seller)
    withdraw_negotiation(asked.negotiation, actor=asked.buyer)

    assert asked.fresh().state == NegotiationState.WITHDRAWN
    assert last_event().payload == {"answered": False}


@pytest.mark.parametrize("side", ["buyer", "seller"])
def test_talks_may_be_broken_off_by_either_side(side: str) -> None:
    talks = make_talks()

    withdraw_negotiation(talks.negotiation, actor=getattr(talks, side))

    row = talks.fresh()
    assert (row.state, row.turn) == ("withdrawn", "")
    assert last_event().payload == {"answered": True}
