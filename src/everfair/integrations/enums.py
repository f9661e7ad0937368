"""States of what is sent to webhooks."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DeliveryState(models.TextChoices):
    """`DROPPED` was not sent any more, for the webhook was off; `FAILED` was tried as often as there are tries."""

    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("Being sent")
    ARRIVED = "arrived", pgettext_lazy("webhook", "Arrived")
    DROPPED = "dropped", pgettext_lazy("webhook", "Not sent: the webhook is off")
    FAILED = "failed", _("Failed")


class Trouble(models.TextChoices):
    """Why a try did not arrive."""

    ANSWER = "answer", _("It answered with an error")
    SILENCE = "silence", _("It did not answer within ten seconds")
    ADDRESS = "address", _("The address is not on the public network")
    SECRET = "secret", _("The fair's secret key has changed: make a new secret")
