"""What goes out to webhooks: planned with the event, sent by the worker, tried again after growing pauses."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.transaction import atomic
from procrastinate.exceptions import AlreadyEnqueued

from everfair.accounts.public import grants_of
from everfair.fairs.public import can_operate
from everfair.integrations.domain.webhooks import lock_webhook, log_webhook
from everfair.integrations.enums import DeliveryState
from everfair.integrations.errors import StillOnItsWay, WebhookIsOff
from everfair.integrations.hooks import TEST, Facts, hooks_of
from everfair.integrations.models import Delivery, Webhook
from everfair.kernel.access import require
from everfair.kernel.clock import now
from everfair.kernel.ids import new_public_id

if TYPE_CHECKING:
    from datetime import datetime

    from everfair.accounts.models import Person
    from everfair.kernel.models import Event

LATE = timedelta(minutes=5)
SWEPT_AT_ONCE = 200


def plan_deliveries(event: Event) -> None:
    """Queue an event for every webhook of its edition that is told of it, once however often it is called."""
    for hook in hooks_of(event.name):
        listening = Webhook.objects.filter(edition=event.edition, is_on=True, kinds__contains=[hook.kind])
        listening = listening.select_related("edition")
        facts = hook.facts(event) if listening else None
        if facts is None:
            continue
        with atomic():
            for webhook in listening:
                _plan(webhook, hook.kind, facts, event=event)


def send_test(webhook: Webhook, *, actor: Person) -> Delivery:
    """Send something of the kind `test`, also while the webhook is off; it is tried once."""
    require(can_operate(grants_of(actor), webhook.edition))
    with atomic():
        webhook = lock_webhook(webhook.pk)
        log_webhook("webhook.tested", webhook, actor)
        return _plan(webhook, TEST, {}, event=None)


def send_again(delivery: Delivery, *, actor: Person) -> None:
    """Send the same once more, with all its tries; `StillOnItsWay` while it is being sent."""
    require(can_operate(grants_of(actor), delivery.webhook.edition))
    with atomic():
        webhook = lock_webhook(delivery.webhook_id)
        delivery = Delivery.objects.select_for_update().get(pk=delivery.pk)
        if not webhook.is_on and delivery.kind != TEST:
            raise WebhookIsOff
        if delivery.state == DeliveryState.SENDING:
            raise StillOnItsWay
        delivery.state, delivery.trouble, delivery.tries, delivery.due_at = DeliveryState.WAITING, "", 0, now()
        delivery.save(update_fields=["state", "trouble", "tries", "due_at"])
        queue_delivery(delivery)
        log_webhook("webhook.sent_again", webhook, actor)


def queue_delivery(delivery: Delivery) -> None:
    """Queue the job of the next try; one job a try is enough."""
    from everfair.integrations.tasks import post_delivery  # noqa: PLC0415 -- the job's module imports this one

    lock = f"webhook delivery {delivery.pk} {delivery.tries}"
    with suppress(AlreadyEnqueued), atomic():
        post_delivery.configure(queueing_lock=lock, schedule_at=delivery.due_at).defer(delivery_id=delivery.pk)


def sweep_deliveries() -> int:
    """Queue anew what a killed worker left unsent; returns how many."""
    late = now() - LATE
    stale = Delivery.objects.filter(state=DeliveryState.SENDING, claimed_at__lt=late)
    stale.update(state=DeliveryState.WAITING)
    overdue = list(
        Delivery.objects.filter(state=DeliveryState.WAITING, due_at__lt=late).order_by("due_at")[:SWEPT_AT_ONCE]
    )
    for delivery in overdue:
        queue_delivery(delivery)
    return len(overdue)


def _plan(webhook: Webhook, kind: str, facts: Facts, *, event: Event | None) -> Delivery:
    public_id, moment = new_public_id(), now()
    said = {
        "id": public_id,
        "kind": kind,
        "occurred_at": _written(event.occurred_at if event else moment),
        "edition": webhook.edition.slug,
        **facts,
    }
    words = {
        "public_id": public_id,
        "kind": kind,
        "body": json.dumps(said, ensure_ascii=False),
        "made_at": moment,
        "due_at": moment,
    }
    if event is None:
        delivery, is_new = Delivery.objects.create(webhook=webhook, **words), True
    else:
        delivery, is_new = Delivery.objects.get_or_create(webhook=webhook, event=event, defaults=words)
    if is_new:
        queue_delivery(delivery)
    return delivery


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
