"""Writes of the outcome list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.transaction import atomic

from everfair.kernel.events import log_event
from everfair.kernel.pages import purge
from everfair.publishing.enums import OutcomeKind, OutcomeStage
from everfair.publishing.models import Outcome

if TYPE_CHECKING:
    from everfair.signing.public import SignedAgreement


def record_signed_agreement(agreement: SignedAgreement) -> Outcome:
    """Enter a signed agreement in the list, once, however often it is told.

    With an amount it is a concluded deal, without one a strategic agreement; only what both sides
    signed comes here, so the stage is always `signed`.
    """
    deal = agreement.amount is not None
    with atomic():
        outcome, is_new = Outcome.objects.get_or_create(
            agreement_id=agreement.id,
            defaults={
                "edition_id": agreement.edition_id,
                "kind": OutcomeKind.CONCLUDED_DEAL if deal else OutcomeKind.STRATEGIC_AGREEMENT,
                "stage": OutcomeStage.SIGNED,
                "title": agreement.title,
                "first_party_id": agreement.first_party_id,
                "second_party_id": agreement.second_party_id,
                "amount_minor": agreement.amount.amount_minor if agreement.amount else None,
                "currency": agreement.amount.currency if agreement.amount else "",
                "recorded_at": agreement.signed_at,
            },
        )
        if is_new:
            log_event(
                "outcome.recorded",
                actor=None,
                subject=outcome,
                edition=outcome.edition,
                kind=outcome.kind,
                stage=outcome.stage,
                agreement=agreement.public_id,
            )
            purge("outcomes", "figures")
    return outcome
