"""Agreements for tests, made by the same functions that make them in the fair."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from everfair.kernel.money import Money
from everfair.kernel.text import Text
from everfair.negotiation.public import negotiation_for_party
from everfair.signing.domain.agreement import approve_agreement, draft_agreement
from everfair.signing.domain.signature import sign_agreement
from everfair.signing.domain.terms import DraftTerms
from everfair.signing.models import Agreement
from everfair.signing.paper.terms import Side, SupplyMode
from tests.factories.accounts import PASSWORD
from tests.factories.negotiation import Talks, make_talks

if TYPE_CHECKING:
    from everfair.accounts.member import Member

DRAFT = DraftTerms(
    provider=Side.SECOND,
    subject=Text({"zh-hans": "十二家医院远程会诊", "en": "Remote consultation for 12 hospitals"}),
    scope=Text({"zh-hans": "四个专科，首年两万例。", "en": "Four specialties, 20,000 cases in the first year."}),
    amount=Money(116_000_000, "USD"),
    starts_on=date(2021, 1, 1),
    term_months=12,
    supply_mode=SupplyMode.CROSS_BORDER,
    confidential_months=24,
    prevails=None,
    governing_law=Text(),
)


@dataclass(frozen=True, slots=True)
class Deal:
    """An agreement with somebody on each side; `buyer` is Party A."""

    agreement: Agreement
    talks: Talks

    @property
    def buyer(self) -> Member:
        return self.talks.buyer

    @property
    def seller(self) -> Member:
        return self.talks.seller

    def fresh(self) -> Agreement:
        """Return the agreement as the database has it now."""
        return Agreement.objects.select_related("negotiation").get(pk=self.agreement.pk)


def changed(**terms: Any) -> DraftTerms:
    return replace(DRAFT, **terms)


def make_draft(talks: Talks | None = None, draft: DraftTerms = DRAFT) -> Deal:
    """Let the buyer draft."""
    talks = talks or make_talks()
    card = negotiation_for_party(talks.buyer, talks.negotiation.public_id)
    return Deal(draft_agreement(card, actor=talks.buyer, draft=draft), talks)


def make_approved(draft: DraftTerms = DRAFT) -> Deal:
    """Let both sides approve."""
    deal = make_draft(draft=draft)
    for actor in (deal.buyer, deal.seller):
        approve_agreement(deal.agreement, actor=actor, sha256=deal.agreement.text_sha256)
    return Deal(deal.fresh(), deal.talks)


def sign_as(deal: Deal, actor: Member) -> Agreement:
    return sign_agreement(deal.agreement, actor=actor, password=PASSWORD, sha256=deal.agreement.text_sha256)


def make_signed(draft: DraftTerms = DRAFT) -> Deal:
    """Let both sides sign."""
    deal = make_approved(draft=draft)
    for actor in (deal.buyer, deal.seller):
        sign_as(deal, actor)
    return Deal(deal.fresh(), deal.talks)
