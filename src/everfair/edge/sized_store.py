"""A memory of things up to a number of bytes; what was not asked for longest goes first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, Protocol, TypeVar


class Sized(Protocol):
    """What can be kept: it knows its own weight, which may grow."""

    @property
    def size(self) -> int: ...


Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value", bound=Sized)


class SizedStore(Generic[Key, Value]):
    """Least recently used order, bounded by the sum of `size`; `on_drop` hears of everything that leaves."""

    def __init__(self, limit: int, *, on_drop: Callable[[Key, Value], None] = lambda _key, _value: None) -> None:
        self.limit = limit
        self.size = 0
        self._on_drop = on_drop
        self._kept: OrderedDict[Key, tuple[Value, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Key) -> Value | None:
        found = self._kept.get(key)
        if found is None:
            return None
        self._kept.move_to_end(key)
        return found[0]

    def put(self, key: Key, value: Value) -> None:
        """Keep the value, or measure it again if it is the one already there."""
        known, old = self._kept.get(key, (value, 0))
        if known is not value:
            self.drop(key)
            old = 0
        size = value.size
        self._kept[key] = value, size
        self._kept.move_to_end(key)
        self.size += size - old
        while self.size > self.limit:
            self.drop(next(iter(self._kept)))

    def drop(self, key: Key) -> None:
        found = self._kept.pop(key, None)
        if found is not None:
            value, size = found
            self.size -= size
            self._on_drop(key, value)

    def clear(self) -> None:
        for key in list(self._kept):
            self.drop(key)
