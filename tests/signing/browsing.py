"""What the pages of agreements are asked with."""

from __future__ import annotations

from tests.factories.agreements import Deal

TERMS = {
    "subject_zh": "",
    "subject_en": "Remote consultation",
    "scope_zh": "四个专科",
    "scope_en": "",
    "provider": "second_party",
    "supply_mode": "1",
    "amount": "1,160,000",
    "currency": "USD",
    "starts_on": "2021-01-01",
    "term_months": "12",
    "confidential_months": "",
    "prevails": "en",
    "law_zh": "",
    "law_en": "",
}


def address(deal: Deal, leaf: str = "") -> str:
    return f"/agreements/{deal.agreement.public_id}{leaf}"
