"""Somebody who looks after a trade delegation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from everfair.accounts.models import Delegation, Person


@dataclass(frozen=True, slots=True)
class Officer:
    """`is_named` as an officer of this delegation; `is_operator` of its edition; a stranger is neither."""

    person: Person
    delegation: Delegation
    is_named: bool
    is_operator: bool
