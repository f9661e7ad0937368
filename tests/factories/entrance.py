"""What people sign in with, for tests: authenticator apps, recovery codes, passkeys."""

from __future__ import annotations

import base64
import json
import re
import time
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_bytes
from typing import TYPE_CHECKING, Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as apps
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode

from tests.factories.accounts import PASSWORD

if TYPE_CHECKING:
    from django.core.mail import EmailMessage
    from django.test import Client

    from everfair.accounts.models import Person

STEP = 30
ORIGIN = "http://localhost:8000"


def code_in(letter: EmailMessage) -> str:
    (found,) = re.findall(r"^\d{4}-\d{4}$", str(letter.body), re.MULTILINE)
    return str(found)


def prove(client: Client) -> None:
    """Show the password once more, as before anything that matters."""
    answer = client.post("/accounts/reauthenticate/?next=/me/security", {"password": PASSWORD})
    assert answer.status_code == 302


def app_code(secret: str, *, later: int = 0) -> str:
    """Return what an authenticator app shows, now or some steps later."""
    app = TOTP(base64.b32decode(secret), 6, SHA1(), STEP, enforce_key_length=False)  # noqa: S303 -- the algorithm of all such apps
    return app.generate(int(time.time()) + later * STEP).decode()


def give_app(person: Person) -> str:
    """Switch the authenticator app on, with recovery codes, and return its key."""
    secret = apps.generate_totp_secret()
    apps.TOTP.activate(person, secret)
    RecoveryCodes.activate(person)
    return str(secret)


def recovery_codes_of(person: Person) -> list[str]:
    found = Authenticator.objects.get(user=person, type=Authenticator.Type.RECOVERY_CODES)
    return list(found.wrap().get_unused_codes())


@dataclass
class SoftPasskey:
    """A passkey in software, as a phone would keep it; `origin` is the page that it believes to be on."""

    origin: str = ORIGIN
    credential_id: bytes = field(default_factory=lambda: token_bytes(16))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    owner: bytes = b""

    def make(self, task: dict[str, Any]) -> str:
        """Answer the server's wish for a new passkey, as the browser's script would."""
        wish = task["publicKey"]
        self.owner = websafe_decode(wish["user"]["id"])
        public = cbor.encode(dict(ES256.from_cryptography_key(self.key.public_key())))
        kept = bytes(16) + len(self.credential_id).to_bytes(2, "big") + self.credential_id + public
        said = self._said(wish["rp"]["id"], 0x45) + kept
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": said})
        told = self._told("webauthn.create", wish["challenge"])
        return self._packed(clientDataJSON=told, attestationObject=attestation)

    def use(self, task: dict[str, Any]) -> str:
        """Answer the server's wish to be shown a passkey."""
        wish = task["publicKey"]
        said, told = self._said(wish["rpId"], 0x05), self._told("webauthn.get", wish["challenge"])
        signature = self.key.sign(said + sha256(told).digest(), ec.ECDSA(SHA256()))
        return self._packed(clientDataJSON=told, authenticatorData=said, signature=signature, userHandle=self.owner)

    def _said(self, party: str, flags: int) -> bytes:
        return sha256(party.encode()).digest() + bytes([flags]) + bytes(4)

    def _told(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _packed(self, **response: bytes) -> str:
        name = websafe_encode(self.credential_id)
        return json.dumps(
            {
                "id": name,
                "rawId": name,
                "type": "public-key",
                "clientExtensionResults": {"credProps": {"rk": True}},
                "response": {part: websafe_encode(value) for part, value in response.items()},
            }
        )


def task_on(page: str) -> dict[str, Any]:
    """Return what a page asks the browser to do with passkeys."""
    found = re.search(r'<script id="passkey-options" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found
    return dict(json.loads(found[1]))


def give_passkey(client: Client) -> SoftPasskey:
    """Add a passkey to the account that is signed in and has just proved itself."""
    passkey = SoftPasskey()
    task = task_on(client.get("/accounts/passkeys/add/").content.decode())
    answer = client.post("/accounts/passkeys/add/", {"name": "Phone", "credential": passkey.make(task)})
    assert answer.status_code == 302, answer.content.decode()
    return passkey
