"""Every address, asked in every way by every kind of person, against the checked-in matrix.

To add a route, give it a permission and its rows in `access_matrix.csv`; the failing test prints the rows that the
code would give it now, for you to read before you believe them.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from everfair.kernel.access import permission_of
from everfair.ops.reference import routes
from tests.house.asking import NO_SUCH_METHOD, Question, ask, doors
from tests.house.predicates import Watch, predicates, saying_yes
from tests.house.scene import KINDS, Scene, set_scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoDbBlocker

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

MATRIX = Path(__file__).with_name("access_matrix.csv")
# The tests that hold a predicate by its truth table; asked about those that no page tells apart.
# The kernel knows no predicates; its test of that name needs fixtures.
TRUTH_TABLES = sorted(
    str(path) for path in MATRIX.parents[1].glob("*/unit/test_*access*.py") if "kernel" not in path.parts
)


@dataclass(frozen=True)
class Asked:
    """The whole matrix as the code answers it now, and who refused what on the way."""

    scene: Scene
    answers: dict[Question, str]
    refused: dict[str, list[Question]]


@pytest.fixture(scope="module")
def asked(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Asked]:
    """Set the scene once and ask everything; the database is left as it was."""
    del django_db_setup
    with django_db_blocker.unblock(), transaction.atomic():
        scene, watch, answers = set_scene(), Watch(), {}
        with watch.over(predicates()):
            for route, path, method in doors():
                answers |= _answers(scene, watch, *(Question(route, path, method, kind) for kind in KINDS))
        yield Asked(scene, answers, watch.refused)
        transaction.set_rollback(True)


def test_every_route_names_its_permission() -> None:
    nameless = [route for route, _, view in routes() if permission_of(route, view) is None]

    assert nameless == []


def test_matrix_knows_each_kind_of_person() -> None:
    header = MATRIX.read_text().splitlines()[0].split(",")

    assert header == ["route", "method", *KINDS]


def test_every_route_gives_each_kind_of_person_what_the_matrix_says(asked: Asked) -> None:
    written = {(row[0], row[1]): row[2:] for row in _read()}

    found = _rows(asked)

    assert found == written, "\n".join(
        ",".join((*key, *found.get(key, ["(no such route)"])))
        for key in sorted(found.keys() | written.keys())
        if found.get(key) != written.get(key)
    )


def test_every_predicate_is_missed_when_it_says_yes_to_everybody(asked: Asked) -> None:
    """Change one predicate to True: an answer of the matrix changes, or its truth table fails."""
    assert _ask_tables() == pytest.ExitCode.OK

    unmissed = [
        name
        for name, predicate in predicates().items()
        if not _page_tells(asked, name, predicate) and not _table_tells(predicate)
    ]

    assert unmissed == []


def _answers(scene: Scene, watch: Watch, *everybody: Question) -> dict[Question, str]:
    """Ask at one door; nobody else needs to, where a person who may sign in finds no such method."""
    answers: dict[Question, str] = {}
    for question in sorted(everybody, key=lambda question: question.kind != "newcomer"):
        watch.asking = question
        answers[question] = ask(scene, question)
        if answers[question] == NO_SUCH_METHOD:
            return {}
    return {question: answers[question] for question in everybody}


def _read() -> list[list[str]]:
    with MATRIX.open() as file:
        return list(csv.reader(file))[1:]


def _rows(asked: Asked) -> dict[tuple[str, str], list[str]]:
    rows: dict[tuple[str, str], list[str]] = defaultdict(list)
    for question, answer in asked.answers.items():
        rows[question.route, question.method].append(answer)
    return rows


def _page_tells(asked: Asked, name: str, predicate: object) -> bool:
    with saying_yes(predicate):  # type: ignore[arg-type]  # a function, as predicates() found it
        return any(ask(asked.scene, question) != asked.answers[question] for question in set(asked.refused[name]))


def _table_tells(predicate: object) -> bool:
    with saying_yes(predicate):  # type: ignore[arg-type]  # a function, as predicates() found it
        return _ask_tables() == pytest.ExitCode.TESTS_FAILED


def _ask_tables() -> int:
    quiet = ("-q", "-x", "--noconftest", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:django")
    return pytest.main([*quiet, *TRUTH_TABLES])
