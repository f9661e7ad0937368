"""What waits for whoever opens the operators' desk: each app tells its part, in `<app>/tabs.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Pile:
    """`words` say how many of what; `address` is where one works through them."""

    words: str
    address: str
    count: int


PileMaker = Callable[["HttpRequest"], Pile | None]
_makers: list[PileMaker] = []


def tell_pile(maker: PileMaker) -> None:
    """Register a maker, which returns None for whom the pile is not."""
    _makers.append(maker)


def piles_for(request: HttpRequest) -> list[Pile]:
    """Return what waits for this reader; empty piles are left out."""
    found = (maker(request) for maker in _makers)
    return [pile for pile in found if pile and pile.count]
