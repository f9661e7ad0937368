"""First values of the form: from what both sides intend, or from the terms as they are."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from everfair.kernel.clock import now
from everfair.kernel.text import Text
from everfair.negotiation.public import AgreedIntent, agreed_intent
from everfair.signing.paper.terms import LONGEST, AgreementTerms, Side, SupplyMode

if TYPE_CHECKING:
    from everfair.kernel.money import Money
    from everfair.negotiation.public import NegotiationCard

CHINESE = re.compile(r"[\u4e00-\u9fff]")
_BEGINS_IN = timedelta(days=30)
_CURRENCY = "CNY"


def prefill_draft(negotiation: NegotiationCard, *, zone: str) -> dict[str, Any]:
    """Begin from the confirmed intent; the exhibitor who was asked provides the services."""
    intent = agreed_intent(negotiation.id) or AgreedIntent(summary="", amount=None)
    return {
        **_both("subject", in_its_language(negotiation.subject)),
        **_both("scope", in_its_language(intent.summary)),
        **_money(intent.amount),
        "provider": Side.SECOND.value,
        "supply_mode": negotiation.supply_mode or SupplyMode.CROSS_BORDER.value,
        "starts_on": (now() + _BEGINS_IN).astimezone(ZoneInfo(zone)).date(),
        "term_months": 12,
        "confidential_months": 24,
        "prevails": "",
    }


def prefill_revision(terms: AgreementTerms, version: int) -> dict[str, Any]:
    """Begin from the terms as they are."""
    return {
        **_both("subject", terms.subject),
        **_both("scope", terms.scope),
        **_both("law", terms.governing_law),
        **_money(terms.amount),
        "provider": terms.provider.value,
        "supply_mode": terms.supply_mode.value,
        "starts_on": terms.starts_on,
        "term_months": terms.term_months,
        "confidential_months": terms.confidential_months,
        "prevails": terms.prevails or "",
        "version": version,
    }


def in_its_language(words: str) -> Text:
    """Take words with any Chinese character for Chinese, others for English."""
    return Text({"zh-hans" if CHINESE.search(words) else "en": words})


def _both(name: str, text: Text) -> dict[str, str]:
    longest = LONGEST.get(name, LONGEST["governing_law"])
    return {f"{name}_zh": text.get("zh-hans", "")[:longest], f"{name}_en": text.get("en", "")[:longest]}


def _money(amount: Money | None) -> dict[str, str]:
    return {"amount": f"{amount.value:,f}" if amount else "", "currency": amount.currency if amount else _CURRENCY}
