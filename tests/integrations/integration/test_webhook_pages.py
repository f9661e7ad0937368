"""Webhooks at the operators' desk."""

from __future__ import annotations

import re
import socket
from typing import TYPE_CHECKING

import pytest

from everfair.integrations.domain.webhooks import MOST_WEBHOOKS
from everfair.integrations.enums import DeliveryState
from everfair.integrations.models import Delivery, Webhook
from everfair.integrations.personal_data import tell_webhooks
from everfair.integrations.retention import drop_deliveries
from everfair.kernel.clock import now
from everfair.kernel.models import Event
from everfair.kernel.sealed import unseal
from tests.factories.accounts import sign_in
from tests.factories.fairs import EditionFactory, operator_of
from tests.factories.webhooks import WebhookDeliveryFactory, WebhookFactory, plan_of

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from everfair.fairs.models import Edition

pytestmark = [pytest.mark.integration, pytest.mark.django_db, pytest.mark.usefixtures("no_jobs")]

GOOD = {"url": "https://crm.example.org/in", "kinds": ["stream.started"], "is_on": "on"}


@pytest.fixture(autouse=True)
def _names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let names of example.org lie on the public network, and all others nowhere."""

    def look_up(host: str, port: int, **_more: object) -> list[tuple[object, ...]]:
        if not host.endswith(".example.org"):
            raise socket.gaierror(host)
        return [(2, 1, 6, "", ("93.184.215.14", port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


@pytest.fixture
def edition() -> Edition:
    return EditionFactory.create()


@pytest.fixture
def desk(client: Client, edition: Edition) -> Client:
    sign_in(client, operator_of(edition))
    return client


def hooks_of(edition: Edition) -> str:
    return f"/operate/webhooks/{edition.slug}/"


def test_empty_desk_says_what_webhooks_are_for(desk: Client, edition: Edition) -> None:
    page = desk.get(hooks_of(edition), headers={"Accept-Language": "en"}).content.decode()

    assert "tells your website or your screens at once" in page
    assert f'href="{hooks_of(edition)}new"' in page


def test_webhook_is_added_and_its_secret_shown_once(desk: Client, edition: Edition) -> None:
    answer = desk.post(f"{hooks_of(edition)}new", GOOD)

    (secret,) = re.findall(r'<code id="secret">(whsec_[\w-]{43})</code>', answer.content.decode())
    webhook = Webhook.objects.get()
    assert (answer.status_code, answer["Cache-Control"].split(", ")[-1]) == (200, "private")
    assert (webhook.url, webhook.kinds, webhook.is_on) == (GOOD["url"], ["stream.started"], True)
    assert (unseal(webhook.secret), secret in webhook.secret) == (secret, False)
    assert Event.objects.get(name="webhook.made").payload == {"site": "crm.example.org"}
    assert secret not in desk.get(f"{hooks_of(edition)}{webhook.public_id}").content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"url": "http://crm.example.org/in"},
        {"url": "https://crm.inside/in"},
        {"url": "https://" + "x" * 300 + "/in"},
        {"url": "https://[::1/in"},
        {"url": ""},
        {"kinds": []},
        {"kinds": ["person.erased"]},
    ],
    ids=["plain http", "unknown name", "endless name", "broken", "nothing", "no kind", "unknown kind"],
)
def test_bad_input_is_said_and_kept(desk: Client, edition: Edition, changes: dict[str, object]) -> None:
    typed = {**GOOD, **changes}

    answer = desk.post(f"{hooks_of(edition)}new", typed)

    assert (answer.status_code, Webhook.objects.exists()) == (422, False)
    assert answer.context["form"]["url"].value() == typed["url"]
    assert 'class="field-error"' in answer.content.decode()


def test_edition_has_its_fill_of_webhooks(desk: Client, edition: Edition) -> None:
    WebhookFactory.create_batch(MOST_WEBHOOKS, edition=edition)

    answer = desk.post(f"{hooks_of(edition)}new", GOOD)

    assert (answer.status_code, Webhook.objects.count()) == (422, MOST_WEBHOOKS)


def test_webhook_that_is_switched_on_again_begins_anew(desk: Client, edition: Edition) -> None:
    webhook = WebhookFactory.create(edition=edition, is_on=False, stopped_at=now(), failures=3, failing_since=now())

    answer = desk.post(f"{hooks_of(edition)}{webhook.public_id}", plan_of(webhook, kinds=["recording.published"]))

    webhook.refresh_from_db()
    assert answer.status_code == 302
    assert (webhook.is_on, webhook.kinds, webhook.failures) == (True, ["recording.published"], 0)
    assert (webhook.stopped_at, webhook.failing_since) == (None, None)


def test_new_secret_replaces_the_old_one(desk: Client, edition: Edition) -> None:
    webhook = WebhookFactory.create(edition=edition)

    page = desk.post(f"{hooks_of(edition)}{webhook.public_id}/secret").content.decode()

    webhook.refresh_from_db()
    assert unseal(webhook.secret) in page


def test_test_is_sent_and_again(desk: Client, edition: Edition) -> None:
    webhook = WebhookFactory.create(edition=edition)
    page = f"{hooks_of(edition)}{webhook.public_id}"

    desk.post(f"{page}/test")
    delivery = Delivery.objects.get()
    Delivery.objects.update(state=DeliveryState.FAILED)
    answer = desk.post(f"{page}/again", {"delivery": delivery.public_id})

    delivery.refresh_from_db()
    assert (answer.status_code, delivery.kind, delivery.state) == (302, "test", DeliveryState.WAITING)
    assert 'hx-trigger="every 2s"' in desk.get(f"{page}/sent").content.decode()
    assert desk.post(f"{page}/again", {"delivery": "nothing"}).status_code == 404


def test_removed_webhook_goes_with_what_was_sent(desk: Client, edition: Edition) -> None:
    delivery = WebhookDeliveryFactory.create(webhook__edition=edition)

    desk.post(f"{hooks_of(edition)}{delivery.webhook.public_id}/remove")

    assert (Webhook.objects.exists(), Delivery.objects.exists()) == (False, False)


def test_operator_of_another_edition_reaches_nothing(client: Client, edition: Edition) -> None:
    webhook = WebhookFactory.create(edition=edition)
    theirs = EditionFactory.create()
    sign_in(client, operator_of(theirs))

    assert client.get(f"{hooks_of(edition)}{webhook.public_id}").status_code == 403
    assert client.post(f"{hooks_of(edition)}{webhook.public_id}/remove").status_code == 403
    assert client.get(f"{hooks_of(theirs)}{webhook.public_id}").status_code == 404


def test_queries_of_the_desk_do_not_grow_with_its_webhooks(
    desk: Client, edition: Edition, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for webhook in WebhookFactory.create_batch(5, edition=edition):
        WebhookDeliveryFactory.create_batch(2, webhook=webhook)

    with django_assert_num_queries(7):
        page = desk.get(hooks_of(edition)).content.decode()

    assert page.count("<article") == 5


def test_old_deliveries_go_and_their_maker_learns_of_their_webhooks(edition: Edition) -> None:
    maker = operator_of(edition)
    webhook = WebhookFactory.create(edition=edition, made_by=maker)
    moment = now()
    WebhookDeliveryFactory.create(webhook=webhook, made_at=moment)

    assert (drop_deliveries(moment), Delivery.objects.count()) == (0, 1)
    assert (drop_deliveries(now()), Delivery.objects.count()) == (1, 0)
    assert [row["url"] for row in tell_webhooks(maker).records] == [webhook.url]
