"""The key by which push services know this fair (VAPID, RFC 8292), made once and kept in the home folder."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from webpush.vapid import VAPID

FILE = "push-key.pem"


def private_key(home: Path) -> bytes:
    """Return the key as PEM; the first call makes it, readable by its owner only."""
    kept = home / FILE
    if not kept.exists():
        made = ec.generate_private_key(ec.SECP256R1()).private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        _keep(kept, made)
    return kept.read_bytes()


def public_key(home: Path) -> bytes:
    """Return the public half as PEM."""
    return (
        _private(private_key(home))
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )


def browser_key(home: Path) -> str:
    """Return the public half as browsers want it: base64url of the uncompressed point."""
    return str(VAPID.get_application_server_key(_private(private_key(home)).public_key()))


@lru_cache(maxsize=4)
def _private(pem: bytes) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key(pem, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError(f"{FILE} holds no elliptic curve key")
    return key


def _keep(path: Path, pem: bytes) -> None:
    """Write beside and link into place, so that of two processes one wins and nobody reads half a key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(beside, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
        file.write(pem)
    try:
        os.link(beside, path)
    except FileExistsError:
        pass
    finally:
        beside.unlink()
