"""What integrations hold about a person: which webhooks they added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from everfair.integrations.models import Webhook
from everfair.kernel.personal_data import Held, Holder, hold, keep, told

if TYPE_CHECKING:
    from everfair.accounts.models import Person


def tell_webhooks(person: Person) -> Held:
    return Held(told(Webhook.objects.filter(made_by=person), "url", "made_at", edition="edition__slug"))


hold(Holder("integrations.webhooks", tell_webhooks, keep, models=("integrations.Webhook",)))
