"""Check a file that somebody says was signed here.

Two gates. First the bytes: the farthest signature must cover every byte of the file but itself, be
exactly what we write, and lead to our root. Only then is the file read as a PDF, and each signature
judged by pyHanko's bottom line, with the revocation lists that lie in the file. A file whose hash is
on record needs no such trust: the caller compares `sha256` and may say more.
"""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import replace
from io import BytesIO

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import (
    DocumentSecurityStore,
    EmbeddedPdfSignature,
    SignatureCoverageLevel,
    validate_pdf_signature,
)

from everfair.signing.seal.checks import claims_to_be_ours, describe, examine, time_of
from everfair.signing.seal.embedded import Seal, find_seals, has_traces
from everfair.signing.seal.trust import Trust
from everfair.signing.seal.verification import SignatureCheck, Verdict, Verification

LARGEST_FILE = 10 * 1024 * 1024
HEADER_WITHIN = 1024

log = logging.getLogger(__name__)


def verify(pdf: bytes, trust: Trust) -> Verification:
    """Check a file; never raises, whatever the bytes are. To be called outside any event loop."""
    sha256 = hashlib.sha256(pdf).hexdigest()
    if len(pdf) > LARGEST_FILE:
        return Verification(verdict=Verdict.TOO_LARGE, sha256=sha256)
    if b"%PDF-" not in pdf[:HEADER_WITHIN]:
        return Verification(verdict=Verdict.NOT_A_PDF, sha256=sha256)
    seals = find_seals(pdf)
    if not seals:
        return Verification(verdict=Verdict.ALTERED if has_traces(pdf) else Verdict.UNSIGNED, sha256=sha256)
    if any(_is_sealed_by_us(seal, trust) for seal in seals):
        return _read(pdf, trust, sha256)
    return _refuse(seals, trust, sha256)


def _is_sealed_by_us(seal: Seal, trust: Trust) -> bool:
    """The first gate: every byte of the file is covered by a signature that we made."""
    if not seal.covers_whole_file:
        return False
    try:
        return examine(seal, trust).stands(trust)
    except Exception:  # noqa: BLE001 -- whatever breaks while a stranger's signature is read, it is none of ours
        return False


def _refuse(seals: tuple[Seal, ...], trust: Trust, sha256: str) -> Verification:
    ours = any(claims_to_be_ours(seal, trust) for seal in seals)
    return Verification(
        verdict=Verdict.ALTERED if ours else Verdict.NOT_OURS,
        sha256=sha256,
        signatures=tuple(claim for seal in seals if (claim := _claim(seal, trust))),
    )


def _claim(seal: Seal, trust: Trust) -> SignatureCheck | None:
    try:
        return examine(seal, trust).claim()
    except Exception:  # noqa: BLE001 -- an unreadable signature claims nothing
        return None


def _read(pdf: bytes, trust: Trust, sha256: str) -> Verification:
    """The second gate: the file, written by us, as a PDF."""
    try:
        reader = PdfFileReader(BytesIO(pdf))
        evidence = DocumentSecurityStore.read_dss(reader)
        signatures = tuple(_judge(embedded, trust, evidence) for embedded in reader.embedded_signatures)
        text = _attached_text(reader)
        agreement_id = json.loads(text)["agreement_id"]
        awaited = tuple(name for name, _value, _ref in enumerate_sig_fields(reader, filled_status=False))
    except Exception:
        log.exception("A file sealed by us can't be read (SHA-256 %s).", sha256)
        return Verification(verdict=Verdict.ALTERED, sha256=sha256)
    sound = all(signature.bottom_line for signature in signatures)
    if not (sound and any(signature.covers_whole_file for signature in signatures)):
        return Verification(verdict=Verdict.ALTERED, sha256=sha256, signatures=signatures)
    return Verification(
        verdict=Verdict.GENUINE,
        sha256=sha256,
        signatures=signatures,
        agreement_id=agreement_id,
        text_sha256=hashlib.sha256(text).hexdigest(),
        awaited=awaited,
    )


def _judge(embedded: EmbeddedPdfSignature, trust: Trust, evidence: DocumentSecurityStore) -> SignatureCheck:
    signed = embedded.signed_data
    # The file's store of certificates is covered by the signature; the signature's own bag is not.
    brought = {choice.chosen.dump() for choice in signed["certificates"]}
    filed = {certificate.dump() for certificate in evidence.load_certs()}
    status = validate_pdf_signature(embedded, trust.for_signer(time_of(signed), evidence), trust.for_time_stamp())
    return replace(
        describe(signed, status),
        field=embedded.field_name,
        covers_whole_file=status.coverage is SignatureCoverageLevel.ENTIRE_FILE,
        later_changes_allowed=bool(status.docmdp_ok),
        bottom_line=status.bottom_line and status.timestamp_validity is not None and brought <= filed,
    )


def _attached_text(reader: PdfFileReader) -> bytes:
    """Return the canonical text that `compose_agreement` attached."""
    return bytes(reader.root["/AF"][0]["/EF"]["/F"].data)
