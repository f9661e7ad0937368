"""Webhooks of an edition as its operators see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model

from everfair.accounts.public import grants_of
from everfair.fairs.public import can_operate
from everfair.integrations.models import Delivery, Webhook
from everfair.kernel.errors import NotFound
from everfair.kernel.models import Event

if TYPE_CHECKING:
    from everfair.accounts.models import Person
    from everfair.fairs.models import Edition

MOST_SHOWN = 50
MOST_PEOPLE = 10


def webhooks_of(edition: Edition) -> list[tuple[Webhook, Delivery | None]]:
    """Return the webhooks of an edition, each with what was sent there last; two queries."""
    newest = Delivery.objects.filter(webhook__edition=edition).order_by("webhook_id", "-id").distinct("webhook_id")
    last = {delivery.webhook_id: delivery for delivery in newest.defer("body")}
    return [(webhook, last.get(webhook.pk)) for webhook in Webhook.objects.filter(edition=edition)]


def webhook_of(edition: Edition, public_id: str) -> Webhook:
    """Return one of them; `NotFound` else. One query."""
    found = Webhook.objects.filter(edition=edition, public_id=public_id).select_related("made_by").first()
    if found is None:
        raise NotFound
    found.edition = edition
    return found


def last_deliveries(webhook: Webhook) -> list[Delivery]:
    """Return what was sent last, the newest first; one query."""
    return list(webhook.deliveries.defer("body").order_by("-id")[:MOST_SHOWN])


def people_behind(webhook: Webhook) -> list[Person]:
    """Return who added or changed it and still operates the edition, the latest first; a query a person."""
    done = Event.objects.filter(
        subject_kind="integrations.webhook", subject_id=webhook.public_id, actor_id__isnull=False
    )
    actors = list(dict.fromkeys(done.order_by("-id").values_list("actor_id", flat=True)))[:MOST_PEOPLE]
    people = get_user_model().objects.filter(is_active=True).in_bulk(actors)
    found = [people[actor] for actor in actors if actor in people]
    return [person for person in found if can_operate(grants_of(person), webhook.edition)]
