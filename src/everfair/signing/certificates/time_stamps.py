"""Who says what time it is: an outside time stamp authority (RFC 3161), or our own for tests."""

from __future__ import annotations

from datetime import datetime

from aiohttp import ClientError
from asn1crypto import cms
from pyhanko.sign.timestamps import DummyTimeStamper, HTTPTimeStamper, TimeStamper, TimestampRequestError

from everfair.signing.certificates.asn1 import to_asn1, to_asn1_key
from everfair.signing.certificates.pki import Pki

PATIENCE_SECONDS = 10


class OutsideAuthority(HTTPTimeStamper):
    """An authority on the net, for which every way to fail is a `TimestampRequestError`."""

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        try:
            return await super().async_timestamp(message_digest, md_algorithm)
        except (ClientError, TimeoutError, ValueError, TypeError, KeyError) as error:
            message = f"{self.url} gave no usable answer"
            raise TimestampRequestError(message) from error


def choose_time_stamper(pki: Pki, *, url: str | None, at: datetime) -> TimeStamper:
    """Return the authority at `url`, or without one our own, which says that it is now `at`.

    A time stamper counts its answers: use each for one signature.
    """
    if url:
        return OutsideAuthority(url, timeout=PATIENCE_SECONDS)
    return DummyTimeStamper(tsa_cert=to_asn1(pki.tsa.certificate), tsa_key=to_asn1_key(pki.tsa.key), fixed_dt=at)
