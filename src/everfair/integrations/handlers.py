"""What integrations do when something happened: tell the webhooks, and the people who look after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from everfair.integrations.domain.deliveries import plan_deliveries
from everfair.integrations.hooks import hooks
from everfair.integrations.models import Webhook
from everfair.integrations.queries.webhooks import people_behind
from everfair.kernel.events import subscribe
from everfair.notifications.public import notify

if TYPE_CHECKING:
    from everfair.kernel.models import Event


def tell_webhooks(event: Event) -> None:
    plan_deliveries(event)


for name in sorted({name for hook in hooks() for name in hook.events}):
    subscribe(name)(tell_webhooks)


@subscribe("webhook.stopped")
def tell_makers(event: Event) -> None:
    webhook = Webhook.objects.select_related("edition").filter(public_id=event.subject_id).first()
    if webhook is None or webhook.is_on:
        return
    notify(
        event,
        "webhook_stopped",
        people_behind(webhook),
        url=reverse("integrations:webhook", args=[webhook.edition.slug, webhook.public_id]),
        words={"site": webhook.host},
        thread=f"webhook.{webhook.public_id}",
    )
