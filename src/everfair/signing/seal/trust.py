"""Whom a check believes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from asn1crypto import x509 as asn1
from pyhanko.sign.validation import DocumentSecurityStore
from pyhanko_certvalidator import ValidationContext

from everfair.kernel import clock
from everfair.signing.certificates.asn1 import to_asn1
from everfair.signing.certificates.pki import Pki


@dataclass(frozen=True, slots=True)
class Trust:
    """The roots that signatories must lead to, and the further ones for time stamps only."""

    signers: tuple[asn1.Certificate, ...]
    time_stamps: tuple[asn1.Certificate, ...]

    def for_signer(self, moment: datetime, evidence: DocumentSecurityStore | None = None) -> ValidationContext:
        """Judge a signatory's certificate as of the moment of signing.

        With the `evidence` of a file it must prove that nothing was revoked; without it nobody asks.
        """
        roots = list(self.signers)
        if evidence is None:
            return ValidationContext(trust_roots=roots, moment=moment)
        settings = {"trust_roots": roots, "moment": moment, "revocation_mode": "require"}
        return evidence.as_validation_context(settings)

    def for_time_stamp(self) -> ValidationContext:
        """Judge a time stamp's certificate as of now."""
        return ValidationContext(trust_roots=[*self.signers, *self.time_stamps], moment=clock.now())

    def is_named_by(self, certificate: asn1.Certificate) -> bool:
        """Tell whether a certificate claims to come from one of our roots; a claim, not a proof."""
        return any(certificate.issuer == root.subject for root in self.signers)


def trust_in(pki: Pki) -> Trust:
    """Trust this fair's own root, and about the time also the authorities that its operator chose."""
    return Trust((to_asn1(pki.root),), tuple(to_asn1(root) for root in pki.time_stamp_roots))
