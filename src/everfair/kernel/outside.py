"""Calling an address that a stranger named: the public network only, looked up once, never a second time elsewhere.

Hosts of the administrator's own (`inner_hosts`) may lie inside, for the callers that allow it.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from ipaddress import ip_address
from threading import Timer
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

SECONDS = 10
_MAPPED = "::ffff:"
_WEB = {"http": 80, "https": 443}


class NotOutside(ValueError):
    """The address is not of the sort that is asked for, or not on the public network."""


@dataclass(frozen=True, slots=True)
class Sort:
    """The schemes that an address may have, with their usual ports; `inner` ones count for inner hosts alone."""

    schemes: Mapping[str, int]
    inner: Mapping[str, int] = field(default_factory=dict)
    any_port: bool = False


PUSH = Sort({"https": _WEB["https"]})
WEB = Sort({"https": _WEB["https"]}, inner=_WEB, any_port=True)


@dataclass(frozen=True, slots=True)
class Target:
    """What an address names; `is_inner` allows it to lie inside."""

    scheme: str
    host: str
    port: int
    is_inner: bool = False


def inner_hosts() -> frozenset[str]:
    """Return the hosts that administrators allow to be called although they lie inside."""
    return frozenset(settings.OPTIONS.inner_hosts.lower().split())


def target_of(address: str, sort: Sort = PUSH, *, inner: Collection[str] = ()) -> Target:
    """Return what an address names; `NotOutside` for any other sort of address."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise NotOutside(address) from error
    is_inner = host in inner
    usual = (sort.inner if is_inner and sort.inner else sort.schemes).get(parts.scheme)
    fits = usual is not None and (sort.any_port or port in {None, usual}) and _is_plain(address, parts)
    if not fits or usual is None:
        raise NotOutside(address)
    return Target(parts.scheme, host, port or usual, is_inner)


def place_of(target: Target) -> tuple[str, int]:
    """Look a host up once and return where it is; `NotOutside` if any of its addresses is not public."""
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)]
    if not found or not (target.is_inner or all(_is_public(place) for place in found)):
        raise NotOutside(target.host)
    return found[0], target.port


def post_outside(address: str, body: bytes, headers: Mapping[str, str], *, sort: Sort = PUSH) -> int:
    """Post and return the status of the answer, within ten seconds; no redirect is followed.

    Raises `NotOutside` or `OSError`.
    """
    target = target_of(address, sort, inner=inner_hosts() if sort.inner else ())
    connection = _Connection(target)
    limit = Timer(SECONDS, connection.cut)
    limit.start()
    try:
        connection.request("POST", _path_of(address), body, dict(headers))
        return connection.getresponse().status
    except HTTPException as error:
        raise ConnectionError(str(error)) from error
    finally:
        limit.cancel()
        connection.close()


class _Connection(HTTPConnection):
    """Connects to the place that was checked, while the certificate must name the host: no second look-up between."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self.default_port = _WEB[target.scheme]
        super().__init__(target.host, target.port, timeout=SECONDS)

    def connect(self) -> None:
        plain = socket.create_connection(place_of(self._target), timeout=SECONDS)
        secure = self._target.scheme == "https"
        self.sock = trust().wrap_socket(plain, server_hostname=self.host) if secure else plain

    def cut(self) -> None:
        """End a conversation that drips on and on: each of its reads may well be in time."""
        with suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)


def trust() -> ssl.SSLContext:
    return ssl.create_default_context()


def _is_plain(address: str, parts: SplitResult) -> bool:
    return bool(parts.hostname) and "@" not in parts.netloc and address.isprintable() and " " not in address


def _is_public(place: str) -> bool:
    return ip_address(place.removeprefix(_MAPPED)).is_global


def _path_of(address: str) -> str:
    return urlsplit(address)._replace(scheme="", netloc="", fragment="").geturl() or "/"
