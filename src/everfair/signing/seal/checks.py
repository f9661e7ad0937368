"""Check one signature by its bytes alone, and put what was found into words."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from asn1crypto import cms
from pyhanko.sign.validation import StandardCMSSignatureStatus
from pyhanko.sign.validation.generic_cms import async_validate_detached_cms

from everfair.signing.seal.embedded import Seal
from everfair.signing.seal.exactness import is_exact, is_exact_time_stamp, read_time_stamp
from everfair.signing.seal.trust import Trust
from everfair.signing.seal.verification import SignatureCheck


@dataclass(frozen=True, slots=True)
class Examined:
    """One signature, checked by the bytes of the file alone."""

    seal: Seal
    container: cms.ContentInfo
    status: StandardCMSSignatureStatus

    def claim(self) -> SignatureCheck:
        """Return what the signature says of itself."""
        claimed = describe(self.container["content"], self.status)
        return replace(claimed, covers_whole_file=self.seal.covers_whole_file)

    def stands(self, trust: Trust) -> bool:
        """Tell whether it is sound, trusted, time stamped, and written exactly as we write it.

        Whether certificates were revoked, and what was added later, is for the reader of the whole file.
        """
        stamp, path = self.status.timestamp_validity, self.status.validation_path
        if not (self.status.bottom_line and path and stamp and stamp.validation_path):
            return False
        if not (self.seal.is_padded_plainly() and is_exact(self.container, list(path.iter_certs(include_root=False)))):
            return False
        by_us = stamp.validation_path.first in trust.signers
        token = read_time_stamp(self.container["content"])
        return not by_us or is_exact_time_stamp(token, stamp.validation_path.last)


def examine(seal: Seal, trust: Trust) -> Examined:
    """Check the cryptography of one signature; whatever is raised means that it is none of ours."""
    container = seal.read()
    signed = container["content"]
    contexts = trust.for_signer(time_of(signed)), trust.for_time_stamp()
    return Examined(seal, container, asyncio.run(async_validate_detached_cms(seal.signed, signed, *contexts)))


def time_of(signed: cms.SignedData) -> datetime:
    """Return the time in the time stamp, unchecked; ValueError without a stamp."""
    content = read_time_stamp(signed)["content"]["encap_content_info"]["content"]
    moment: datetime = content.parsed["gen_time"].native
    return moment


def describe(signed: cms.SignedData, status: StandardCMSSignatureStatus) -> SignatureCheck:
    """Name the signatory as the certificate does."""
    certificate = status.signing_cert
    subject: dict[str, Any] = certificate.subject.native
    stamp = status.timestamp_validity
    return SignatureCheck(
        name=_joined(subject.get("common_name")),
        organisation=_joined(subject.get("organization_name")),
        certificate_serial=f"{certificate.serial_number:x}",
        signed_at=time_of(signed),
        time_stamped=stamp is not None and stamp.valid and stamp.intact and stamp.trusted,
        trusted=status.trusted,
    )


def claims_to_be_ours(seal: Seal, trust: Trust) -> bool:
    """Tell whether a signature brings a certificate that says it comes from our root; true if unreadable."""
    try:
        certificates = [choice.chosen for choice in seal.read()["content"]["certificates"]]
        return any(trust.is_named_by(certificate) for certificate in certificates)
    except Exception:  # noqa: BLE001 -- a damaged signature can break in any way; it may have been ours
        return True


def _joined(value: str | list[str] | None) -> str:
    return " / ".join(value) if isinstance(value, list) else value or ""
