"""A negotiation from its request to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError
from django.db.transaction import atomic

from everfair.accounts.public import Counterpart, ensure_border_consent
from everfair.exhibition.public import ProjectState
from everfair.kernel.access import require
from everfair.kernel.clock import now
from everfair.negotiation.access import can_answer, can_request, can_withdraw
from everfair.negotiation.domain.border import ensure_may_cross
from everfair.negotiation.domain.history import keep_line, lock, log, pass_turn, take_lead, tell, tell_lists, write_line
from everfair.negotiation.domain.words import clean, clean_line
from everfair.negotiation.enums import NEGOTIATION_MOVES, MessageKind, NegotiationState
from everfair.negotiation.errors import (
    AlreadyAnswered,
    AlreadyNegotiating,
    NegotiationWithOneself,
    ProjectNotOpen,
)
from everfair.negotiation.models import Negotiation
from everfair.negotiation.queries.open import open_negotiation

if TYPE_CHECKING:
    from everfair.accounts.public import Member
    from everfair.exhibition.public import ProjectCard

LONGEST_SUBJECT, LONGEST_REASON, LONGEST_MESSAGE = 200, 500, 4000


def request_negotiation(project: ProjectCard, *, actor: Member, subject: str, message: str) -> Negotiation:
    """Ask the project's exhibitor to negotiate about it.

    Raises `NegotiationWithOneself`, `ProjectNotOpen`, `BorderConsentMissing`, or `AlreadyNegotiating`, which leads to
    the open one.
    """
    require(can_request(actor))
    ensure_may_begin(project, actor=actor)
    ensure_border_consent(actor, counterpart_of(project))
    subject = clean_line(subject, field="subject", longest=LONGEST_SUBJECT)
    message = clean(message, field="message", longest=LONGEST_MESSAGE)
    try:
        with atomic():
            negotiation = Negotiation.objects.create(
                edition_id=project.edition_id,
                project_id=project.id,
                initiator=actor.organisation,
                respondent_id=project.organisation_id,
                initiated_by=actor.person,
                initiator_lead=actor.person,
                subject=subject,
                initiated_at=(moment := now()),
                moved_at=moment,
            )
            keep_line(negotiation, actor=actor, body=message)
            _log_initiated(negotiation, project, actor=actor)
    except IntegrityError as error:
        # The constraint speaks when two colleagues ask at the same moment.
        existing = open_negotiation(project.id, actor.organisation.pk)
        if existing is None:
            raise
        raise AlreadyNegotiating(existing) from error
    return negotiation


def _log_initiated(negotiation: Negotiation, project: ProjectCard, *, actor: Member) -> None:
    initiator, respondent = actor.organisation.public_id, project.organisation_public_id
    log(
        negotiation,
        "negotiation.initiated",
        actor=actor,
        project=project.public_id,
        initiator=initiator,
        respondent=respondent,
    )
    tell_lists(negotiation, initiator, respondent)


def counterpart_of(project: ProjectCard) -> Counterpart:
    """Return who is behind a project, for the question that is asked before words cross the border."""
    return Counterpart(project.organisation_public_id, project.organisation_name, project.country)


def ensure_may_begin(project: ProjectCard, *, actor: Member) -> None:
    """Refuse a project that is one's own or not published."""
    if project.organisation_id == actor.organisation.pk:
        raise NegotiationWithOneself
    if project.state != ProjectState.PUBLISHED:
        raise ProjectNotOpen


def accept_negotiation(negotiation: Negotiation, *, actor: Member) -> Negotiation:
    """Begin the talks; `AlreadyAnswered` if somebody was faster, `BorderConsentMissing`."""
    require(can_answer(actor, negotiation))
    ensure_may_cross(negotiation, actor=actor)
    with atomic():
        negotiation = _answer(negotiation, NegotiationState.ACCEPTED, actor=actor)
        pass_turn(negotiation, actor=actor)
        take_lead(negotiation, actor=actor)
        negotiation.save()
        write_line(negotiation, actor=actor, kind=MessageKind.ACCEPTED)
        tell(negotiation, "negotiation.accepted", actor=actor, seconds=_reply_seconds(negotiation))
    return negotiation


def decline_negotiation(negotiation: Negotiation, *, actor: Member, reason: str) -> Negotiation:
    """Refuse the request; the other side reads the reason. `AlreadyAnswered` if somebody was faster."""
    require(can_answer(actor, negotiation))
    reason = clean(reason, field="reason", longest=LONGEST_REASON)
    with atomic():
        negotiation = _answer(negotiation, NegotiationState.DECLINED, actor=actor)
        negotiation.decline_reason = reason
        negotiation.save()
        write_line(negotiation, actor=actor, kind=MessageKind.DECLINED, body=reason)
        tell(negotiation, "negotiation.declined", actor=actor, reason=reason, seconds=_reply_seconds(negotiation))
    return negotiation


def withdraw_negotiation(negotiation: Negotiation, *, actor: Member) -> Negotiation:
    """Take a request back, or break off the talks; `AlreadyAnswered` if it has ended before."""
    with atomic():
        negotiation = lock(negotiation)
        require(can_withdraw(actor, negotiation))
        _ensure_move(negotiation, NegotiationState.WITHDRAWN)
        answered = negotiation.answered_at is not None
        negotiation.state = NegotiationState.WITHDRAWN
        negotiation.turn, negotiation.moved_at = "", now()
        negotiation.save()
        write_line(negotiation, actor=actor, kind=MessageKind.WITHDRAWN)
        tell(negotiation, "negotiation.withdrawn", actor=actor, answered=answered)
    return negotiation


def _answer(negotiation: Negotiation, state: NegotiationState, *, actor: Member) -> Negotiation:
    negotiation = lock(negotiation)
    _ensure_move(negotiation, state)
    negotiation.state = state
    negotiation.answered_by = actor.person
    negotiation.answered_at = negotiation.moved_at = now()
    return negotiation


def _ensure_move(negotiation: Negotiation, state: NegotiationState) -> None:
    if state not in NEGOTIATION_MOVES[NegotiationState(negotiation.state)]:
        raise AlreadyAnswered(state=negotiation.get_state_display())


def _reply_seconds(negotiation: Negotiation) -> int:
    answered_at = negotiation.answered_at or negotiation.initiated_at
    return int((answered_at - negotiation.initiated_at).total_seconds())
