"""Where a negotiation stands: its steps, its intents, its agreement, what may be done next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from everfair.exhibition.public import ProjectCard, project_cards
from everfair.negotiation.access import can_answer, can_confirm, can_speak, can_withdraw
from everfair.negotiation.enums import AGREEMENT_KINDS, MessageKind, NegotiationState
from everfair.negotiation.queries.history import Note, notes_of
from everfair.negotiation.queries.intents import Rounds, rounds_of
from everfair.negotiation.queries.parties import Party
from everfair.negotiation.queries.replies import usual_reply_time
from everfair.negotiation.steps import Step, steps_of


@dataclass(frozen=True, slots=True)
class May:
    """What this party may do now."""

    answer: bool
    speak: bool
    withdraw: bool
    record_intent: bool
    confirm_intent: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """`agreement` is the address of the agreement in the works or signed, "" for none.

    `reply_time` is how fast the side that we wait for usually answers.
    """

    steps: list[Step]
    rounds: Rounds | None
    agreement: str
    project: ProjectCard | None
    may: May
    reply_time: timedelta | None


def standing_of(party: Party) -> Standing:
    """Look everything up that the page shows beside the history; at most four queries."""
    negotiation = party.negotiation
    notes = notes_of(negotiation)
    rounds = rounds_of(negotiation)
    waits = negotiation.state == NegotiationState.INITIATED and not party.is_our_turn
    return Standing(
        steps=steps_of(negotiation, {note.kind: note.at for note in notes}),
        rounds=rounds,
        agreement=_agreement(notes),
        project=project_cards([negotiation.project_id]).get(negotiation.project_id) if negotiation.project_id else None,
        may=_may(party, rounds),
        reply_time=usual_reply_time(negotiation.respondent_id) if waits else None,
    )


def _may(party: Party, rounds: Rounds | None) -> May:
    negotiation, member = party.negotiation, party.member
    state = negotiation.state
    speaks = can_speak(member, negotiation)
    in_talks = state == NegotiationState.ACCEPTED
    return May(
        answer=state == NegotiationState.INITIATED and can_answer(member, negotiation),
        speak=speaks and state in {NegotiationState.ACCEPTED, NegotiationState.CONCLUDED},
        withdraw=state in {NegotiationState.INITIATED, NegotiationState.ACCEPTED} and can_withdraw(member, negotiation),
        record_intent=speaks and in_talks,
        confirm_intent=in_talks
        and rounds is not None
        and not rounds.is_confirmed
        and can_confirm(member, rounds.newest),
    )


def _agreement(notes: list[Note]) -> str:
    about = [note for note in notes if note.kind in AGREEMENT_KINDS]
    return about[-1].link if about and about[-1].kind is not MessageKind.AGREEMENT_DECLINED else ""
