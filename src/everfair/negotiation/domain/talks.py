"""What the two sides do while they talk: messages and intents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.transaction import atomic

from everfair.kernel.access import require
from everfair.kernel.clock import now
from everfair.kernel.realtime import publish
from everfair.negotiation.access import can_confirm, can_speak
from everfair.negotiation.domain.border import ensure_may_cross
from everfair.negotiation.domain.history import lock, log, pass_turn, take_lead, tell_lists, write_line
from everfair.negotiation.domain.negotiation import LONGEST_MESSAGE
from everfair.negotiation.domain.words import clean
from everfair.negotiation.enums import MessageKind, NegotiationState
from everfair.negotiation.errors import IntentAlreadyConfirmed, IntentSuperseded, NotInTalks
from everfair.negotiation.models import Intent, Message, Negotiation

if TYPE_CHECKING:
    from everfair.accounts.public import Member
    from everfair.kernel.money import Money

LONGEST_SUMMARY = 1000
# Nothing hard-closes: after the signing the two sides still have things to say to each other.
_SPEAKING = {NegotiationState.ACCEPTED, NegotiationState.CONCLUDED}


def post_message(negotiation: Negotiation, *, actor: Member, body: str) -> Message:
    """Say something to the other side, by name.

    `NotInTalks` before the request is accepted and after the talks have ended; `BorderConsentMissing`.
    """
    require(can_speak(actor, negotiation))
    ensure_may_cross(negotiation, actor=actor)
    body = clean(body, field="body", longest=LONGEST_MESSAGE)
    with atomic():
        negotiation = lock(negotiation)
        _ensure_state(negotiation, _SPEAKING)
        message = write_line(negotiation, actor=actor, body=body)
        _move(negotiation, actor=actor, wait=negotiation.state == NegotiationState.ACCEPTED)
        log(negotiation, "negotiation.message_posted", actor=actor, message=message.public_id)
    return message


def record_intent(negotiation: Negotiation, *, actor: Member, summary: str, amount: Money | None) -> Intent:
    """Write down what this side intends, for the other to confirm; it answers the round before."""
    require(can_speak(actor, negotiation))
    summary = clean(summary, field="summary", longest=LONGEST_SUMMARY)
    with atomic():
        negotiation = lock(negotiation)
        _ensure_state(negotiation, {NegotiationState.ACCEPTED})
        intent = Intent.objects.create(
            negotiation=negotiation,
            round=negotiation.intents.count() + 1,
            organisation=actor.organisation,
            recorded_by=actor.person,
            summary=summary,
            amount_minor=amount.amount_minor if amount else None,
            currency=amount.currency if amount else "",
            recorded_at=now(),
        )
        write_line(negotiation, actor=actor, kind=MessageKind.INTENT_RECORDED, body=summary)
        _move(negotiation, actor=actor)
        log(
            negotiation,
            "negotiation.intent_recorded",
            actor=actor,
            intent=intent.public_id,
            round=intent.round,
            amount_minor=intent.amount_minor,
            currency=intent.currency,
        )
        publish(negotiation.channel, "moved", {"state": negotiation.state})
    return intent


def confirm_intent(intent: Intent, *, actor: Member) -> Intent:
    """Say that this side intends the same; `IntentSuperseded` if a newer one has been recorded meanwhile."""
    require(can_confirm(actor, intent))
    with atomic():
        negotiation = lock(intent.negotiation)
        _ensure_state(negotiation, {NegotiationState.ACCEPTED})
        intent = _newest(negotiation, intent)
        intent.confirmed_by, intent.confirmed_at = actor.person, now()
        intent.save()
        write_line(negotiation, actor=actor, kind=MessageKind.INTENT_CONFIRMED)
        _move(negotiation, actor=actor, wait=False)
        log(negotiation, "negotiation.intent_confirmed", actor=actor, intent=intent.public_id)
        publish(negotiation.channel, "moved", {"state": negotiation.state})
    return intent


def _newest(negotiation: Negotiation, intent: Intent) -> Intent:
    newest = negotiation.intents.latest("round")
    if newest.pk != intent.pk:
        raise IntentSuperseded
    if newest.confirmed_at is not None:
        raise IntentAlreadyConfirmed
    return newest


def _ensure_state(negotiation: Negotiation, states: set[NegotiationState]) -> None:
    if negotiation.state not in states:
        raise NotInTalks(state=negotiation.get_state_display())


def _move(negotiation: Negotiation, *, actor: Member, wait: bool = True) -> None:
    pass_turn(negotiation, actor=actor, wait=wait)
    take_lead(negotiation, actor=actor)
    negotiation.moved_at = now()
    negotiation.save(update_fields=["turn", "moved_at", "initiator_lead", "respondent_lead"])
    tell_lists(negotiation, negotiation.initiator.public_id, negotiation.respondent.public_id)
