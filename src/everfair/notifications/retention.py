"""Notices are news: after a while they go."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from everfair.kernel.retention import Rule, delete_rows, retain
from everfair.notifications.models import MailProblem, Notification


def drop_notifications(before: datetime) -> int:
    """Delete notices, and problems of addresses that were solved."""
    return delete_rows(Notification.objects.filter(at__lt=before)) + delete_rows(
        MailProblem.objects.filter(solved_at__lt=before)
    )


retain(Rule("notifications", _("Notifications"), "keep_notifications_days", drop_notifications))
