"""Every sequence of moves by everybody ends where the table of moves says."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from everfair.kernel.errors import DomainError, Forbidden
from everfair.negotiation.domain.agreements import conclude, ensure_in_talks, lock_talks
from everfair.negotiation.domain.negotiation import accept_negotiation, decline_negotiation, withdraw_negotiation
from everfair.negotiation.domain.talks import post_message, record_intent
from everfair.negotiation.enums import NEGOTIATION_MOVES, NegotiationState
from everfair.negotiation.models import Message, Negotiation
from tests.factories.negotiation import make_request

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

INITIATED, ACCEPTED = NegotiationState.INITIATED, NegotiationState.ACCEPTED
DECLINED, WITHDRAWN, CONCLUDED = NegotiationState.DECLINED, NegotiationState.WITHDRAWN, NegotiationState.CONCLUDED


class Machine(RuleBasedStateMachine):
    """Holds what should be true beside the row that is; each run is rolled back."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(transaction.atomic())
        self.talks = make_request()
        self.state = INITIATED
        self.messages = 1

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.stack.close()

    def stale(self) -> Negotiation:
        """Return the row as somebody saw it before anything happened."""
        return self.talks.negotiation

    def attempt(self, move: Callable[[], object], to: NegotiationState, *, allowed: bool) -> None:
        possible = allowed and to in NEGOTIATION_MOVES[self.state]
        if possible:
            move()
            self.state = to
            return
        with pytest.raises(DomainError):
            move()

    @rule()
    def accept(self) -> None:
        self.attempt(lambda: accept_negotiation(self.stale(), actor=self.talks.seller), ACCEPTED, allowed=True)

    @rule()
    def decline(self) -> None:
        self.attempt(
            lambda: decline_negotiation(self.stale(), actor=self.talks.seller, reason="No."), DECLINED, allowed=True
        )

    @rule()
    def withdraw_as_buyer(self) -> None:
        self.attempt(lambda: withdraw_negotiation(self.stale(), actor=self.talks.buyer), WITHDRAWN, allowed=True)

    @rule()
    def withdraw_as_seller(self) -> None:
        self.attempt(
            lambda: withdraw_negotiation(self.stale(), actor=self.talks.seller),
            WITHDRAWN,
            allowed=self.state is not INITIATED,
        )

    @rule()
    def conclude(self) -> None:
        self.attempt(self._conclude, CONCLUDED, allowed=True)

    def _conclude(self) -> None:
        with transaction.atomic():
            ensure_in_talks(lock_talks(self.stale().pk))
            conclude(self.stale().pk, actor=self.talks.seller, agreement="abc", link="/agreements/abc")

    @rule()
    def answer_oneself(self) -> None:
        with pytest.raises(Forbidden):
            accept_negotiation(self.stale(), actor=self.talks.buyer)

    @rule()
    def speak(self) -> None:
        if self.state in {ACCEPTED, CONCLUDED}:
            post_message(self.stale(), actor=self.talks.buyer, body="Well then.")
            self.messages += 1
            return
        with pytest.raises(DomainError):
            post_message(self.stale(), actor=self.talks.buyer, body="Well then.")

    @rule()
    def intend(self) -> None:
        if self.state is ACCEPTED:
            record_intent(self.stale(), actor=self.talks.seller, summary="12 hospitals", amount=None)
            return
        with pytest.raises(DomainError):
            record_intent(self.stale(), actor=self.talks.seller, summary="12 hospitals", amount=None)

    @invariant()
    def row_is_as_it_should_be(self) -> None:
        row = self.talks.fresh()
        assert row.state == self.state
        assert (row.answered_at is None) == (row.answered_by_id is None)
        assert (row.concluded_at is not None) == (self.state is CONCLUDED)
        assert bool(row.decline_reason) == (self.state is DECLINED)
        assert bool(row.turn) <= (self.state is ACCEPTED)
        assert Message.objects.filter(negotiation=row, kind="message").count() == self.messages


def test_negotiation_moves_as_its_table_says() -> None:
    run_state_machine_as_test(Machine, settings=settings(max_examples=15, stateful_step_count=10, deadline=None))
