"""The seven steps on top of a negotiation, from its state and its milestones; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

from everfair.negotiation.enums import MessageKind, NegotiationState

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from everfair.negotiation.models import Negotiation


class StepNumber(IntEnum):
    INITIATED = 0
    ANSWERED = 1
    TALKS = 2
    INTENT = 3
    AGREEMENT = 4
    APPROVED = 5
    SIGNED = 6


class Standing(StrEnum):
    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"
    ENDED = "ended"


NAMES: dict[StepNumber, _StrPromise] = {
    StepNumber.INITIATED: pgettext_lazy("step", "Initiated"),
    StepNumber.ANSWERED: pgettext_lazy("step", "Answered"),
    StepNumber.TALKS: pgettext_lazy("step", "Talks"),
    StepNumber.INTENT: pgettext_lazy("step", "Intent"),
    StepNumber.AGREEMENT: pgettext_lazy("step", "Agreement"),
    StepNumber.APPROVED: pgettext_lazy("step", "Approved"),
    StepNumber.SIGNED: pgettext_lazy("step", "Signed"),
}

# The step that the negotiation stands at after its newest note. Notes about the agreement go before those about
# intents; an agreement that was declined leaves the way free for another one.
_AFTER_INTENT = {
    MessageKind.INTENT_RECORDED: StepNumber.INTENT,
    MessageKind.INTENT_CONFIRMED: StepNumber.AGREEMENT,
}
_AFTER_AGREEMENT = {
    MessageKind.AGREEMENT_DRAFTED: StepNumber.APPROVED,
    MessageKind.AGREEMENT_REVISED: StepNumber.APPROVED,
    MessageKind.AGREEMENT_APPROVED: StepNumber.APPROVED,
    MessageKind.AGREEMENT_FROZEN: StepNumber.SIGNED,
    MessageKind.AGREEMENT_SIGNED: StepNumber.SIGNED,
    MessageKind.AGREEMENT_DECLINED: StepNumber.AGREEMENT,
}

_DONE_BY = {
    StepNumber.INTENT: MessageKind.INTENT_CONFIRMED,
    StepNumber.AGREEMENT: MessageKind.AGREEMENT_DRAFTED,
    StepNumber.APPROVED: MessageKind.AGREEMENT_FROZEN,
}


@dataclass(frozen=True, slots=True)
class Step:
    """One of the seven. `at` is when it was done, `took` how long the answer took."""

    number: StepNumber
    name: _StrPromise
    standing: Standing
    at: datetime | None = None
    took: timedelta | None = None


def steps_of(negotiation: Negotiation, milestones: Mapping[MessageKind, datetime]) -> list[Step]:
    """Return the seven steps; those that were skipped (an agreement without an intent) count as done, undated."""
    here = _stands_at(negotiation, milestones)
    dates = _dates(negotiation, milestones)
    took = negotiation.answered_at - negotiation.initiated_at if negotiation.answered_at else None
    return [
        Step(
            number,
            NAMES[number],
            _standing(number, here, negotiation),
            at=dates.get(number) if number <= here else None,
            took=took if number is StepNumber.ANSWERED else None,
        )
        for number in StepNumber
    ]


def _stands_at(negotiation: Negotiation, milestones: Mapping[MessageKind, datetime]) -> int:
    if negotiation.state == NegotiationState.CONCLUDED:
        return len(StepNumber)
    if negotiation.answered_at is None or negotiation.state == NegotiationState.DECLINED:
        return StepNumber.ANSWERED
    return _newest(_AFTER_AGREEMENT, milestones) or _newest(_AFTER_INTENT, milestones) or StepNumber.TALKS


def _newest(steps: Mapping[MessageKind, StepNumber], milestones: Mapping[MessageKind, datetime]) -> StepNumber | None:
    dated = [(moment, steps[kind]) for kind, moment in milestones.items() if kind in steps]
    return max(dated)[1] if dated else None


def _standing(number: StepNumber, here: int, negotiation: Negotiation) -> Standing:
    if number < here:
        return Standing.DONE
    if number > here:
        return Standing.AHEAD
    has_ended = negotiation.state in {NegotiationState.DECLINED, NegotiationState.WITHDRAWN}
    return Standing.ENDED if has_ended else Standing.NOW


def _dates(negotiation: Negotiation, milestones: Mapping[MessageKind, datetime]) -> dict[int, datetime]:
    dates: dict[int, datetime | None] = {
        StepNumber.INITIATED: negotiation.initiated_at,
        StepNumber.ANSWERED: negotiation.answered_at,
        StepNumber.SIGNED: negotiation.concluded_at,
        **{number: milestones.get(kind) for number, kind in _DONE_BY.items()},
    }
    return {number: moment for number, moment in dates.items() if moment}
