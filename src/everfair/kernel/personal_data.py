"""What the fair holds about a person: each app tells its part, and forgets it when the person is erased.

An app registers in `<app>/personal_data.py`. Erasing keeps what the law and the other party's contract need:
the row stays, the name goes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

    from everfair.kernel.models import Upload


@dataclass(frozen=True, slots=True)
class Held:
    """`records` is JSON-serialisable; `files` go into the download beside it."""

    records: list[dict[str, Any]]
    files: list[Upload] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Holder:
    """`tell` reads, `forget` changes rows inside the caller's transaction; both get the person."""

    section: str
    tell: Callable[[Any], Held]
    forget: Callable[[Any], None]


_holders: dict[str, Holder] = {}


def hold(holder: Holder) -> None:
    """Register an app's part; `section` is its name in the download, like `negotiation.messages`."""
    _holders[holder.section] = holder


def tell_all(person: AbstractBaseUser) -> Iterator[tuple[str, Held]]:
    for section in sorted(_holders):
        yield section, _holders[section].tell(person)


def forget_all(person: AbstractBaseUser) -> None:
    for section in sorted(_holders):
        _holders[section].forget(person)
