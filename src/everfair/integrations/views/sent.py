"""What was sent to a webhook: looked at, tried out, sent again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from everfair.accounts.public import person_of
from everfair.integrations.domain.deliveries import send_again, send_test
from everfair.integrations.enums import DeliveryState
from everfair.integrations.hooks import words_of
from everfair.integrations.queries.webhooks import last_deliveries
from everfair.integrations.views.hooks_entry import to_webhook, with_webhook
from everfair.kernel.clock import now
from everfair.kernel.errors import DomainError, NotFound

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, HttpResponseBase

    from everfair.integrations.models import Delivery, Webhook

_ON_ITS_WAY = {DeliveryState.WAITING, DeliveryState.SENDING}


@require_safe
@never_cache
@with_webhook
def sent(request: HttpRequest, webhook: Webhook) -> HttpResponse:
    """Return the list alone: it changes while one looks."""
    return render(request, "integrations/sent.html", sent_of(webhook))


@require_POST
@with_webhook
def test(request: HttpRequest, webhook: Webhook) -> HttpResponseBase:
    send_test(webhook, actor=person_of(request))
    messages.success(request, _("A test is on its way. The list says how it was answered."))
    return to_webhook(webhook)


@require_POST
@with_webhook
def again(request: HttpRequest, webhook: Webhook) -> HttpResponseBase:
    delivery = webhook.deliveries.filter(public_id=request.POST.get("delivery", "")).first()
    if delivery is None:
        raise NotFound
    delivery.webhook = webhook
    try:
        send_again(delivery, actor=person_of(request))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It is on its way again."))
    return to_webhook(webhook)


def sent_of(webhook: Webhook) -> dict[str, Any]:
    """Return what the list shows; `moves` while something is due now."""
    deliveries = last_deliveries(webhook)
    return {
        "webhook": webhook,
        "zone": webhook.edition.zone_id,
        "sent": [(one, words_of(one.kind)) for one in deliveries],
        "moves": any(_is_due(one) for one in deliveries),
    }


def _is_due(delivery: Delivery) -> bool:
    return delivery.state in _ON_ITS_WAY and delivery.due_at <= now()
