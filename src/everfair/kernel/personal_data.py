"""What the fair holds about a person: each app tells its part, and forgets it when the person is erased.

An app registers in `<app>/personal_data.py`. Erasing keeps what the law and the other party's contract need:
the row stays, the name goes. A house test holds every model that points at a person to have a holder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.db.models import QuerySet
    from django.utils.functional import _StrOrPromise

    from everfair.kernel.models import Upload


@dataclass(frozen=True, slots=True)
class Held:
    """`records` is JSON-serialisable; `files` go into the download beside it."""

    records: list[dict[str, Any]]
    files: list[Upload] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Tie:
    """What a person settles before they can be erased: a sentence, and the page where it is settled."""

    sentence: _StrOrPromise
    address: str
    label: _StrOrPromise


def _no_ties(_person: Any) -> list[Tie]:
    return []


def keep(_person: Any) -> None:
    """Forget nothing: the rows stay under a pseudonym."""


@dataclass(frozen=True, slots=True)
class Holder:
    """`tell` reads, `forget` changes rows inside the caller's transaction; both get the person.

    `models` names the tables (`app.model`, as Django labels them) that the holder answers for; `ties` are asked
    before a person is erased.
    """

    section: str
    tell: Callable[[Any], Held]
    forget: Callable[[Any], None]
    models: tuple[str, ...] = ()
    ties: Callable[[Any], list[Tie]] = _no_ties


_holders: dict[str, Holder] = {}


def hold(holder: Holder) -> None:
    """Register an app's part; `section` is its name in the download, like `negotiation.messages`."""
    _holders[holder.section] = holder


def holders() -> list[Holder]:
    return [_holders[section] for section in sorted(_holders)]


def tell_all(person: AbstractBaseUser) -> Iterator[tuple[str, Held]]:
    for holder in holders():
        yield holder.section, holder.tell(person)


def forget_all(person: AbstractBaseUser) -> None:
    for holder in holders():
        holder.forget(person)


def ties_of(person: AbstractBaseUser) -> list[Tie]:
    """Return what the person settles first; nothing for who may be erased at once."""
    return [tie for holder in holders() for tie in holder.ties(person)]


def told(rows: QuerySet[Any], *same: str, **fields: str) -> list[dict[str, Any]]:
    """Read rows as records, the oldest first, in one query: `told(messages, "body", about="negotiation__subject")`."""
    paths = {**dict.fromkeys(same), **fields}
    read = rows.order_by("pk").values_list(*(path or name for name, path in paths.items()))
    return [dict(zip(paths, row, strict=True)) for row in read]
