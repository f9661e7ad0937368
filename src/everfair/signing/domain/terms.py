"""From what a party typed to the terms that are printed: parties and edition come from their own records."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from everfair.accounts.public import OrganisationCard, organisation_cards
from everfair.kernel.languages import LANGUAGES
from everfair.kernel.text import Text
from everfair.signing.paper.terms import AgreementTerms, Party, Side, SupplyMode

if TYPE_CHECKING:
    from everfair.kernel.money import Money
    from everfair.negotiation.public import NegotiationCard


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftTerms:
    """The terms that the parties choose; everything else stands in the records of the fair."""

    provider: Side
    subject: Text
    scope: Text
    amount: Money | None
    starts_on: date
    term_months: int | None
    supply_mode: SupplyMode
    confidential_months: int | None
    prevails: str | None
    governing_law: Text


def complete_terms(draft: DraftTerms, *, agreement_id: str, negotiation: NegotiationCard) -> AgreementTerms:
    """Add number, edition and parties; Party A is the side that began the negotiation. One query."""
    cards = organisation_cards([negotiation.initiator_id, negotiation.respondent_id])
    return AgreementTerms(
        agreement_id=agreement_id,
        edition=negotiation.edition_name,
        first_party=_party(cards[negotiation.initiator_id]),
        second_party=_party(cards[negotiation.respondent_id]),
        **_choices(draft),
    )


def revise_terms(terms: AgreementTerms, draft: DraftTerms) -> AgreementTerms:
    """Put new choices into terms whose number, edition and parties stay."""
    return replace(terms, **_choices(draft))


def _choices(draft: DraftTerms) -> dict[str, Any]:
    return {field.name: getattr(draft, field.name) for field in fields(draft)}


def _party(card: OrganisationCard) -> Party:
    place = Text({language: card.country_name(language) for language in LANGUAGES})
    return Party(name=card.name, place=place)
