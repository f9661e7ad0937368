"""The states of an agreement, and the one table of allowed moves."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class AgreementState(models.TextChoices):
    DRAFT = "draft", _("Being drafted")
    APPROVED = "approved", _("Approved by both sides")
    PARTLY_SIGNED = "partly_signed", _("Signed by one side")
    SIGNED = "signed", _("Signed by both sides")
    DECLINED = "declined", _("Declined")


AGREEMENT_MOVES: dict[AgreementState, frozenset[AgreementState]] = {
    AgreementState.DRAFT: frozenset({AgreementState.APPROVED, AgreementState.DECLINED}),
    AgreementState.APPROVED: frozenset({AgreementState.PARTLY_SIGNED, AgreementState.DECLINED}),
    AgreementState.PARTLY_SIGNED: frozenset({AgreementState.SIGNED, AgreementState.DECLINED}),
    AgreementState.SIGNED: frozenset(),
    AgreementState.DECLINED: frozenset(),
}
