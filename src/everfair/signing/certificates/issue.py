"""Write certificates and revocation lists (RFC 5280) with the profile that our signatures need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, ObjectIdentifier

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
PublicKey = ec.EllipticCurvePublicKey | rsa.RSAPublicKey

DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336
LEAF_LIFE = timedelta(days=365)
CRL_LIFE = timedelta(days=1)
CLOCK_SLACK = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Authority:
    """A certificate and the key to it."""

    certificate: x509.Certificate
    key: Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """From when to when a certificate is valid."""

    begins: datetime
    ends: datetime


def found_root(name: x509.Name, key: Key, life: Life) -> x509.Certificate:
    """Certify the root by itself; it may have one floor of authorities under it."""
    return _as_authority(_start(name, name, key=key.public_key(), life=life), floors=1).sign(key, hashes.SHA256())


def certify_authority(name: x509.Name, key: Key, *, issuer: Authority, life: Life) -> x509.Certificate:
    """Certify the authority that certifies signatories."""
    builder = _as_authority(_under(issuer, name, key=key.public_key(), life=life), floors=0)
    return builder.sign(issuer.key, hashes.SHA256())


def certify_time_stamps(name: x509.Name, key: Key, *, issuer: Authority, life: Life) -> x509.Certificate:
    """Certify a time stamp authority; its only use is that, as RFC 3161 section 2.3 asks."""
    builder = _as_leaf(_under(issuer, name, key=key.public_key(), life=life), content_commitment=False)
    use = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    return builder.add_extension(use, critical=True).sign(issuer.key, hashes.SHA256())


def certify_signatory(name: x509.Name, key: Key, *, issuer: Authority, at: datetime) -> x509.Certificate:
    """Certify one signatory for a year, for signing documents only."""
    life = Life(begins=at - CLOCK_SLACK, ends=at + LEAF_LIFE)
    builder = _as_leaf(_under(issuer, name, key=key.public_key(), life=life), content_commitment=True)
    # Readers that don't know the newer purpose ask for the older one, made for signed mail.
    use = x509.ExtendedKeyUsage([DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION])
    return builder.add_extension(use, critical=False).sign(issuer.key, hashes.SHA256())


def sign_crl(issuer: Authority, *, number: int, life: Life) -> x509.CertificateRevocationList:
    """Return the issuer's list of revoked certificates: an empty one.

    There is nothing to revoke: a signatory's key is gone with the signature it was made for.
    """
    builder = x509.CertificateRevocationListBuilder().issuer_name(issuer.certificate.subject)
    builder = builder.last_update(life.begins).next_update(life.ends)
    builder = builder.add_extension(x509.CRLNumber(number), critical=False)
    return builder.add_extension(_issuer_key_id(issuer), critical=False).sign(issuer.key, hashes.SHA256())


def _start(subject: x509.Name, issuer: x509.Name, *, key: PublicKey, life: Life) -> x509.CertificateBuilder:
    return x509.CertificateBuilder(
        subject_name=subject,
        issuer_name=issuer,
        public_key=key,
        serial_number=x509.random_serial_number(),
        not_valid_before=life.begins,
        not_valid_after=life.ends,
    ).add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)


def _under(issuer: Authority, name: x509.Name, *, key: PublicKey, life: Life) -> x509.CertificateBuilder:
    builder = _start(name, issuer.certificate.subject, key=key, life=life)
    return builder.add_extension(_issuer_key_id(issuer), critical=False)


def _as_authority(builder: x509.CertificateBuilder, *, floors: int) -> x509.CertificateBuilder:
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=floors), critical=True)
    return builder.add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)


def _as_leaf(builder: x509.CertificateBuilder, *, content_commitment: bool) -> x509.CertificateBuilder:
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    return builder.add_extension(_usage(digital_signature=True, content_commitment=content_commitment), critical=True)


def _usage(
    *,
    digital_signature: bool = False,
    content_commitment: bool = False,
    key_cert_sign: bool = False,
    crl_sign: bool = False,
) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=digital_signature,
        content_commitment=content_commitment,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=key_cert_sign,
        crl_sign=crl_sign,
        encipher_only=False,
        decipher_only=False,
    )


def _issuer_key_id(issuer: Authority) -> x509.AuthorityKeyIdentifier:
    own = issuer.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(own)
