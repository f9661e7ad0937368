"""Posting to an address that a stranger named: only https, only the public network, never a second time elsewhere."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Mapping
from http.client import HTTPException, HTTPSConnection
from ipaddress import ip_address
from urllib.parse import urlsplit

SECONDS = 10
PORT = 443
_MAPPED = "::ffff:"


class NotOutside(ValueError):
    """The address is no https address on the public network."""


def host_of(address: str) -> str:
    """Return the host that an https address names; `NotOutside` for any other sort of address."""
    try:
        parts = urlsplit(address)
        fits = parts.scheme == "https" and parts.hostname and parts.port in {None, PORT} and "@" not in parts.netloc
    except ValueError as error:
        raise NotOutside(address) from error
    if not fits or not parts.hostname or not address.isprintable() or " " in address:
        raise NotOutside(address)
    return parts.hostname


def place_of(host: str) -> tuple[str, int]:
    """Look a host up once and return where it is; `NotOutside` if any of its addresses is not public."""
    found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, PORT, type=socket.SOCK_STREAM)}
    if not found or not all(ip_address(place.removeprefix(_MAPPED)).is_global for place in found):
        raise NotOutside(host)
    return min(found), PORT


def post_outside(address: str, body: bytes, headers: Mapping[str, str]) -> int:
    """Post and return the status of the answer; no redirect is followed. Raises `NotOutside` or `OSError`."""
    parts = urlsplit(address)
    connection = _Connection(host_of(address))
    try:
        connection.request(
            "POST", parts._replace(scheme="", netloc="", fragment="").geturl() or "/", body, dict(headers)
        )
        return connection.getresponse().status
    except HTTPException as error:
        raise ConnectionError(str(error)) from error
    finally:
        connection.close()


class _Connection(HTTPSConnection):
    """Connects to the place that was checked, while the certificate must name the host: no second look-up between."""

    def __init__(self, host: str) -> None:
        super().__init__(host, timeout=SECONDS)

    def connect(self) -> None:
        plain = socket.create_connection(place_of(self.host), timeout=SECONDS)
        self.sock = trust().wrap_socket(plain, server_hostname=self.host)


def trust() -> ssl.SSLContext:
    return ssl.create_default_context()
