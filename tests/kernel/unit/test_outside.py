"""Addresses that a stranger names: the public network only, but for hosts of the administrator's own."""

from __future__ import annotations

import socket
from contextlib import suppress
from threading import Thread
from time import monotonic, sleep
from typing import TYPE_CHECKING

import pytest

from everfair.kernel import outside
from everfair.kernel.outside import WEB, NotOutside, Target, place_of, post_outside, target_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_django.fixtures import SettingsWrapper

pytestmark = pytest.mark.unit

PUBLIC = Target("https", "push.example", 443)


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
        target_of(address)


def test_target_of_an_https_address() -> None:
    assert target_of("https://Push.Example:443/x?y#z") == PUBLIC


@pytest.mark.parametrize(
    ("address", "inner", "target"),
    [
        ("https://crm.example:8443/in", (), Target("https", "crm.example", 8443)),
        ("http://crm.example/in", ("crm.example",), Target("http", "crm.example", 80, is_inner=True)),
        ("https://crm.example/in", ("crm.example",), Target("https", "crm.example", 443, is_inner=True)),
    ],
    ids=["any port", "inner host by http", "inner host by https"],
)
def test_web_address_may_have_any_port_and_inner_hosts_plain_http(
    address: str, inner: tuple[str, ...], target: Target
) -> None:
    assert target_of(address, WEB, inner=inner) == target


@pytest.mark.parametrize("address", ["http://crm.example/in", "ftp://inner.example/", "http://inner.example.evil/"])
def test_other_hosts_stay_bound_to_https(address: str) -> None:
    with pytest.raises(NotOutside):
        target_of(address, WEB, inner=["inner.example"])


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
        place_of(PUBLIC)


def test_inner_host_may_lie_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", answering("10.1.2.3"))

    assert place_of(Target("http", "crm.example", 80, is_inner=True)) == ("10.1.2.3", 80)


def test_system_chooses_among_public_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", answering("93.184.215.14", "2606:2800:21f::1"))

    assert place_of(PUBLIC) == ("93.184.215.14", 443)


def test_answer_that_drips_on_and_on_is_cut(monkeypatch: pytest.MonkeyPatch, settings: SettingsWrapper) -> None:
    settings.OPTIONS = settings.OPTIONS.model_copy(update={"inner_hosts": "127.0.0.1"})
    monkeypatch.setattr(outside, "SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as server:
        Thread(target=drip, args=(server,), daemon=True).start()
        begun = monotonic()

        with pytest.raises(ConnectionError):
            post_outside(f"http://127.0.0.1:{server.getsockname()[1]}/", b"", {}, sort=WEB)

    assert monotonic() - begun < 2


def drip(server: socket.socket) -> None:
    """Answer a letter at a time, each in time for a read."""
    caller, _ = server.accept()
    with caller, suppress(OSError):
        for letter in b"HTTP/1.1 200 " + b"K" * 100:
            caller.sendall(bytes([letter]))
            sleep(0.1)
