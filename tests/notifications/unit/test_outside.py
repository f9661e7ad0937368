"""Addresses that a stranger names: only https on the public network."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from everfair.notifications.push import outside
from everfair.notifications.push.outside import NotOutside, host_of, place_of

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    "address",
    [
        "http://push.example/abc",
        "https://",
        "https:///path",
        "ftp://push.example/",
        "https://user@push.example/",
        "https://push.example:8443/",
        "https://push.example:99999/",
        "https://[::1/",
        "https://push.example/a b",
        "https://push.example/a\x00",
        "file:///etc/passwd",
        "",
    ],
)
def test_address_that_is_not_plain_https_is_refused(address: str) -> None:
    with pytest.raises(NotOutside):
        host_of(address)


def test_host_of_an_https_address() -> None:
    assert host_of("https://Push.Example:443/x?y#z") == "push.example"


def answering(*places: str) -> Callable[..., list[tuple[object, ...]]]:
    return lambda *_args, **_more: [(2, 1, 6, "", (place, 443)) for place in places]


@pytest.mark.parametrize(
    "places",
    [
        ("127.0.0.1",),
        ("10.1.2.3",),
        ("192.168.0.9",),
        ("169.254.169.254",),
        ("100.64.0.1",),
        ("0.0.0.0",),  # noqa: S104 -- an address to refuse
        ("::1",),
        ("fe80::1",),
        ("fd00::1",),
        ("::ffff:10.0.0.1",),
        ("93.184.215.14", "127.0.0.1"),
    ],
)
def test_host_with_any_private_address_is_refused(places: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", answering(*places))

    with pytest.raises(NotOutside):
        place_of("push.example")


def test_public_host_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", answering("93.184.215.14"))

    assert place_of("push.example") == ("93.184.215.14", outside.PORT)
