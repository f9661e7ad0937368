"""The operators' desk: webhooks of an edition, listed, added, changed, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from everfair.accounts.public import person_of
from everfair.integrations.domain.webhooks import change_webhook, make_webhook, remove_webhook, renew_secret
from everfair.integrations.hooks import words_of
from everfair.integrations.interfaces.webhook_form import WebhookForm, described
from everfair.integrations.queries.webhooks import webhooks_of
from everfair.integrations.views.hooks_entry import to_webhook, with_edition, with_webhook
from everfair.integrations.views.sent import sent_of
from everfair.kernel.errors import DomainError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, HttpResponseBase

    from everfair.fairs.models import Edition
    from everfair.integrations.domain.webhooks import MadeWebhook
    from everfair.integrations.models import Webhook

UNPROCESSABLE = 422
TAB = {"current_tab": "webhooks"}
_FORMS = ["GET", "HEAD", "POST"]


@require_safe
@never_cache
@with_edition
def listed(request: HttpRequest, edition: Edition) -> HttpResponse:
    rows = [(webhook, [words_of(kind) for kind in webhook.kinds], last) for webhook, last in webhooks_of(edition)]
    return render(request, "integrations/webhooks.html", {**TAB, "edition": edition, "rows": rows})


@require_http_methods(_FORMS)
@never_cache
@with_edition
def add(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Add a webhook; its secret is shown in the answer that made it, and never again."""
    form = WebhookForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = make_webhook(edition, form.plan(), actor=person_of(request))
        except DomainError as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            return _shown(request, made)
    words = {**TAB, "edition": edition, "form": form}
    return render(request, "integrations/webhook_new.html", words, status=UNPROCESSABLE if form.is_bound else 200)


@require_http_methods(_FORMS)
@never_cache
@with_webhook
def change(request: HttpRequest, webhook: Webhook) -> HttpResponseBase:
    form = WebhookForm(request.POST if request.method == "POST" else None, initial=described(webhook))
    if form.is_bound and form.is_valid():
        try:
            change_webhook(webhook, form.plan(), actor=person_of(request))
        except DomainError as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return to_webhook(webhook)
    words = {**TAB, "webhook": webhook, "edition": webhook.edition, "form": form, **sent_of(webhook)}
    return render(request, "integrations/webhook.html", words, status=UNPROCESSABLE if form.is_bound else 200)


@require_POST
@never_cache
@with_webhook
def renew(request: HttpRequest, webhook: Webhook) -> HttpResponse:
    return _shown(request, renew_secret(webhook, actor=person_of(request)))


@require_POST
@with_webhook
def remove(request: HttpRequest, webhook: Webhook) -> HttpResponse:
    remove_webhook(webhook, actor=person_of(request))
    messages.success(request, _("The webhook is removed. Nothing is sent there any more."))
    return redirect("integrations:webhook-list", webhook.edition.slug)


def _shown(request: HttpRequest, made: MadeWebhook) -> HttpResponse:
    words = {**TAB, "webhook": made.webhook, "edition": made.webhook.edition, "secret": made.secret}
    return render(request, "integrations/webhook_secret.html", words)
