"""The kinds of notices: every app declares its own in `<app>/notices.py`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from everfair.notifications.enums import Channel

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

AT_ONCE = timedelta(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What is said, and which ways it takes unless its reader chose others.

    `subject` is the line in the list, the subject of the mail and the title of the push; `body` is what more there is
    to say. Both name their words as `%(organisation)s`; `sample` has one example of each word, and no others are taken.
    An obligation stays in the list and is no optional mail. What is urgent comes in quiet hours, too.
    Mail and push wait for `settles` (and are dropped if it is read meanwhile), then for `pause` after the last of the
    same thread.
    """

    key: str
    group: _StrOrPromise
    label: _StrOrPromise
    description: _StrOrPromise
    subject: _StrOrPromise
    body: _StrOrPromise
    sample: Mapping[str, object]
    mail: bool = True
    push: bool = True
    obligation: bool = False
    urgent: bool = False
    settles: timedelta = AT_ONCE
    pause: timedelta = AT_ONCE

    def takes(self, channel: Channel) -> bool:
        """Tell whether this kind goes that way by default."""
        return {Channel.LIST: True, Channel.MAIL: self.mail, Channel.PUSH: self.push}[channel]


class UnknownKind(LookupError):
    """A notice of a kind that no `notices.py` declares, or with other words than its sample has."""


_kinds: dict[str, Kind] = {}


def declare_kind(kind: Kind) -> None:
    """Make a kind known; call it in `<app>/notices.py`, which is read when the fair starts."""
    _kinds[kind.key] = kind


def kind_of(key: str) -> Kind | None:
    """Return a kind; None for one that an older Everfair knew."""
    return _kinds.get(key)


def known_kind(key: str, words: Mapping[str, object]) -> Kind:
    """Return a kind whose sample has exactly these words; `UnknownKind` otherwise."""
    kind = _kinds.get(key)
    if kind is None or kind.sample.keys() != words.keys():
        raise UnknownKind(f"{key} with {sorted(words)}")
    return kind


def all_kinds() -> list[Kind]:
    """Return every kind, in the order in which the apps stand on each other."""
    return list(_kinds.values())
