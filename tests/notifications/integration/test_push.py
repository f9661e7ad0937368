"""Push, end to end but for the push services of this world: a TLS service decrypts what a browser would read."""

from __future__ import annotations

import json
import logging
import stat
from base64 import urlsafe_b64decode
from typing import TYPE_CHECKING

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings as django_settings
from django.test import Client

from everfair.accounts.models import Person
from everfair.kernel import outside
from everfair.kernel.outside import NotOutside, Target
from everfair.notifications.domain.devices import MOST_DEVICES
from everfair.notifications.enums import DeliveryState
from everfair.notifications.models import Delivery, Device
from everfair.notifications.push.keys import browser_key, private_key
from tests.factories.accounts import PersonFactory, sign_in
from tests.factories.notifications import post_all_due, tell
from tests.notifications.push_service import HOST, Browser, PushService

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.integration, pytest.mark.django_db, pytest.mark.usefixtures("no_jobs")]

ADD = "/me/notifications/devices"


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PushService]:
    """Run a push service; the look-up of its host and the trust in its certificate are the test's, all else is ours."""

    def look_up(target: Target) -> tuple[str, int]:
        if target.host != HOST:
            raise NotOutside(target.host)
        return running.place

    with PushService(tmp_path) as running:
        monkeypatch.setattr(outside, "trust", running.trust)
        monkeypatch.setattr(outside, "place_of", look_up)
        monkeypatch.setattr("everfair.notifications.domain.devices.place_of", look_up)
        yield running


@pytest.fixture
def nok(client: Client) -> Person:
    person = PersonFactory.create()
    sign_in(client, person)
    return person


def subscribe(client: Client, browser: Browser) -> int:
    agent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
    return client.post(ADD, browser.subscription(), headers={"User-Agent": agent}).status_code


def state() -> str:
    return Delivery.objects.get(channel="push").state


def test_push_is_encrypted_for_the_browser_and_says_no_more_than_needed(
    client: Client, nok: Person, service: PushService
) -> None:
    browser = Browser()
    assert subscribe(client, browser) == 201
    line = tell(nok)

    post_all_due()

    ((path, headers, body),) = service.got
    assert browser.read(body) == {
        "title": "Southern Bridges accepted: Forty bridges",
        "body": "Southern Bridges accepted your request about “Forty bridges”. The talks can begin.",
        "url": "/negotiations/x",
        "tag": line.public_id,
    }
    assert b"Bridges" not in body
    assert (path, headers["content-encoding"], headers["urgency"]) == (browser.path, "aes128gcm", "normal")
    assert int(headers["ttl"]) > 0
    assert (state(), Device.objects.get().name) == (DeliveryState.SENT, "Chrome · Linux")


def test_push_service_can_check_who_sends(client: Client, nok: Person, service: PushService) -> None:
    subscribe(client, Browser())
    tell(nok)

    post_all_due()

    scheme, _, words = service.got[0][1]["authorization"].partition(" ")
    parts = dict(word.strip().split("=", 1) for word in words.split(","))
    point = urlsafe_b64decode(parts["k"] + "=" * (-len(parts["k"]) % 4))
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    claims = jwt.decode(parts["t"], key, algorithms=["ES256"], audience=f"https://{HOST}")
    assert (scheme, claims["sub"]) == ("vapid", "mailto:fair@localhost")
    assert parts["k"] == browser_key(django_settings.OPTIONS.home)


@pytest.mark.parametrize("status", [404, 410])
def test_device_that_is_gone_is_forgotten(client: Client, nok: Person, service: PushService, status: int) -> None:
    subscribe(client, Browser())
    service.status = status
    tell(nok)

    post_all_due()

    assert not Device.objects.exists()
    assert state() == DeliveryState.SENT


@pytest.mark.parametrize("status", [301, 400, 413, 429, 500, 503])
def test_push_that_is_not_taken_waits_and_follows_no_redirect(
    client: Client, nok: Person, service: PushService, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    subscribe(client, Browser())
    service.status = status
    tell(nok)

    with caplog.at_level(logging.WARNING):
        post_all_due()

    assert len(service.got) == 1
    assert (state(), Device.objects.count()) == (DeliveryState.WAITING, 1)
    assert f"A push service answered {status}" in caplog.text


def test_one_device_that_was_reached_is_enough(client: Client, nok: Person, service: PushService) -> None:
    subscribe(client, Browser())
    subscribe(client, Browser(path="/send/def"))
    Device.objects.filter(endpoint__endswith="abc").update(endpoint="https://127.0.0.1/x")

    tell(nok)
    post_all_due()

    assert [path for path, _, _ in service.got] == ["/send/def"]
    assert state() == DeliveryState.SENT


def test_who_has_no_device_gets_no_push(nok: Person) -> None:
    tell(nok)

    assert not Delivery.objects.filter(channel="push").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"endpoint": "http://push.example/x"},
        {"endpoint": "https://127.0.0.1/x"},
        {"endpoint": "https://localhost/x"},
        {"endpoint": "https://[::1]/x"},
        {"endpoint": "https://169.254.169.254/latest/meta-data"},
        {"endpoint": "https://push.invalid/x"},
        {"endpoint": "https://" + "x" * 800},
        {"endpoint": "https://push.example/\x00"},
        {"endpoint": ""},
        {"public_key": "AAAA"},
        {"public_key": "<script>"},
        {"public_key": ""},
        {"secret": "AAAA"},
        {"secret": "' OR 1=1"},
    ],
)
def test_subscription_that_is_none_is_refused_with_a_sentence(
    client: Client, nok: Person, wrong: dict[str, str]
) -> None:
    assert nok.is_active
    answer = client.post(f"{ADD}?lang=en", {**Browser().subscription(), **wrong})

    assert answer.status_code == 422
    assert "push service can't be used" in json.loads(answer.content)["sentence"]
    assert not Device.objects.exists()


def test_same_browser_again_changes_keys_and_owner(client: Client, nok: Person, service: PushService) -> None:
    del service
    subscribe(client, Browser())
    other = PersonFactory.create()
    second = Client()
    sign_in(second, other)

    subscribe(second, Browser())

    assert [device.person for device in Device.objects.all()] == [other]
    assert nok != other


def test_devices_have_a_limit(client: Client, nok: Person, service: PushService) -> None:
    del service
    assert nok.is_active
    answers = [subscribe(client, Browser(path=f"/{number}")) for number in range(MOST_DEVICES + 1)]

    assert answers == [*[201] * MOST_DEVICES, 409]


def test_device_is_removed_by_its_owner_only(client: Client, nok: Person, service: PushService) -> None:
    del service
    subscribe(client, Browser())
    address = f"{ADD}/{Device.objects.get().public_id}/remove"
    stranger = Client()
    sign_in(stranger, PersonFactory.create())

    assert stranger.post(address).status_code == 404
    assert client.post(address).status_code == 302
    assert not Device.objects.filter(person=nok).exists()


def test_key_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    home = tmp_path / "home"

    first, again = private_key(home), private_key(home)

    assert first == again
    assert stat.S_IMODE((home / "push-key.pem").stat().st_mode) == 0o600
    assert [file.name for file in home.iterdir()] == ["push-key.pem"]


def test_worker_script_is_served_at_the_root_and_always_asked_for_anew() -> None:
    answer = Client().get("/push-worker.js")

    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")
    assert answer.headers["Content-Type"].startswith("text/javascript")
