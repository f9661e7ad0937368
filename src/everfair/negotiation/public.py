"""What other apps may use of negotiations."""

from __future__ import annotations

from everfair.negotiation.domain.agreements import conclude, ensure_in_talks, lock_talks, note_agreement
from everfair.negotiation.domain.words import clean as clean_words
from everfair.negotiation.enums import MessageKind, NegotiationState, Side
from everfair.negotiation.errors import NotInTalks
from everfair.negotiation.interfaces.forms import DeclineForm
from everfair.negotiation.interfaces.money_form import MoneyForm
from everfair.negotiation.interfaces.words_field import WordsField
from everfair.negotiation.queries.cards import NegotiationCard, negotiation_for_party, waiting_for
from everfair.negotiation.queries.intents import AgreedIntent, agreed_intent

__all__ = [
    "AgreedIntent",
    "DeclineForm",
    "MessageKind",
    "MoneyForm",
    "NegotiationCard",
    "NegotiationState",
    "NotInTalks",
    "Side",
    "WordsField",
    "agreed_intent",
    "clean_words",
    "conclude",
    "ensure_in_talks",
    "lock_talks",
    "negotiation_for_party",
    "note_agreement",
    "waiting_for",
]
