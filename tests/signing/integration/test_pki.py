from __future__ import annotations

import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from everfair.signing.certificates.issue import DOCUMENT_SIGNING, certify_signatory
from everfair.signing.certificates.names import make_name
from everfair.signing.certificates.pki import BrokenPki, Pki, open_pki
from tests.factories.papers import COMPOSED_AT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.integration

FILES = {"root.crt", "root.key", "root.crl", "ca.crt", "ca.key", "tsa.crt", "tsa.key"}
OPEN_ELSEWHERE = (
    "import sys, pathlib; from everfair.signing.certificates.pki import open_pki; "
    "print(open_pki(pathlib.Path(sys.argv[1])).root.serial_number)"
)


def test_open_pki_first_use(tmp_path: Path) -> None:
    open_pki(tmp_path / "home")

    folder = tmp_path / "home" / "pki"
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert modes == dict.fromkeys(FILES, 0o600)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_open_pki_many_processes_at_once(tmp_path: Path) -> None:
    def open_elsewhere(_turn: int) -> str:
        command = [sys.executable, "-c", OPEN_ELSEWHERE, str(tmp_path)]
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout

    with ThreadPoolExecutor(4) as pool:
        roots = set(pool.map(open_elsewhere, range(4)))

    assert roots == {f"{open_pki(tmp_path).root.serial_number}\n"}


def test_open_pki_after_a_crash_while_founding(tmp_path: Path) -> None:
    (tmp_path / "pki.new").mkdir()
    (tmp_path / "pki.new" / "root.key").write_text("half a k")

    pki = open_pki(tmp_path)

    assert pki == open_pki(tmp_path)
    assert not (tmp_path / "pki.new").exists()


def test_open_pki_root_key_carried_away(tmp_path: Path) -> None:
    open_pki(tmp_path)
    (tmp_path / "pki" / "root.key").unlink()

    pki = open_pki(tmp_path)

    assert len(pki.revocation_lists(COMPOSED_AT)) == 2


@pytest.mark.parametrize("content", [None, "", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_open_pki_broken(tmp_path: Path, content: str | None) -> None:
    open_pki(tmp_path)
    key = tmp_path / "pki" / "ca.key"
    key.unlink()
    if content is not None:
        key.write_text(content)

    with pytest.raises(BrokenPki, match="Restore that folder from a backup"):
        open_pki(tmp_path)


def test_open_pki_outside_time_stamp_roots(tmp_path: Path, pki: Pki) -> None:
    before = open_pki(tmp_path)
    pem = pki.root.public_bytes(serialization.Encoding.PEM)
    (tmp_path / "pki" / "tsa-roots.pem").write_bytes(pem + pem)

    after = open_pki(tmp_path)

    assert before.time_stamp_roots == ()
    assert after.time_stamp_roots == (pki.root, pki.root)


def test_pki_names_and_chain(pki: Pki) -> None:
    certificates = [pki.root, pki.ca.certificate, pki.tsa.certificate]

    names = [certificate.subject.rfc4514_string() for certificate in certificates]
    assert all("TEST" in name and "测试" in name for name in names)
    for certificate in certificates:
        certificate.verify_directly_issued_by(pki.root)


def test_certify_signatory(pki: Pki) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = make_name("林晓松", organisations=["松涛", "Pinewind"], organisation_id="NTRCN-1", country="CN")

    leaf = certify_signatory(name, key, issuer=pki.ca, at=COMPOSED_AT)

    leaf.verify_directly_issued_by(pki.ca.certificate)
    subject = [(part.oid, part.value) for part in leaf.subject]
    assert subject == [
        (NameOID.COUNTRY_NAME, "CN"),
        (NameOID.ORGANIZATION_NAME, "松涛"),
        (NameOID.ORGANIZATION_NAME, "Pinewind"),
        (NameOID.ORGANIZATION_IDENTIFIER, "NTRCN-1"),
        (NameOID.COMMON_NAME, "林晓松"),
    ]
    assert leaf.not_valid_before_utc == COMPOSED_AT - timedelta(minutes=1)
    assert leaf.not_valid_after_utc == COMPOSED_AT + timedelta(days=365)
    uses = leaf.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert set(uses) == {DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION}
    usage = leaf.extensions.get_extension_for_class(x509.KeyUsage).value
    assert (usage.digital_signature, usage.content_commitment, usage.key_cert_sign) == (True, True, False)


def test_revocation_lists(pki: Pki) -> None:
    of_root, of_ca = pki.revocation_lists(COMPOSED_AT)

    assert (len(list(of_root)), len(list(of_ca))) == (0, 0)
    public = pki.ca.certificate.public_key()
    assert isinstance(public, ec.EllipticCurvePublicKey)
    assert of_ca.is_signature_valid(public)
    assert of_ca.last_update_utc == COMPOSED_AT - timedelta(minutes=1)
    assert of_ca.next_update_utc == COMPOSED_AT + timedelta(days=1)
    assert of_root.public_bytes(serialization.Encoding.DER) == pki.root_crl.public_bytes(serialization.Encoding.DER)
