"""The test authorities of one fair, kept in its home folder: made once, then only read.

A root certifies two servants: the certificate authority, which certifies signatories, and the time
stamp authority. The root's key is used on that first day and never again, so an operator may carry
`root.key` away. Every name says TEST: nobody outside this fair has a reason to trust them.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from everfair.signing.certificates.issue import (
    CLOCK_SLACK,
    CRL_LIFE,
    Authority,
    Key,
    Life,
    certify_authority,
    certify_time_stamps,
    found_root,
    sign_crl,
)
from everfair.signing.certificates.names import make_name

# Long enough for a replayed fair of 2020 to be signed on its own dates.
AUTHORITY_LIFE = Life(begins=datetime(2020, 1, 1, tzinfo=UTC), ends=datetime(2050, 1, 1, tzinfo=UTC))
TSA_KEY_BITS = 2048
HOUSE = "Everfair 永不落幕 TEST 测试"


class BrokenPki(RuntimeError):
    """The folder of the authorities is there but can't be read; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Pki:
    """`ca` certifies signatories, `tsa` stamps times; `root_crl` says that the root revoked neither.

    `time_stamp_roots` are the roots of outside time stamp authorities, from `pki/tsa-roots.pem` if
    the operator has put that there: they are believed about the time, and about nothing else.
    """

    root: x509.Certificate
    ca: Authority
    tsa: Authority
    root_crl: x509.CertificateRevocationList
    time_stamp_roots: tuple[x509.Certificate, ...]

    def revocation_lists(self, at: datetime) -> tuple[x509.CertificateRevocationList, ...]:
        """Return the lists that prove, at the time of a signature, that nothing above it was revoked."""
        life = Life(begins=at - CLOCK_SLACK, ends=at + CRL_LIFE)
        return self.root_crl, sign_crl(self.ca, number=int(at.timestamp()), life=life)


def open_pki(home: Path) -> Pki:
    """Return the authorities in `home/pki`, founding them on first use; `BrokenPki` if unreadable.

    Safe with many processes at once: the folder is made under a lock and appears whole or not at all.
    """
    folder = home / "pki"
    if not folder.exists():
        with _lock(home):
            if not folder.exists():
                _found(folder)
    try:
        return _read(folder, folder.stat().st_mtime_ns)
    except (OSError, ValueError, TypeError) as error:
        message = f"The signing authorities in {folder} can't be read ({error}). Restore that folder from a backup."
        raise BrokenPki(message) from error


@lru_cache(maxsize=4)
def _read(folder: Path, _changed_at: int) -> Pki:
    """Read the folder anew only when it has changed: checking an RSA key costs 40 ms."""
    return Pki(
        root=_read_certificate(folder / "root.crt"),
        ca=Authority(_read_certificate(folder / "ca.crt"), _read_key(folder / "ca.key")),
        tsa=Authority(_read_certificate(folder / "tsa.crt"), _read_key(folder / "tsa.key")),
        root_crl=x509.load_pem_x509_crl((folder / "root.crl").read_bytes()),
        time_stamp_roots=_read_certificates(folder / "tsa-roots.pem"),
    )


@contextmanager
def _lock(home: Path) -> Iterator[None]:
    home.mkdir(parents=True, exist_ok=True)
    with (home / "pki.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _found(folder: Path) -> None:
    draft = folder.with_name("pki.new")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    mark = secrets.token_hex(3)  # so that no two fairs' authorities are ever mixed up
    root_key = ec.generate_private_key(ec.SECP256R1())
    root = Authority(found_root(_name_authority("Root", mark), root_key, AUTHORITY_LIFE), root_key)
    _write_authority(draft, "root", root)
    ca_key = ec.generate_private_key(ec.SECP256R1())
    ca = certify_authority(_name_authority("Signatories", mark), ca_key, issuer=root, life=AUTHORITY_LIFE)
    _write_authority(draft, "ca", Authority(ca, ca_key))
    tsa_key = rsa.generate_private_key(public_exponent=65537, key_size=TSA_KEY_BITS)
    tsa = certify_time_stamps(_name_authority("Time Stamps", mark), tsa_key, issuer=root, life=AUTHORITY_LIFE)
    _write_authority(draft, "tsa", Authority(tsa, tsa_key))
    root_crl = sign_crl(root, number=1, life=AUTHORITY_LIFE)
    _write(draft / "root.crl", root_crl.public_bytes(serialization.Encoding.PEM))
    draft.rename(folder)


def _name_authority(office: str, mark: str) -> x509.Name:
    return make_name(f"{HOUSE} {office} {mark}", organisations=[HOUSE])


def _write_authority(folder: Path, name: str, authority: Authority) -> None:
    key = authority.key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    _write(folder / f"{name}.key", key)
    _write(folder / f"{name}.crt", authority.certificate.public_bytes(serialization.Encoding.PEM))


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(content)


def _read_certificate(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())


def _read_certificates(path: Path) -> tuple[x509.Certificate, ...]:
    return tuple(x509.load_pem_x509_certificates(path.read_bytes())) if path.exists() else ()


def _read_key(path: Path) -> Key:
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        message = f"{path.name} is of an unknown kind"
        raise TypeError(message)
    return key
