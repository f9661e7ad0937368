"""Ways and states of notifications."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """The ways that a notice may take to its reader."""

    LIST = "list", _("In the list")
    MAIL = "mail", _("By mail")
    PUSH = "push", _("On my devices")


class Rhythm(models.TextChoices):
    AT_ONCE = "at_once", _("Each at once")
    DAILY = "daily", _("One letter a day")


class DeliveryState(models.TextChoices):
    """`DROPPED` was not wanted any more when its time came; `FAILED` was tried until nobody would read it."""

    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    DROPPED = "dropped", _("Not needed any more")
    FAILED = "failed", _("Failed")


class Ailment(models.TextChoices):
    """Why mail to an address stopped."""

    BOUNCED = "bounced", _("Mail to this address comes back")
    COMPLAINED = "complained", _("Our mail was marked as unwanted")
