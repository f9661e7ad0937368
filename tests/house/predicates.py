"""Watch the predicates of `access.py` while pages are asked, and let one of them say yes to everybody."""

from __future__ import annotations

import inspect
from collections import defaultdict
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from types import FunctionType
from typing import TYPE_CHECKING, Any

from django.apps import apps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.house.asking import Question

WATCHED = "_everfair_watched"


def predicates() -> dict[str, FunctionType]:
    """Return every `can_…` of every app, by `app.name`."""
    found = {}
    for app in apps.get_app_configs():
        if app.name.startswith("everfair.") and find_spec(f"{app.name}.access"):
            module = import_module(f"{app.name}.access")
            for name, function in inspect.getmembers(module, inspect.isfunction):
                if name.startswith("can_") and function.__module__ == module.__name__:
                    found[f"{app.label}.{name}"] = function
    return found


def _always(*_args: object, **_words: object) -> bool:
    return True


@contextmanager
def saying_yes(predicate: FunctionType) -> Iterator[None]:
    """Let a predicate be True wherever it was imported to: its code is exchanged, not its name."""
    code = predicate.__code__
    predicate.__code__ = _always.__code__
    try:
        yield
    finally:
        predicate.__code__ = code


class Watch:
    """Notes which questions a predicate refused."""

    def __init__(self) -> None:
        self.refused: dict[str, list[Question]] = defaultdict(list)
        self.asking: Question | None = None

    @contextmanager
    def over(self, watched: dict[str, FunctionType]) -> Iterator[None]:
        codes = {name: predicate.__code__ for name, predicate in watched.items()}
        for name, predicate in watched.items():
            self._watch(name, predicate)
        try:
            yield
        finally:
            for name, predicate in watched.items():
                predicate.__code__ = codes[name]

    def _watch(self, name: str, predicate: FunctionType) -> None:
        """Exchange the code for one that calls the real one and notes a no."""
        real = FunctionType(
            predicate.__code__, predicate.__globals__, predicate.__name__, predicate.__defaults__, predicate.__closure__
        )
        real.__kwdefaults__ = predicate.__kwdefaults__

        def answer(args: tuple[Any, ...], words: dict[str, Any]) -> bool:
            allowed = bool(real(*args, **words))
            if not allowed and self.asking is not None:
                self.refused[name].append(self.asking)
            return allowed

        place = f"{WATCHED}_{predicate.__name__}"
        predicate.__globals__[place] = answer
        made: dict[str, Any] = {}
        exec(f"def watched(*args, **words):\n    return {place}(args, words)", made)  # noqa: S102 -- code with a name of ours
        predicate.__code__ = made["watched"].__code__
