from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from everfair.kernel import clock
from everfair.kernel.text import Text
from everfair.signing.certificates.pki import open_pki
from everfair.signing.paper.terms import Side
from everfair.signing.paper.text import text_sha256
from everfair.signing.seal.embedded import find_seals
from everfair.signing.seal.sign import sign
from everfair.signing.seal.signatory import Signatory
from everfair.signing.seal.trust import trust_in
from everfair.signing.seal.verification import SENTENCES, SignatureCheck, Verdict, Verification
from everfair.signing.seal.verify import LARGEST_FILE, verify
from tests.factories.papers import COMPOSED_AT, SIGNATORIES, make_papers, make_terms
from tests.signing.forging import draw_over

if TYPE_CHECKING:
    from pathlib import Path

    from everfair.signing.certificates.pki import Pki
    from everfair.signing.seal.trust import Trust
    from tests.factories.papers import Papers

pytestmark = pytest.mark.integration


def first_check(papers: Papers) -> SignatureCheck:
    return SignatureCheck(
        field="first_party",
        name="林晓松",
        organisation="松涛供应链管理有限公司 / Pinewind Supply Chain Management Co., Ltd.",
        certificate_serial=papers.serials[0],
        signed_at=COMPOSED_AT + timedelta(minutes=7),
        time_stamped=True,
        trusted=True,
        covers_whole_file=False,
        later_changes_allowed=True,
        bottom_line=True,
    )


def test_verify_signed_by_both(papers: Papers, trust: Trust) -> None:
    found = verify(papers.signed, trust)

    second = SignatureCheck(
        field="second_party",
        name="María Quispe Huamán",
        organisation="安第斯港口物流股份公司 / Andes Harbour Logistics S.A.",
        certificate_serial=papers.serials[1],
        signed_at=COMPOSED_AT + timedelta(hours=9),
        time_stamped=True,
        trusted=True,
        covers_whole_file=True,
        later_changes_allowed=True,
        bottom_line=True,
    )
    assert found == Verification(
        verdict=Verdict.GENUINE,
        sha256=hashlib.sha256(papers.signed).hexdigest(),
        signatures=(first_check(papers), second),
        agreement_id="k7m2px9w4tzq",
        text_sha256=text_sha256(make_terms()),
    )


def test_verify_signed_by_one(papers: Papers, trust: Trust) -> None:
    found = verify(papers.signed_once, trust)

    assert found.verdict is Verdict.GENUINE
    assert found.signatures == (replace(first_check(papers), covers_whole_file=True),)
    assert found.awaited == ("second_party",)


@pytest.mark.parametrize("year", [2022, 2049])
def test_verify_years_later(papers: Papers, trust: Trust, monkeypatch: pytest.MonkeyPatch, year: int) -> None:
    monkeypatch.setattr(clock, "_read", lambda: datetime(year, 1, 1, tzinfo=UTC))

    found = verify(papers.signed, trust)

    assert found.is_genuine


@pytest.mark.parametrize(
    ("content", "verdict"),
    [
        (b"", Verdict.NOT_A_PDF),
        (b"<html><h1>PDF</h1></html>", Verdict.NOT_A_PDF),
        ("协议".encode("utf-16"), Verdict.NOT_A_PDF),
        (b"PK\x03\x04" + bytes(2000) + b"%PDF-1.7", Verdict.NOT_A_PDF),
        (b"%PDF-1.7\n", Verdict.UNSIGNED),
        (b"%PDF-1.7\n" + b"[" * 2_000_000, Verdict.UNSIGNED),
        (b"%PDF-1.7\n" + b"/ByteRange " * 500_000, Verdict.ALTERED),
        (b"%PDF-1.7\n/ByteRange [0 9 99999 1]", Verdict.ALTERED),
        (b"%PDF-1.7\n/ByteRange [0 9 40 0] <zz>      ", Verdict.ALTERED),
        (b"%PDF-1.7\n" + b"/ByteRange [0 1 2 3]" * 400_000, Verdict.ALTERED),
        (b"%PDF-1.7" + bytes(LARGEST_FILE), Verdict.TOO_LARGE),
    ],
    ids=lambda value: value[:24] if isinstance(value, bytes) else None,
)
def test_verify_no_signed_pdf(trust: Trust, content: bytes, verdict: Verdict) -> None:
    found = verify(content, trust)

    assert found == Verification(verdict=verdict, sha256=hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize("stage", ["composed", "prepared"])
def test_verify_not_signed_yet(papers: Papers, trust: Trust, stage: str) -> None:
    found = verify(getattr(papers, stage), trust)

    assert found.verdict is Verdict.UNSIGNED
    assert found.signatures == ()


def test_verify_signed_at_another_fair(tmp_path: Path, papers: Papers) -> None:
    elsewhere = trust_in(open_pki(tmp_path))

    found = verify(papers.signed, elsewhere)

    assert found.verdict is Verdict.NOT_OURS
    assert [signature.name for signature in found.signatures] == ["林晓松", "María Quispe Huamán"]
    assert not any(signature.trusted or signature.bottom_line for signature in found.signatures)


def test_verify_second_signature_from_another_fair(tmp_path: Path, papers: Papers, trust: Trust) -> None:
    forged = sign(
        papers.signed_once,
        side=Side.SECOND,
        signatory=SIGNATORIES[Side.SECOND],
        pki=open_pki(tmp_path),
        at=COMPOSED_AT,
    )

    found = verify(forged.pdf, trust)

    assert found.verdict is Verdict.ALTERED
    assert [signature.trusted for signature in found.signatures] == [True, False]


def test_verify_drawn_over(papers: Papers, trust: Trust) -> None:
    found = verify(draw_over(papers.signed), trust)

    assert found.verdict is Verdict.ALTERED
    assert not any(signature.bottom_line for signature in found.signatures)


def test_verify_drawn_over_between_the_signatures(pki: Pki, papers: Papers, trust: Trust) -> None:
    """We would never sign this, but if we did, the first party's consent must not be shown as given."""
    signed = sign(
        draw_over(papers.signed_once), side=Side.SECOND, signatory=SIGNATORIES[Side.SECOND], pki=pki, at=COMPOSED_AT
    )

    found = verify(signed.pdf, trust)

    assert found.verdict is Verdict.ALTERED
    assert [signature.bottom_line for signature in found.signatures] == [False, True]
    assert not found.signatures[0].later_changes_allowed


@pytest.mark.parametrize("tail", [b"\n", b"\0", b"%", b"\n%%EOF\n", b" " * 5000])
def test_verify_bytes_appended(papers: Papers, trust: Trust, tail: bytes) -> None:
    assert verify(papers.signed + tail, trust).verdict is Verdict.ALTERED


@pytest.mark.parametrize("missing", [1, 2, 500, 20_000])
def test_verify_bytes_cut_off(papers: Papers, trust: Trust, missing: int) -> None:
    assert verify(papers.signed[:-missing], trust).verdict is Verdict.ALTERED


def test_verify_bytes_put_before(papers: Papers, trust: Trust) -> None:
    assert verify(b"\n" + papers.signed, trust).verdict is Verdict.ALTERED


def test_verify_names_that_look_like_signatures(pki: Pki, trust: Trust, papers: Papers) -> None:
    """Nobody can make an agreement uncheckable by what they call themselves."""
    seal = find_seals(papers.signed_once)[-1]
    marks = ["/ByteRange[0 9 99999 1]", f"/ByteRange[0 {seal.before} {seal.resume} 9]", "<AB>/ByteRange[0 1 2 3]"]
    names = Text({"zh-hans": marks[0] * 2, "en": marks[1]})
    signatory = Signatory(person=marks[2], organisation=names, organisation_id=marks[1])

    signed = sign(papers.signed_once, side=Side.SECOND, signatory=signatory, pki=pki, at=COMPOSED_AT)

    assert signed.pdf.count(marks[1].encode()) > 0
    found = verify(signed.pdf, trust)
    assert found.is_genuine
    assert [signature.name for signature in found.signatures] == ["林晓松", marks[2]]


def test_verify_certificate_revoked(pki: Pki, monkeypatch: pytest.MonkeyPatch, trust: Trust) -> None:
    """Without the list that says "not revoked", nothing is believed."""
    monkeypatch.setattr("everfair.signing.certificates.pki.Pki.revocation_lists", lambda *_: (pki.root_crl,))
    papers = make_papers(pki)

    found = verify(papers.signed, trust)

    assert found.verdict is Verdict.ALTERED


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_verification_sentences(language: str) -> None:
    with translation.override(language):
        sentences = {Verification(verdict=verdict, sha256="").sentence for verdict in Verdict}

    assert len(sentences) == len(Verdict) == len(SENTENCES)
