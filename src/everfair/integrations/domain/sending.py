"""One try of one delivery: claimed, posted outside of any transaction, and what came of it noted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

from django.db.transaction import atomic

from everfair.integrations.domain.deliveries import queue_delivery
from everfair.integrations.domain.webhooks import forget_failures, log_webhook
from everfair.integrations.enums import DeliveryState, Trouble
from everfair.integrations.hooks import TEST
from everfair.integrations.models import Delivery, Webhook
from everfair.integrations.signature import sign
from everfair.kernel.clock import now
from everfair.kernel.outside import WEB, NotOutside, post_outside
from everfair.kernel.sealed import Unreadable, unseal

_PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 20, 60, 3 * 60, 6 * 60, 12 * 60)]
MOST_TRIES = len(_PAUSES) + 1
OFF_AFTER_FAILURES = 20
OFF_AFTER = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Outcome:
    """`status` is the answer's, None without one; `trouble` is empty when it arrived."""

    status: int | None
    trouble: str = ""


def post(delivery_id: int) -> None:
    """Try to send a delivery that is due; what fails queues its own next try."""
    delivery = _claim(delivery_id)
    if delivery is not None:
        _note(delivery.pk, _send(delivery))


def _claim(delivery_id: int) -> Delivery | None:
    """Take a delivery, so that nobody else sends it; None if it is not due, or not wanted any more."""
    with atomic():
        rows = Delivery.objects.select_for_update(of=("self",)).select_related("webhook")
        delivery = rows.filter(pk=delivery_id, state=DeliveryState.WAITING, due_at__lte=now()).first()
        if delivery is None:
            return None
        wanted = delivery.webhook.is_on or delivery.kind == TEST
        delivery.state = DeliveryState.SENDING if wanted else DeliveryState.DROPPED
        delivery.tries += wanted
        delivery.claimed_at = now()
        delivery.save(update_fields=["state", "tries", "claimed_at"])
    return delivery if wanted else None


def _send(delivery: Delivery) -> Outcome:
    body = delivery.body.encode()
    try:
        signature = sign(unseal(delivery.webhook.secret), body, at=int(now().timestamp()))
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "Everfair",
            "Everfair-Event": delivery.kind,
            "Everfair-Delivery": delivery.public_id,
            "Everfair-Signature": signature,
        }
        status = post_outside(delivery.webhook.url, body, headers, sort=WEB)
    except Unreadable:
        return Outcome(None, Trouble.SECRET.value)
    except NotOutside:
        return Outcome(None, Trouble.ADDRESS.value)
    except (OSError, UnicodeError):
        return Outcome(None, Trouble.SILENCE.value)
    arrived = HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES
    return Outcome(status, "" if arrived else Trouble.ANSWER.value)


def _note(delivery_id: int, outcome: Outcome) -> None:
    with atomic():
        found = Webhook.objects.select_for_update().filter(deliveries=delivery_id).first()
        delivery = Delivery.objects.select_for_update().filter(pk=delivery_id, state=DeliveryState.SENDING).first()
        if found is None or delivery is None:
            return
        delivery.status, delivery.trouble = outcome.status, outcome.trouble
        delivery.answered_at = now() if outcome.status else None
        if not outcome.trouble:
            delivery.state = DeliveryState.ARRIVED
            _count_success(found)
        else:
            _put_off(delivery)
            _count_failure(found, delivery)
        delivery.save()
        if delivery.state == DeliveryState.WAITING:
            queue_delivery(delivery)


def _put_off(delivery: Delivery) -> None:
    is_last = delivery.kind == TEST or delivery.tries >= MOST_TRIES
    delivery.state = DeliveryState.FAILED if is_last else DeliveryState.WAITING
    if not is_last:
        delivery.due_at = now() + _PAUSES[delivery.tries - 1]


def _count_success(webhook: Webhook) -> None:
    if webhook.failures:
        webhook.failures, webhook.failing_since = 0, None
        webhook.save(update_fields=["failures", "failing_since"])


def _count_failure(webhook: Webhook, delivery: Delivery) -> None:
    """Switch off where nothing arrived for long; a test is a question of its own."""
    if delivery.kind == TEST or not webhook.is_on:
        return
    webhook.failures += 1
    webhook.failing_since = webhook.failing_since or now()
    if webhook.failures >= OFF_AFTER_FAILURES and now() - webhook.failing_since > OFF_AFTER:
        forget_failures(webhook)
        webhook.is_on, webhook.stopped_at = False, now()
        log_webhook("webhook.stopped", webhook, None)
    webhook.save(update_fields=["failures", "failing_since", "is_on", "stopped_at"])
