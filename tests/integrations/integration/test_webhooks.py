"""Webhooks, end to end: a real server receives what happens at the fair, and checks who sent it."""

from __future__ import annotations

import hmac
import json
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from everfair.integrations.domain.deliveries import plan_deliveries, send_again, send_test, sweep_deliveries
from everfair.integrations.domain.sending import MOST_TRIES
from everfair.integrations.enums import DeliveryState, Trouble
from everfair.integrations.errors import WebhookIsOff
from everfair.integrations.models import Delivery, Webhook
from everfair.kernel import clock
from everfair.kernel.models import Event
from everfair.live.domain.streams import end_stream, go_on_air, pause
from everfair.live.enums import Audience
from everfair.live.models import Stream, Take
from tests.factories.fairs import operator_of
from tests.factories.live import StreamFactory, TakeFactory, machine
from tests.factories.notifications import deliver_newest
from tests.factories.webhooks import SECRET, WebhookDeliveryFactory, WebhookFactory, allow_inner, post_due_webhooks
from tests.integrations.receiver import Receiver

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.fixtures import SettingsWrapper

pytestmark = [pytest.mark.integration, pytest.mark.django_db, pytest.mark.usefixtures("no_jobs")]


@pytest.fixture
def receiver(settings: SettingsWrapper) -> Iterator[Receiver]:
    allow_inner(settings, "127.0.0.1")
    with Receiver() as running:
        yield running


@pytest.fixture
def webhook(receiver: Receiver) -> Webhook:
    return WebhookFactory.create(url=receiver.url)


def later(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(clock, "_read", lambda: moment)


def start(webhook: Webhook, **stream: object) -> Stream:
    made = StreamFactory.create(edition=webhook.edition, **stream)
    go_on_air(made, actor=machine(made))
    deliver_newest("stream.went_on_air")
    return made


def test_stream_that_goes_on_air_is_told_signed_and_once(
    webhook: Webhook, receiver: Receiver, settings: SettingsWrapper
) -> None:
    WebhookFactory.create(url=receiver.url)
    WebhookFactory.create(edition=webhook.edition, url=receiver.url, kinds=["recording.published"])
    WebhookFactory.create(edition=webhook.edition, url=receiver.url, is_on=False)
    stream = start(webhook)

    post_due_webhooks()
    plan_deliveries(Event.objects.get(name="stream.went_on_air"))
    post_due_webhooks()

    ((headers, body),) = receiver.got
    page = f"{settings.OPTIONS.address}/{stream.edition.slug}/live/opening-ceremony-{stream.public_id}"
    assert json.loads(body) == {
        "id": headers["everfair-delivery"],
        "kind": "stream.started",
        "occurred_at": Event.objects.get(name="stream.went_on_air").occurred_at.isoformat(timespec="milliseconds")[:-6]
        + "Z",
        "edition": stream.edition.slug,
        "stream": {
            "id": stream.public_id,
            "title": {"zh-hans": "开幕式直播", "en": "Opening ceremony"},
            "language": "zh",
            "audience": "public",
            "page": page,
            "playlist": f"{settings.OPTIONS.address}/live/{stream.public_id}/open/master.m3u8",
        },
    }
    assert headers["everfair-event"] == "stream.started"
    at, mark = (part.partition("=")[2] for part in headers["everfair-signature"].split(","))
    assert mark == hmac.new(SECRET.encode(), f"{at}.".encode() + body, sha256).hexdigest()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.status, delivery.tries) == (DeliveryState.ARRIVED, 204, 1)


def test_pause_end_and_recording_are_told(webhook: Webhook, receiver: Receiver) -> None:
    stream = start(webhook)
    TakeFactory.create(stream=stream)
    pause(stream, actor=machine(stream))
    deliver_newest("stream.paused")
    Take.objects.update(ended_at=clock.now(), end="stopped")
    end_stream(stream, actor=machine(stream))
    deliver_newest("stream.ended")
    deliver_newest("recording.published")

    post_due_webhooks()

    said = [json.loads(body) for _, body in receiver.got]
    assert [(one["kind"], one.get("reason")) for one in said] == [
        ("stream.started", None),
        ("stream.stopped", "paused"),
        ("stream.stopped", "ended"),
        ("recording.published", None),
    ]
    assert said[3]["recording"] == {"page": said[3]["stream"]["page"]}
    assert said[3]["stream"]["playlist"].endswith("/open/vod.m3u8")


def test_stream_of_invited_people_and_one_that_never_began_are_not_told(webhook: Webhook) -> None:
    start(webhook, audience=Audience.INVITED)
    called_off = StreamFactory.create(edition=webhook.edition)
    end_stream(called_off, actor=machine(called_off))
    deliver_newest("stream.ended")

    assert not Delivery.objects.filter(kind__startswith="stream.").exists()


def test_error_is_tried_again_later_with_the_same_body(
    webhook: Webhook, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    receiver.statuses.append(500)
    start(webhook)

    post_due_webhooks()
    failed = Delivery.objects.get()
    post_due_webhooks()
    later(monkeypatch, failed.due_at)
    post_due_webhooks()

    assert (failed.state, failed.status, failed.trouble) == (DeliveryState.WAITING, 500, Trouble.ANSWER)
    assert failed.due_at - failed.made_at == pytest.approx(timedelta(minutes=1), abs=timedelta(seconds=20))
    assert Delivery.objects.get().state == DeliveryState.ARRIVED
    assert len(receiver.got) == 2
    assert receiver.got[0][1] == receiver.got[1][1]
    webhook.refresh_from_db()
    assert (webhook.failures, webhook.failing_since) == (0, None)


def test_redirect_is_not_followed(webhook: Webhook, receiver: Receiver) -> None:
    receiver.statuses.append(307)
    start(webhook)

    post_due_webhooks()

    assert len(receiver.got) == 1
    assert Delivery.objects.get().status == 307


def test_inner_address_is_not_called_without_leave(
    webhook: Webhook, receiver: Receiver, settings: SettingsWrapper
) -> None:
    start(webhook)
    allow_inner(settings)

    post_due_webhooks()

    assert receiver.got == []
    assert Delivery.objects.get().trouble == Trouble.ADDRESS


def test_other_secret_key_of_the_fair_is_said_plainly(
    webhook: Webhook, receiver: Receiver, settings: SettingsWrapper
) -> None:
    start(webhook)
    settings.SECRET_KEY = "another key that only tests use, long enough"

    post_due_webhooks()

    assert receiver.got == []
    assert Delivery.objects.get().trouble == Trouble.SECRET


def test_delivery_is_given_up_after_its_last_try(
    webhook: Webhook, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    receiver.statuses.extend([503] * 20)
    start(webhook)
    waits = []

    for _ in range(MOST_TRIES):
        due = Delivery.objects.get().due_at
        later(monkeypatch, due)
        post_due_webhooks()
        waits.append((Delivery.objects.get().due_at - due).total_seconds() / 60)

    assert waits == [1, 5, 20, 60, 180, 360, 720, 0]
    assert (Delivery.objects.get().state, len(receiver.got)) == (DeliveryState.FAILED, MOST_TRIES)


@pytest.mark.parametrize(
    ("failures", "for_days", "is_on"), [(19, 3, False), (18, 3, True), (30, 1, True)], ids=["both", "few", "short"]
)
def test_webhook_that_fails_for_long_is_switched_off_and_its_makers_told(
    receiver: Receiver,
    failures: int,
    for_days: int,
    is_on: bool,  # noqa: FBT001 -- a parameter
) -> None:
    since = clock.now() - timedelta(days=for_days)
    webhook = WebhookFactory.create(url=receiver.url)
    maker = operator_of(webhook.edition)
    send_test(webhook, actor=maker)
    post_due_webhooks()
    Webhook.objects.update(failures=failures, failing_since=since)
    receiver.statuses.append(404)
    start(webhook)

    post_due_webhooks()

    webhook.refresh_from_db()
    assert (webhook.is_on, Event.objects.filter(name="webhook.stopped").exists()) == (is_on, not is_on)
    if not is_on:
        deliver_newest("webhook.stopped")
        start(webhook)
        post_due_webhooks()
        (line,) = maker.notifications.all()
        assert (line.kind, line.words) == ("webhook_stopped", {"site": "127.0.0.1"})
        assert line.url == f"/operate/webhooks/{webhook.edition.slug}/{webhook.public_id}"
        assert len(receiver.got) == 2


def test_what_waits_for_a_webhook_that_is_off_is_dropped(webhook: Webhook, receiver: Receiver) -> None:
    start(webhook)
    Webhook.objects.update(is_on=False)

    post_due_webhooks()
    send_test(webhook, actor=operator_of(webhook.edition))
    post_due_webhooks()

    assert [json.loads(body)["kind"] for _, body in receiver.got] == ["test"]
    dropped = Delivery.objects.get(kind="stream.started")
    assert dropped.state == DeliveryState.DROPPED
    with pytest.raises(WebhookIsOff):
        send_again(dropped, actor=operator_of(webhook.edition))


def test_failed_delivery_is_sent_again_on_demand(webhook: Webhook, receiver: Receiver) -> None:
    failed = WebhookDeliveryFactory.create(webhook=webhook, state=DeliveryState.FAILED, tries=8, body='{"id": 1}')

    send_again(failed, actor=operator_of(webhook.edition))
    post_due_webhooks()

    assert [body for _, body in receiver.got] == [b'{"id": 1}']
    failed.refresh_from_db()
    assert (failed.state, failed.tries) == (DeliveryState.ARRIVED, 1)


def test_what_a_killed_worker_was_sending_is_queued_anew(webhook: Webhook) -> None:
    late = clock.now() - timedelta(minutes=6)
    states = (DeliveryState.SENDING, DeliveryState.WAITING, DeliveryState.ARRIVED)
    for state in states:
        WebhookDeliveryFactory.create(webhook=webhook, state=state, due_at=late, claimed_at=late)
    WebhookDeliveryFactory.create(webhook=webhook, state=DeliveryState.SENDING, due_at=late, claimed_at=clock.now())

    assert sweep_deliveries() == 2


def test_webhook_of_another_edition_is_not_told(webhook: Webhook) -> None:
    stream = StreamFactory.create()
    go_on_air(stream, actor=machine(stream))
    deliver_newest("stream.went_on_air")

    assert not webhook.deliveries.exists()
