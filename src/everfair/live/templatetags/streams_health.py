"""How the health of a stream is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.formats import number_format

from everfair.live.health.alarms import advice_on

if TYPE_CHECKING:
    from everfair.live.models import StreamHealth

register = template.Library()


@register.filter
def megabits(bits_per_second: int) -> str:
    """Write a bit rate as `2.8 Mb/s`."""
    return f"{number_format(bits_per_second / 1_000_000, 1)} Mb/s"


@register.filter
def unlocalised(value: float) -> str:
    """Write a number as HTML wants it in attributes."""
    return f"{value:.1f}"


@register.filter
def advised(health: StreamHealth) -> str:
    return advice_on(health)
