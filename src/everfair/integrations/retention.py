"""What was sent to webhooks is looked at for a while; then it goes."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from everfair.integrations.models import Delivery
from everfair.kernel.retention import Rule, delete_rows, retain


def drop_deliveries(before: datetime) -> int:
    return delete_rows(Delivery.objects.filter(made_at__lt=before))


retain(Rule("webhook_deliveries", _("What was sent to webhooks"), "keep_webhook_deliveries_days", drop_deliveries))
