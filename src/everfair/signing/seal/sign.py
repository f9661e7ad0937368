"""Sign a paper: PAdES, ECDSA on P-256, one signature per party, each an incremental update.

Every signature has a key of its own, made here, used once and forgotten with the call, and a
certificate for it. So no key of a signatory is ever kept, stolen or reused; what binds the person to
the signature is the sign-in and the log of the fair. Sole control by the signatory is not claimed.

The proof that nothing was revoked travels in the same update as the signature, and is covered by it:
PAdES B-LT of which the newest signature covers every byte of the file but itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from tempfile import NamedTemporaryFile
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from django.utils.translation import gettext_lazy as _
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, Margins, SimpleBoxLayoutRule
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter, append_signature_field, enumerate_sig_fields
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.timestamps import TimestampRequestError
from pyhanko.sign.validation import DocumentSecurityStore
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from everfair.kernel.errors import DomainError
from everfair.signing.certificates.asn1 import to_asn1, to_asn1_crl, to_asn1_key
from everfair.signing.certificates.issue import certify_signatory
from everfair.signing.certificates.names import make_name
from everfair.signing.certificates.pki import Pki
from everfair.signing.certificates.time_stamps import choose_time_stamper
from everfair.signing.paper.boxes import BOXES
from everfair.signing.paper.terms import Side
from everfair.signing.paper.text import label
from everfair.signing.seal.checks import examine
from everfair.signing.seal.embedded import find_seals
from everfair.signing.seal.exactness import in_one_form
from everfair.signing.seal.signatory import Signatory
from everfair.signing.seal.stamp import draw_stamp, names_of
from everfair.signing.seal.trust import Trust, trust_in

RESERVED = 24 * 1024  # hexadecimal digits for one signature, its certificates and its time stamp


class AlreadySigned(DomainError):
    code = "already_signed"
    sentence = _("This side has signed already.")


class TimeStampUnavailable(DomainError):
    code = "time_stamp_unavailable"
    sentence = _("The time stamp authority does not answer, so nothing was signed. Please try again in a few minutes.")
    status = 503


class TimeStampUntrusted(DomainError):
    code = "time_stamp_untrusted"
    sentence = _(
        "The time stamp authority is not one that this fair trusts, so nothing was signed. "
        "Please tell the operator: its root certificate is missing."
    )
    status = 503


@dataclass(frozen=True, slots=True)
class Signed:
    """The file with the new signature, and the serial number of its certificate in hexadecimal digits."""

    pdf: bytes
    certificate_serial: str


def prepare(pdf: bytes) -> bytes:
    """Return the paper with an empty signature field over each box; it begins with the bytes given."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    for side, box in BOXES.items():
        words = label(side.value)
        spec = SigFieldSpec(side.value, on_page=-1, box=box.corners, readable_field_name=f"{words.zh} {words.en}")
        append_signature_field(writer, spec)
    return _written(writer)


def sign(pdf: bytes, *, side: Side, signatory: Signatory, pki: Pki, at: datetime, tsa_url: str | None = None) -> Signed:
    """Sign a prepared paper for one side; the result begins with the bytes given.

    `AlreadySigned` if the side's field is taken; `TimeStampUnavailable` if an outside authority fails,
    `TimeStampUntrusted` if nobody could check what it says.
    The first signature also certifies the document: later ones may only fill the other field.
    """
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    fields = {name: value for name, value, _ref in enumerate_sig_fields(writer.prev)}
    if fields[side.value] is not None:
        raise AlreadySigned(field=side.value)
    signer, serial = _make_signer(signatory, pki, at)
    DocumentSecurityStore.supply_dss_in_writer(
        writer,
        sig_contents=None,
        certs=[signer.signing_cert, *signer.cert_registry],
        crls=[to_asn1_crl(revocations) for revocations in pki.revocation_lists(at)],
    )
    metadata = PdfSignatureMetadata(
        field_name=side.value,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        name=signatory.person,
        certify=not any(fields.values()),
        docmdp_permissions=MDPPerm.FILL_FORMS,
    )
    time_stamper = choose_time_stamper(pki, url=tsa_url, at=at)
    with _stamp_style(draw_stamp(signatory, box=BOXES[side], serial=serial, at=at)) as style:
        seal = _SignerAt(metadata, signer, timestamper=time_stamper, stamp_style=style, at=at)
        try:
            output = seal.sign_pdf(writer, existing_fields_only=True, bytes_reserved=RESERVED)
        except TimestampRequestError as error:
            raise TimeStampUnavailable from error
    signed = Signed(output.getvalue(), serial)
    if tsa_url:
        _check_time_stamp(signed.pdf, trust_in(pki))
    return signed


class _OneFormSigner(SimpleSigner):
    """Writes ECDSA signatures so that nobody can turn them into another valid form of themselves."""

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        return in_one_form(super().sign_raw(data, digest_algorithm))


class _SignerAt(PdfSigner):
    """pyHanko's signer on the clock of the house."""

    def __init__(self, *args: Any, at: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.at = at

    def init_signing_session(self, *args: Any, **options: Any) -> PdfSigningSession:
        session = super().init_signing_session(*args, **options)
        session.system_time = self.at
        return session


def _make_signer(signatory: Signatory, pki: Pki, at: datetime) -> tuple[SimpleSigner, str]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = make_name(
        signatory.person,
        organisations=names_of(signatory.organisation),
        organisation_id=signatory.organisation_id,
        country=signatory.country,
    )
    certificate = certify_signatory(name, key, issuer=pki.ca, at=at)
    registry = SimpleCertificateStore.from_certs([to_asn1(pki.ca.certificate)])
    signer = _OneFormSigner(to_asn1(certificate), to_asn1_key(key), registry, embed_roots=False)
    return signer, f"{certificate.serial_number:x}"


def _check_time_stamp(pdf: bytes, trust: Trust) -> None:
    if not examine(find_seals(pdf)[-1], trust).claim().time_stamped:
        raise TimeStampUntrusted


@contextmanager
def _stamp_style(stamp: bytes) -> Iterator[StaticStampStyle]:
    with NamedTemporaryFile(suffix=".pdf") as file:
        file.write(stamp)
        file.flush()
        fill = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, Margins.uniform(0))
        yield StaticStampStyle.from_pdf_file(file.name, border_width=0, background_opacity=1.0, background_layout=fill)


def _written(writer: IncrementalPdfFileWriter) -> bytes:
    output = BytesIO()
    writer.write(output)
    return output.getvalue()
