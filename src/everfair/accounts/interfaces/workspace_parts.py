"""What every app shows in an organisation's workspace: what waits, what comes next, what it comes to.

Apps register their parts in `<app>/workspace.py`. Parts are asked for the person who looks, so that
nobody is shown what their role keeps from them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest

    from everfair.accounts.member import Member


@dataclass(frozen=True, slots=True)
class WaitingPart:
    """One sort of thing that waits for people.

    `counts` answers for several memberships at once, by the organisation's row id; `words` write a number of them.
    `address` shows them, once one acts for the organisation.
    """

    name: str
    counts: Callable[[Sequence[Member]], Mapping[int, int]]
    words: Callable[[int], str]
    address: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Waiting:
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """What one could do now: a sentence, and the button that leads there (none where one can but wait)."""

    sentence: str
    label: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    label: str
    value: int


StepMaker = Callable[["HttpRequest", "Member"], NextStep | None]
FigureMaker = Callable[["Member"], Iterable[Figure]]

_waiting: dict[str, WaitingPart] = {}
_steps: dict[int, StepMaker] = {}
_figures: list[FigureMaker] = []


def show_waiting(part: WaitingPart) -> None:
    _waiting[part.name] = part


def suggest_step(position: int, maker: StepMaker) -> None:
    """Suggest a next step; the lowest position comes first."""
    _steps[position] = maker


def show_figures(maker: FigureMaker) -> None:
    _figures.append(maker)


def waiting_things(members: Sequence[Member]) -> dict[int, list[Waiting]]:
    """Return what waits for each membership, by the organisation's row id."""
    found: dict[int, list[Waiting]] = {member.organisation.pk: [] for member in members}
    for part in _waiting.values():
        for organisation, count in part.counts(members).items():
            if count:
                found[organisation].append(Waiting(part.words(count), part.address()))
    return found


def next_steps(request: HttpRequest, member: Member) -> list[NextStep]:
    steps = (_steps[position](request, member) for position in sorted(_steps))
    return [step for step in steps if step]


def figures_of(member: Member) -> list[Figure]:
    return [figure for maker in _figures for figure in maker(member)]
