"""Webhooks for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import factory
from factory.django import DjangoModelFactory

from everfair.integrations.domain import sending
from everfair.integrations.enums import DeliveryState
from everfair.integrations.hooks import hooks
from everfair.integrations.models import Delivery, Webhook
from everfair.kernel.clock import now
from everfair.kernel.sealed import seal

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper

SECRET = "whsec_a secret that only tests use"


class WebhookFactory(DjangoModelFactory[Webhook]):
    """A webhook that is told of everything."""

    class Meta:
        model = Webhook

    edition = factory.SubFactory("tests.factories.fairs.EditionFactory")
    url = "https://crm.example.org/in"
    secret = factory.LazyFunction(lambda: seal(SECRET))
    kinds = factory.LazyFunction(lambda: [hook.kind for hook in hooks()])


class WebhookDeliveryFactory(DjangoModelFactory[Delivery]):
    class Meta:
        model = Delivery

    webhook = factory.SubFactory(WebhookFactory)
    kind = "stream.started"
    body = "{}"
    made_at = factory.LazyFunction(now)
    due_at = factory.LazyFunction(now)


def allow_inner(settings: SettingsWrapper, *hosts: str) -> None:
    """Let webhooks and simulcasts reach these hosts."""
    settings.OPTIONS = settings.OPTIONS.model_copy(update={"inner_hosts": " ".join(hosts)})


def post_due_webhooks() -> None:
    """Do what the worker does with all that is due by now."""
    for delivery in Delivery.objects.filter(state=DeliveryState.WAITING, due_at__lte=now()).order_by("id"):
        sending.post(delivery.pk)


def plan_of(webhook: Webhook, **changes: Any) -> dict[str, Any]:
    """Return what is typed into the form of a webhook that stays as it is, but for `changes`."""
    return {"url": webhook.url, "kinds": webhook.kinds, "is_on": "on", **changes}
