"""Webhooks: added, changed, given a new secret, removed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.transaction import atomic

from everfair.accounts.public import grants_of
from everfair.fairs.public import can_operate
from everfair.integrations.errors import AddressOutOfReach, NothingChosen, TooManyWebhooks
from everfair.integrations.hooks import hooks
from everfair.integrations.models import Webhook
from everfair.integrations.signature import new_secret
from everfair.kernel.access import require
from everfair.kernel.errors import NotFound
from everfair.kernel.events import log_event
from everfair.kernel.outside import WEB, NotOutside, inner_hosts, place_of, target_of
from everfair.kernel.sealed import seal

if TYPE_CHECKING:
    from everfair.accounts.models import Person
    from everfair.fairs.models import Edition

MOST_WEBHOOKS = 20
LONGEST_ADDRESS = 500


@dataclass(frozen=True, slots=True)
class WebhookPlan:
    """Where to, and what it is told of."""

    url: str
    kinds: list[str]
    is_on: bool = True


@dataclass(frozen=True, slots=True)
class MadeWebhook:
    """`secret` is what the receiver checks signatures with; nobody can read it again."""

    webhook: Webhook
    secret: str


def make_webhook(edition: Edition, plan: WebhookPlan, *, actor: Person) -> MadeWebhook:
    """Add a webhook; `AddressOutOfReach` for an address that the fair does not call, `TooManyWebhooks` at twenty."""
    require(can_operate(grants_of(actor), edition))
    _ensure_reachable(plan.url)
    secret = new_secret()
    with atomic():
        if len(Webhook.objects.select_for_update().filter(edition=edition)) >= MOST_WEBHOOKS:
            raise TooManyWebhooks(limit=MOST_WEBHOOKS)
        webhook = Webhook(edition=edition, secret=seal(secret), made_by=actor)
        _write(webhook, plan)
        log_webhook("webhook.made", webhook, actor)
    return MadeWebhook(webhook, secret)


def change_webhook(webhook: Webhook, plan: WebhookPlan, *, actor: Person) -> Webhook:
    """Change where it leads and what it is told of; switching it on forgets what had failed."""
    require(can_operate(grants_of(actor), webhook.edition))
    if plan.url != webhook.url:
        _ensure_reachable(plan.url)
    with atomic():
        webhook = lock_webhook(webhook.pk)
        if plan.url != webhook.url or (plan.is_on and not webhook.is_on):
            forget_failures(webhook)
        _write(webhook, plan)
        log_webhook("webhook.changed", webhook, actor)
    return webhook


def renew_secret(webhook: Webhook, *, actor: Person) -> MadeWebhook:
    """Give it a new secret; what is sent from now on is signed with that."""
    require(can_operate(grants_of(actor), webhook.edition))
    secret = new_secret()
    with atomic():
        webhook = lock_webhook(webhook.pk)
        webhook.secret = seal(secret)
        webhook.save(update_fields=["secret"])
        log_webhook("webhook.secret_renewed", webhook, actor)
    return MadeWebhook(webhook, secret)


def remove_webhook(webhook: Webhook, *, actor: Person) -> None:
    """Remove it, with what was sent there and what still waits."""
    require(can_operate(grants_of(actor), webhook.edition))
    with atomic():
        webhook = lock_webhook(webhook.pk)
        log_webhook("webhook.removed", webhook, actor)
        webhook.delete()


def lock_webhook(webhook_id: int) -> Webhook:
    """Return the row as it is now, locked until the transaction ends; `NotFound` once it is removed."""
    found = Webhook.objects.select_for_update(of=("self",)).select_related("edition").filter(pk=webhook_id).first()
    if found is None:
        raise NotFound
    return found


def forget_failures(webhook: Webhook) -> None:
    webhook.failures, webhook.failing_since, webhook.stopped_at = 0, None, None


def log_webhook(name: str, webhook: Webhook, actor: Person | None) -> None:
    """The log names the host alone: the rest of an address may well be a secret."""
    log_event(name, actor=actor, subject=webhook, edition=webhook.edition_id, site=webhook.host)


def _write(webhook: Webhook, plan: WebhookPlan) -> None:
    known = [hook.kind for hook in hooks() if hook.kind in plan.kinds]
    if not known:
        raise NothingChosen(field="kinds")
    webhook.url, webhook.kinds, webhook.is_on = plan.url, known, plan.is_on
    webhook.save()


def _ensure_reachable(url: str) -> None:
    try:
        place_of(target_of(url, WEB, inner=inner_hosts()))
    except (NotOutside, OSError, UnicodeError) as error:
        raise AddressOutOfReach(field="url") from error
