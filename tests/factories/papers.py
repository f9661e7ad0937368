"""Terms, signatories and signed papers for tests; no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from everfair.kernel.money import Money
from everfair.kernel.text import Text
from everfair.signing.certificates.pki import Pki
from everfair.signing.paper.compose import compose_agreement
from everfair.signing.paper.terms import AgreementTerms, Party, Side, SupplyMode
from everfair.signing.seal.sign import prepare, sign
from everfair.signing.seal.signatory import Signatory

COMPOSED_AT = datetime(2020, 9, 5, 6, 3, 22, tzinfo=UTC)
PINEWIND = Party(
    name=Text({"zh-hans": "松涛供应链管理有限公司", "en": "Pinewind Supply Chain Management Co., Ltd."}),
    place=Text({"zh-hans": "中国北京", "en": "Beijing, China"}),
    registration="NTRCN-TEST-0001",
)
ANDES = Party(
    name=Text({"zh-hans": "安第斯港口物流股份公司", "en": "Andes Harbour Logistics S.A."}),
    place=Text({"zh-hans": "秘鲁", "en": "Peru"}),
)
SIGNATORIES = {
    Side.FIRST: Signatory(person="林晓松", organisation=PINEWIND.name, organisation_id="NTRCN-TEST-0001", country="CN"),
    Side.SECOND: Signatory(person="María Quispe Huamán", organisation=ANDES.name, country="PE"),
}


def make_terms(**changes: Any) -> AgreementTerms:
    """Make the terms of a plain agreement, but for the changes."""
    terms: dict[str, Any] = {
        "agreement_id": "k7m2px9w4tzq",
        "edition": Text({"zh-hans": "2020年松涛服务贸易展", "en": "the Pinewind Fair for Trade in Services 2020"}),
        "first_party": PINEWIND,
        "second_party": ANDES,
        "provider": Side.FIRST,
        "subject": Text({"zh-hans": "冷链仓储服务", "en": "Cold-chain warehousing"}),
        "scope": Text(
            {"zh-hans": "一、仓储设计。\n二、温控数据。", "en": "1. Warehouse design.\n2. Temperature data."}
        ),
        "amount": Money(125_000_050, "CNY"),
        "starts_on": date(2020, 10, 1),
        "term_months": 24,
        "supply_mode": SupplyMode.CROSS_BORDER,
        "confidential_months": 36,
        "prevails": "zh-hans",
        "governing_law": Text({"zh-hans": "适用中华人民共和国法律。", "en": "The law of China applies."}),
    }
    return AgreementTerms(**(terms | changes))


@dataclass(frozen=True, slots=True)
class Papers:
    """One agreement in its four stages; each begins with the bytes of the one before."""

    composed: bytes
    prepared: bytes
    signed_once: bytes
    signed: bytes
    serials: tuple[str, str]


def make_papers(
    pki: Pki, *, at: datetime = COMPOSED_AT, order: tuple[Side, Side] = (Side.FIRST, Side.SECOND)
) -> Papers:
    """Compose and sign an agreement: seven minutes later by one side, nine hours later by the other."""
    composed = compose_agreement(make_terms(), created_at=at)
    prepared = prepare(composed)
    one, other = order
    first = sign(prepared, side=one, signatory=SIGNATORIES[one], pki=pki, at=at + timedelta(minutes=7))
    second = sign(first.pdf, side=other, signatory=SIGNATORIES[other], pki=pki, at=at + timedelta(hours=9))
    return Papers(composed, prepared, first.pdf, second.pdf, (first.certificate_serial, second.certificate_serial))
