"""The refusals of notifications, one class per rule."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from everfair.kernel.errors import DomainError


class QuietHoursIncomplete(DomainError):
    code = "quiet_hours_incomplete"
    sentence = _("Say both when your quiet hours begin and when they end, or neither.")
    status = 422


class NotAPushAddress(DomainError):
    """The browser's push service is none that the fair would call."""

    code = "not_a_push_address"
    sentence = _("This browser's push service can't be used here. Choose mail instead.")
    status = 422


class TooManyDevices(DomainError):
    code = "too_many_devices"
    sentence = _("You have %(limit)s devices that take push. Remove one, then add this one.")
