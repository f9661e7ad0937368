"""The same certificates, lists and keys for pyHanko, which reads them through asn1crypto."""

from __future__ import annotations

from asn1crypto import crl, keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from everfair.signing.certificates.issue import Key


def to_asn1(certificate: x509.Certificate) -> asn1.Certificate:
    return asn1.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def to_asn1_crl(revocations: x509.CertificateRevocationList) -> crl.CertificateList:
    return crl.CertificateList.load(revocations.public_bytes(serialization.Encoding.DER))


def to_asn1_key(key: Key) -> keys.PrivateKeyInfo:
    return keys.PrivateKeyInfo.load(
        key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
