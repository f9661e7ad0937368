"""Whether a signature's container is, byte for byte, what our signer writes.

A signature protects the file around its container, and the signed parts inside it. What is left
(version numbers, algorithm names said twice, surplus certificates) could be changed unnoticed. So
the container is written anew from its checked parts alone: any other byte shows up as a difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from asn1crypto import cms, x509
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

SHA256 = {"algorithm": "sha256"}
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # SP 800-186, 3.2.1.3


def in_one_form(signature: bytes) -> bytes:
    """Return the one of an ECDSA signature's two valid forms that we write: with the lower `s`."""
    r, s = decode_dss_signature(signature)
    return encode_dss_signature(r, min(s, P256_ORDER - s))


def is_exact(container: cms.ContentInfo, signer_path: Sequence[x509.Certificate]) -> bool:
    """Compare a container with what we would have written; ValueError if it has not even our form.

    `signer_path` holds the checked certificates, the signatory's last, the root left out. The time
    stamp inside is compared by `is_exact_time_stamp`, or not at all if it is an outside authority's.
    """
    [signer] = container["content"]["signer_infos"]
    written = _signed_data(
        version="v1",
        content=cms.ContentInfo({"content_type": "data"}),
        certificates=signer_path,
        signer=_signer_info(signer, signer_path[-1], "sha256_ecdsa")
        | {
            "unsigned_attrs": [
                {"type": "signature_time_stamp_token", "values": [read_time_stamp(container["content"])]}
            ]
        },
    )
    return bool(written.dump() == container.dump())


def is_exact_time_stamp(token: cms.ContentInfo, authority: x509.Certificate) -> bool:
    """Compare a time stamp token with what our own authority would have written."""
    [signer] = token["content"]["signer_infos"]
    info = cms.ParsableOctetString(token["content"]["encap_content_info"]["content"].contents)
    written = _signed_data(
        version="v3",
        content=cms.EncapsulatedContentInfo({"content_type": "tst_info", "content": info}),
        certificates=[authority],
        signer=_signer_info(signer, authority, "rsassa_pkcs1v15"),
    )
    return bool(written.dump() == token.dump())


def read_time_stamp(signed: cms.SignedData) -> cms.ContentInfo:
    """Return the time stamp token of a signature; ValueError unless there is exactly one."""
    [signer] = signed["signer_infos"]
    [attribute] = signer["unsigned_attrs"]
    if attribute["type"].native != "signature_time_stamp_token":
        message = "the signature carries no time stamp"
        raise ValueError(message)
    [token] = attribute["values"]
    return token


def _signed_data(
    *,
    version: str,
    content: cms.ContentInfo | cms.EncapsulatedContentInfo,
    certificates: Sequence[x509.Certificate],
    signer: dict[str, Any],
) -> cms.ContentInfo:
    return cms.ContentInfo(
        {
            "content_type": "signed_data",
            "content": cms.SignedData(
                {
                    "version": version,
                    "digest_algorithms": [SHA256],
                    "encap_content_info": content,
                    "certificates": list(certificates),
                    "signer_infos": [signer],
                }
            ),
        }
    )


def _signer_info(signer: cms.SignerInfo, certificate: x509.Certificate, algorithm: str) -> dict[str, Any]:
    number = {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
    return {
        "version": "v1",
        "sid": cms.SignerIdentifier({"issuer_and_serial_number": cms.IssuerAndSerialNumber(number)}),
        "digest_algorithm": SHA256,
        "signed_attrs": cms.CMSAttributes.load(signer["signed_attrs"].untag().dump(force=True)),
        "signature_algorithm": {"algorithm": algorithm},
        "signature": signer["signature"].native,
    }
