"""The way to the webhooks of an edition: signed in, and one of its operators."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from everfair.accounts.public import grants_here
from everfair.fairs.public import can_operate, edition_by_slug
from everfair.integrations.queries.webhooks import webhook_of
from everfair.kernel.access import permission, require

if TYPE_CHECKING:
    from everfair.integrations.models import Webhook

View = Callable[..., HttpResponseBase]


def with_edition(view: View) -> View:
    """Give a view the edition; who does not operate it is refused before anything else is read."""

    @permission("integrations.manage_webhooks")
    @wraps(view)
    def entered(request: HttpRequest, edition: str, **parts: Any) -> HttpResponseBase:
        here = edition_by_slug(edition)
        require(can_operate(grants_here(request), here))
        return view(request, here, **parts)

    return entered


def with_webhook(view: View) -> View:
    """Give a view one webhook of the edition."""

    @with_edition
    @wraps(view)
    def entered(request: HttpRequest, edition: Any, webhook: str) -> HttpResponseBase:
        return view(request, webhook_of(edition, webhook))

    return entered


def to_webhook(webhook: Webhook) -> HttpResponseBase:
    return redirect("integrations:webhook", webhook.edition.slug, webhook.public_id)
