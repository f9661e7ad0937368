"""Another platform that a stream is sent on to."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from everfair.kernel.ids import PublicIdField
from everfair.live.enums import SimulcastState, SimulcastTrouble

LONGEST_LABEL = 60


class Simulcast(models.Model):
    """`address` is sealed (`kernel.sealed`), for it holds the platform's key; `host` is what of it is shown.

    The live process alone writes `state`, `since` when it is so, `trouble`, and the platform's own `words`.
    """

    public_id = PublicIdField()
    stream = models.ForeignKey("live.Stream", models.CASCADE, related_name="simulcasts")
    label = models.CharField(max_length=LONGEST_LABEL)
    host = models.CharField(max_length=253)
    address = models.TextField()
    is_on = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=SimulcastState, default=SimulcastState.WAITING)
    trouble = models.CharField(max_length=12, choices=SimulcastTrouble, blank=True, default="")
    words = models.CharField(max_length=200, blank=True, default="")
    since = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.label
