from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, enumerate_sig_fields

from everfair.kernel.text import Text
from everfair.signing.paper.boxes import BOXES
from everfair.signing.paper.terms import Side
from everfair.signing.seal.sign import AlreadySigned, sign
from everfair.signing.seal.signatory import Signatory
from everfair.signing.seal.verify import verify
from tests.factories.papers import COMPOSED_AT, SIGNATORIES, make_papers
from tests.signing.pdfsig import run_tool

if TYPE_CHECKING:
    from pathlib import Path

    from pyhanko.sign.validation import EmbeddedPdfSignature

    from everfair.signing.certificates.pki import Pki
    from everfair.signing.seal.trust import Trust
    from tests.factories.papers import Papers

pytestmark = pytest.mark.integration


def read_signatures(pdf: bytes) -> list[EmbeddedPdfSignature]:
    return list(PdfFileReader(BytesIO(pdf)).embedded_signatures)


def certificate_of(signature: EmbeddedPdfSignature) -> x509.Certificate:
    return x509.load_der_x509_certificate(signature.signer_cert.dump())


def test_sign_each_stage_begins_with_the_one_before(papers: Papers) -> None:
    stages = [papers.composed, papers.prepared, papers.signed_once, papers.signed]

    assert all(later.startswith(earlier) for earlier, later in pairwise(stages))


def test_prepare_fields_over_the_boxes(papers: Papers) -> None:
    fields = list(enumerate_sig_fields(PdfFileReader(BytesIO(papers.prepared))))

    places = {name: tuple(int(edge) for edge in ref.get_object()["/Rect"]) for name, _value, ref in fields}
    assert places == {side.value: box.corners for side, box in BOXES.items()}


def test_sign_own_key_each_time(papers: Papers) -> None:
    certificates = [certificate_of(signature) for signature in read_signatures(papers.signed)]

    keys = [certificate.public_key() for certificate in certificates]
    assert all(isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name == "secp256r1" for key in keys)
    assert keys[0] != keys[1]
    assert tuple(f"{certificate.serial_number:x}" for certificate in certificates) == papers.serials


def test_sign_first_signature_certifies(papers: Papers) -> None:
    levels = [signature.docmdp_level for signature in read_signatures(papers.signed)]

    assert levels == [MDPPerm.FILL_FORMS, None]


def test_sign_form_and_time(papers: Papers) -> None:
    signatures = read_signatures(papers.signed)

    assert {signature.sig_object["/SubFilter"] for signature in signatures} == {"/ETSI.CAdES.detached"}
    moments = [signature.self_reported_timestamp for signature in signatures]
    assert moments == [COMPOSED_AT + timedelta(minutes=7), COMPOSED_AT + timedelta(hours=9)]


def test_sign_second_party_first(pki: Pki, trust: Trust) -> None:
    papers = make_papers(pki, order=(Side.SECOND, Side.FIRST))

    found = verify(papers.signed, trust)

    assert [signature.field for signature in found.signatures] == ["second_party", "first_party"]
    assert found.is_genuine


def test_sign_twice_for_one_side(pki: Pki, papers: Papers) -> None:
    with pytest.raises(AlreadySigned) as refusal:
        sign(papers.signed_once, side=Side.FIRST, signatory=SIGNATORIES[Side.FIRST], pki=pki, at=COMPOSED_AT)

    assert refusal.value.status == 409


def test_sign_microseconds(pki: Pki, trust: Trust, papers: Papers) -> None:
    moment = COMPOSED_AT + timedelta(microseconds=987_654)

    signed = sign(papers.prepared, side=Side.FIRST, signatory=SIGNATORIES[Side.FIRST], pki=pki, at=moment)

    assert verify(signed.pdf, trust).is_genuine


@pytest.mark.parametrize(
    "signatory",
    [
        Signatory(person="名" * 150, organisation=Text({"zh-hans": "长" * 200, "en": "W" * 200})),
        Signatory(person='"; #eval("1") \\ *x* \u202e 🤝', organisation=Text({"en": "O=Other, CN=Root"}), country="PE"),
        Signatory(person="a\nb\tc", organisation=Text({"en": "International Body"})),
        Signatory(person="م. النور", organisation=Text({"zh-hans": "龘靐齉"}), organisation_id="NTRAE-" + "9" * 90),
    ],
)
def test_sign_unusual_names(pki: Pki, trust: Trust, papers: Papers, signatory: Signatory) -> None:
    signed = sign(papers.prepared, side=Side.FIRST, signatory=signatory, pki=pki, at=COMPOSED_AT)

    assert verify(signed.pdf, trust).is_genuine


def test_sign_stamp_on_the_paper(tmp_path: Path, papers: Papers) -> None:
    pdf = tmp_path / "signed.pdf"
    pdf.write_bytes(papers.signed)

    words = "".join(run_tool("pdftotext", "-raw", "-f", "3", str(pdf), "-").split())

    assert "林晓松松涛供应链管理有限公司PinewindSupplyChainManagementCo.,Ltd." in words
    assert "MaríaQuispeHuamán安第斯港口物流股份公司AndesHarbourLogisticsS.A." in words
    assert f"签署时间Signed2020-09-0515:03:22UTC证书Certificate{papers.serials[1]}" in words


def test_sign_organisation_in_one_language(pki: Pki, trust: Trust, papers: Papers) -> None:
    signatory = replace(SIGNATORIES[Side.FIRST], organisation=Text({"en": "Pinewind"}))

    signed = sign(papers.prepared, side=Side.FIRST, signatory=signatory, pki=pki, at=COMPOSED_AT)

    assert [check.organisation for check in verify(signed.pdf, trust).signatures] == ["Pinewind"]
