"""Secrets of others that the fair must be able to use again: kept encrypted, with a key made from the fair's own.

Who reads the database alone, or a backup of it, cannot read them. With another secret key of the fair they are lost:
`Unreadable`, and somebody types them again.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from everfair.kernel.errors import DomainError

_PURPOSE = b"everfair sealed 1"


class Unreadable(DomainError):
    code = "secret_unreadable"
    sentence = _("The fair's secret key has changed, so this can't be read any more. Type it again.")


def seal(text: str) -> str:
    """Encrypt a secret for the database."""
    return _box(settings.SECRET_KEY).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Return a secret that `seal` encrypted; `Unreadable` if the fair had another key then."""
    try:
        return _box(settings.SECRET_KEY).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise Unreadable from error


@lru_cache(maxsize=4)
def _box(key: str) -> Fernet:
    return Fernet(urlsafe_b64encode(HKDF(SHA256(), 32, salt=None, info=_PURPOSE).derive(key.encode())))
