"""An agreement from its draft to the text that both sides have approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError
from django.db.transaction import atomic

from everfair.kernel.access import require
from everfair.kernel.clock import now
from everfair.kernel.ids import new_public_id
from everfair.negotiation.public import MessageKind, clean_words, ensure_in_talks, lock_talks, note_agreement
from everfair.signing.access import can_deal, can_draft
from everfair.signing.domain.record import PARTIES, ensure_move, ensure_state, link_of, lock, log, sha256_of
from everfair.signing.domain.terms import DraftTerms, complete_terms, revise_terms
from everfair.signing.enums import AgreementState
from everfair.signing.errors import AlreadyApproved, AlreadyDrafted, NothingChanged, SideHasSigned, TextChanged
from everfair.signing.models import Agreement, Approval
from everfair.signing.paper.compose import compose_agreement
from everfair.signing.paper.terms import AgreementTerms
from everfair.signing.paper.text import text_sha256
from everfair.signing.queries.current import current_agreement

if TYPE_CHECKING:
    from everfair.accounts.public import Member
    from everfair.negotiation.public import NegotiationCard


LONGEST_REASON = 500


def draft_agreement(negotiation: NegotiationCard, *, actor: Member, draft: DraftTerms) -> Agreement:
    """Write the first text of an agreement; `AlreadyDrafted` leads to the one there is, if any.

    Raises `NotInTalks` when the talks are over and `BadTerms` for terms that can't be printed.
    """
    require(can_draft(actor, negotiation))
    public_id = new_public_id()
    terms = complete_terms(draft, agreement_id=public_id, negotiation=negotiation)
    try:
        with atomic():
            ensure_in_talks(lock_talks(negotiation.id))
            agreement = Agreement(public_id=public_id, negotiation_id=negotiation.id, drafted_by=actor.person)
            agreement.first_party_id, agreement.second_party_id = negotiation.initiator_id, negotiation.respondent_id
            _set_terms(agreement, terms)
            agreement.created_at = now()
            agreement.save()
            _tell(agreement, "agreement.drafted", actor=actor, kind=MessageKind.AGREEMENT_DRAFTED)
    except IntegrityError as error:
        # The constraint speaks when both sides draft at the same moment.
        existing = current_agreement(negotiation.id)
        if existing is None:
            raise
        raise AlreadyDrafted(existing) from error
    return agreement


def revise_agreement(agreement: Agreement, *, actor: Member, draft: DraftTerms, version: int) -> Agreement:
    """Change the terms of version `version`: a new text, which nobody has approved yet.

    Raises `TextChanged` if that is no longer the newest version, `NothingChanged` if the text stays the same.
    """
    require(can_deal(actor, agreement))
    with atomic():
        agreement = lock(agreement)
        ensure_state(agreement, AgreementState.DRAFT)
        if agreement.version != version:
            raise TextChanged
        terms = revise_terms(AgreementTerms.from_json(agreement.terms), draft)
        if text_sha256(terms) == agreement.text_sha256:
            raise NothingChanged
        _set_terms(agreement, terms)
        agreement.version += 1
        agreement.save()
        agreement.approvals.all().delete()
        _tell(agreement, "agreement.revised", actor=actor, kind=MessageKind.AGREEMENT_REVISED)
    return agreement


def approve_agreement(agreement: Agreement, *, actor: Member, sha256: str) -> Agreement:
    """Approve exactly the text with this hash; the second approval freezes it and makes its paper.

    Raises `TextChanged` if the text is another one by now.
    """
    require(can_deal(actor, agreement))
    with atomic():
        agreement = lock(agreement)
        ensure_state(agreement, AgreementState.DRAFT)
        if agreement.text_sha256 != sha256:
            raise TextChanged
        if agreement.approvals.filter(organisation=actor.organisation).exists():
            raise AlreadyApproved
        Approval.objects.create(
            agreement=agreement,
            organisation=actor.organisation,
            person=actor.person,
            text_sha256=sha256,
            approved_at=now(),
        )
        if agreement.approvals.count() == PARTIES:
            _freeze(agreement, actor=actor)
        else:
            _tell(agreement, "agreement.approved", actor=actor, kind=MessageKind.AGREEMENT_APPROVED)
    return agreement


def decline_agreement(agreement: Agreement, *, actor: Member, reason: str) -> Agreement:
    """Refuse to go on with this agreement; the talks go on, and another one may be drafted.

    Who has signed is bound to the offer: `SideHasSigned`.
    """
    require(can_deal(actor, agreement))
    reason = clean_words(reason, field="reason", longest=LONGEST_REASON)
    with atomic():
        agreement = lock(agreement)
        ensure_move(agreement, AgreementState.DECLINED)
        if agreement.signatures.filter(organisation=actor.organisation).exists():
            raise SideHasSigned
        agreement.state = AgreementState.DECLINED
        agreement.decline_reason = reason
        agreement.save(update_fields=["state", "decline_reason"])
        log(agreement, "agreement.declined", actor=actor, reason=reason)
        _note(agreement, MessageKind.AGREEMENT_DECLINED, actor=actor, body=reason)
    return agreement


def _set_terms(agreement: Agreement, terms: AgreementTerms) -> None:
    agreement.terms = terms.to_json()
    agreement.text_sha256 = text_sha256(terms)
    agreement.amount_minor = terms.amount.amount_minor if terms.amount else None
    agreement.currency = terms.amount.currency if terms.amount else ""


def _freeze(agreement: Agreement, *, actor: Member) -> None:
    """Make the paper that will be signed from the text that both sides approved."""
    from everfair.signing.seal.sign import prepare  # noqa: PLC0415 -- pyHanko takes a second to import: only those who sign or check wait for it

    moment = now()
    paper = prepare(compose_agreement(AgreementTerms.from_json(agreement.terms), created_at=moment))
    ensure_move(agreement, AgreementState.APPROVED)
    agreement.state = AgreementState.APPROVED
    agreement.approved_at = moment
    agreement.paper, agreement.paper_sha256 = paper, sha256_of(paper)
    agreement.save()
    log(agreement, "agreement.frozen", actor=actor, sha256=agreement.text_sha256)
    _note(agreement, MessageKind.AGREEMENT_FROZEN, actor=actor, both_turn=True)


def _tell(agreement: Agreement, name: str, *, actor: Member, kind: MessageKind) -> None:
    log(agreement, name, actor=actor, version=agreement.version, sha256=agreement.text_sha256)
    _note(agreement, kind, actor=actor)


def _note(agreement: Agreement, kind: MessageKind, *, actor: Member, body: str = "", both_turn: bool = False) -> None:
    note_agreement(agreement.negotiation_id, kind, actor=actor, link=link_of(agreement), body=body, both_turn=both_turn)
