"""The states of a negotiation, the one table of allowed moves, and the kinds of lines in its history."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class NegotiationState(models.TextChoices):
    INITIATED = "initiated", _("Waiting for an answer")
    ACCEPTED = "accepted", _("In talks")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Ended")
    CONCLUDED = "concluded", _("Concluded")


# A request is withdrawn by who made it; talks may be broken off by either side.
NEGOTIATION_MOVES: dict[NegotiationState, frozenset[NegotiationState]] = {
    NegotiationState.INITIATED: frozenset(
        {NegotiationState.ACCEPTED, NegotiationState.DECLINED, NegotiationState.WITHDRAWN}
    ),
    NegotiationState.ACCEPTED: frozenset({NegotiationState.CONCLUDED, NegotiationState.WITHDRAWN}),
    NegotiationState.DECLINED: frozenset(),
    NegotiationState.WITHDRAWN: frozenset(),
    NegotiationState.CONCLUDED: frozenset(),
}
OPEN_STATES = (NegotiationState.INITIATED, NegotiationState.ACCEPTED)


class Side(models.TextChoices):
    INITIATOR = "initiator", _("Initiator")
    RESPONDENT = "respondent", _("Respondent")

    @property
    def other(self) -> Side:
        return Side.RESPONDENT if self is Side.INITIATOR else Side.INITIATOR


class Turn(models.TextChoices):
    """Whom the talks wait for; empty for nobody."""

    INITIATOR = "initiator", _("Initiator")
    RESPONDENT = "respondent", _("Respondent")
    BOTH = "both", _("Both sides")


TURNS_OF = {
    Side.INITIATOR: (Turn.INITIATOR, Turn.BOTH),
    Side.RESPONDENT: (Turn.RESPONDENT, Turn.BOTH),
}


class MessageKind(models.TextChoices):
    """What a line of the history is; all but `message` are notes that the platform writes."""

    MESSAGE = "message", _("wrote")
    ACCEPTED = "accepted", _("accepted the request")
    DECLINED = "declined", _("declined the request")
    WITHDRAWN = "withdrawn", _("ended the negotiation")
    INTENT_RECORDED = "intent_recorded", _("recorded an intent")
    INTENT_CONFIRMED = "intent_confirmed", _("confirmed the intent")
    AGREEMENT_DRAFTED = "agreement_drafted", _("drafted the agreement")
    AGREEMENT_REVISED = "agreement_revised", _("changed the agreement; approvals of the earlier text are void")
    AGREEMENT_APPROVED = "agreement_approved", _("approved the agreement")
    AGREEMENT_FROZEN = "agreement_frozen", _("approved the same text too; the agreement is ready to sign")
    AGREEMENT_SIGNED = "agreement_signed", _("signed the agreement")
    AGREEMENT_DECLINED = "agreement_declined", _("declined the agreement")
    CONCLUDED = "concluded", _("signed too; the agreement is concluded")


AGREEMENT_KINDS = frozenset(
    {
        MessageKind.AGREEMENT_DRAFTED,
        MessageKind.AGREEMENT_REVISED,
        MessageKind.AGREEMENT_APPROVED,
        MessageKind.AGREEMENT_FROZEN,
        MessageKind.AGREEMENT_SIGNED,
        MessageKind.AGREEMENT_DECLINED,
        MessageKind.CONCLUDED,
    }
)
