"""Somebody in the audience of a stream, with or without an account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from everfair.accounts.models import Person
    from everfair.live.models import Stream


@dataclass(frozen=True, slots=True)
class Guest:
    """`person` is None for a stranger; `may_watch` tells whether the stream's audience includes them."""

    stream: Stream
    person: Person | None
    may_watch: bool

    @property
    def has_account(self) -> bool:
        return self.person is not None
