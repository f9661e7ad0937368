"""The seven steps on top of a negotiation."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from everfair.negotiation.enums import NEGOTIATION_MOVES, MessageKind, NegotiationState
from everfair.negotiation.models import Negotiation
from everfair.negotiation.steps import Standing, StepNumber, steps_of

pytestmark = pytest.mark.unit

BEGIN = datetime(2020, 9, 5, 2, 12, tzinfo=UTC)
DONE, NOW, AHEAD, ENDED = Standing.DONE, Standing.NOW, Standing.AHEAD, Standing.ENDED


def negotiation(state: NegotiationState, *, answered: bool = True) -> Negotiation:
    return Negotiation(
        state=state,
        initiated_at=BEGIN,
        answered_at=BEGIN + timedelta(minutes=100) if answered else None,
        concluded_at=BEGIN + timedelta(days=3) if state is NegotiationState.CONCLUDED else None,
    )


def standings(row: Negotiation, *kinds: MessageKind) -> list[Standing]:
    milestones = {kind: BEGIN + timedelta(hours=hour) for hour, kind in enumerate(kinds, start=2)}
    return [step.standing for step in steps_of(row, milestones)]


def test_steps_of_a_request_wait_for_the_answer() -> None:
    row = negotiation(NegotiationState.INITIATED, answered=False)

    found = standings(row)

    assert found == [DONE, NOW, AHEAD, AHEAD, AHEAD, AHEAD, AHEAD]


def test_steps_of_a_declined_request_end_at_the_answer() -> None:
    found = standings(negotiation(NegotiationState.DECLINED), MessageKind.DECLINED)

    assert found == [DONE, ENDED, AHEAD, AHEAD, AHEAD, AHEAD, AHEAD]


def test_steps_of_talks_broken_off_end_where_they_stood() -> None:
    found = standings(negotiation(NegotiationState.WITHDRAWN), MessageKind.INTENT_RECORDED, MessageKind.WITHDRAWN)

    assert found == [DONE, DONE, DONE, ENDED, AHEAD, AHEAD, AHEAD]


@pytest.mark.parametrize(
    ("kinds", "here"),
    [
        ((), StepNumber.TALKS),
        ((MessageKind.ACCEPTED,), StepNumber.TALKS),
        ((MessageKind.INTENT_RECORDED,), StepNumber.INTENT),
        ((MessageKind.INTENT_RECORDED, MessageKind.INTENT_CONFIRMED), StepNumber.AGREEMENT),
        ((MessageKind.INTENT_CONFIRMED, MessageKind.INTENT_RECORDED), StepNumber.INTENT),
        ((MessageKind.AGREEMENT_DRAFTED,), StepNumber.APPROVED),
        ((MessageKind.AGREEMENT_DRAFTED, MessageKind.INTENT_RECORDED), StepNumber.APPROVED),
        ((MessageKind.AGREEMENT_DRAFTED, MessageKind.AGREEMENT_APPROVED), StepNumber.APPROVED),
        ((MessageKind.AGREEMENT_APPROVED, MessageKind.AGREEMENT_FROZEN), StepNumber.SIGNED),
        ((MessageKind.AGREEMENT_FROZEN, MessageKind.AGREEMENT_SIGNED), StepNumber.SIGNED),
        ((MessageKind.AGREEMENT_FROZEN, MessageKind.AGREEMENT_DECLINED), StepNumber.AGREEMENT),
        ((MessageKind.AGREEMENT_DECLINED, MessageKind.AGREEMENT_DRAFTED), StepNumber.APPROVED),
    ],
)
def test_steps_of_talks_stand_where_the_newest_note_puts_them(kinds: tuple[MessageKind, ...], here: int) -> None:
    found = standings(negotiation(NegotiationState.ACCEPTED), *kinds)

    assert found == [DONE] * here + [NOW] + [AHEAD] * (6 - here)


def test_steps_of_a_concluded_negotiation_are_all_done_and_dated() -> None:
    row = negotiation(NegotiationState.CONCLUDED)

    steps = steps_of(row, {})

    assert [step.standing for step in steps] == [DONE] * 7
    assert steps[StepNumber.INITIATED].at == row.initiated_at
    assert steps[StepNumber.ANSWERED].took == timedelta(minutes=100)
    assert steps[StepNumber.SIGNED].at == row.concluded_at


def test_moves_know_every_state_and_end_in_the_closed_ones() -> None:
    closed = {NegotiationState.DECLINED, NegotiationState.WITHDRAWN, NegotiationState.CONCLUDED}

    assert set(NEGOTIATION_MOVES) == set(NegotiationState)
    assert {state for state, moves in NEGOTIATION_MOVES.items() if not moves} == closed
