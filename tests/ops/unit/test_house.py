"""`./fair test` where something of the system is missing."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from everfair.ops import house
from everfair.ops.needs import NEEDS

pytestmark = pytest.mark.unit

LISTING = "tests/journeys/test_golden_path.py::test_overseas_buyer\n\n1/90 tests collected\n"


@pytest.fixture(autouse=True)
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str | Path]]:
    """No tool runs; what would have been run is kept."""
    kept: list[list[str | Path]] = []

    def run(words: list[str | Path], **_: object) -> subprocess.CompletedProcess[str]:
        kept.append(words)
        return subprocess.CompletedProcess(words, 0, stdout=LISTING, stderr="")

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(house, "may_install", lambda: False)
    monkeypatch.delenv("CI", raising=False)
    return kept


@pytest.mark.parametrize(("ci", "passes"), [("", True), ("true", False)])
def test_tests_that_can_not_run_are_named_and_fail_in_ci(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    commands: list[list[str | Path]],
    ci: str,
    *,
    passes: bool,
) -> None:
    monkeypatch.setattr(house, "missing_needs", lambda: [NEEDS[0], NEEDS[3], NEEDS[4]])
    monkeypatch.setenv("CI", ci)

    assert house.run_tests(()) is passes

    words = " ".join(capsys.readouterr().err.split())
    wanted = "chromium, nginx, libnginx-mod-rtmp (apt install chromium nginx libnginx-mod-rtmp):"
    assert f"These tests did not run, for want of {wanted}" in words
    assert "tests/journeys/test_golden_path.py::test_overseas_buyer" in words
    run, listing = commands[-2:]
    assert (run[-1], listing[-1]) == ("not journey and not nginx", "journey or nginx")


def test_all_tests_run_when_nothing_is_missing(
    monkeypatch: pytest.MonkeyPatch, commands: list[list[str | Path]]
) -> None:
    monkeypatch.setattr(house, "missing_needs", list)

    assert house.run_tests(())

    assert [Path(str(words[0])).name for words in commands[:-1]] == [
        "ruff",
        "ruff",
        "mypy",
        "lint-imports",
        "djlint",
    ]
    assert "not journey" not in commands[-1]


def test_arguments_go_to_pytest_alone(commands: list[list[str | Path]]) -> None:
    assert house.run_tests(("tests/ops", "-x"))

    assert [words[1:] for words in commands] == [["-m", "pytest", "tests/ops", "-x"]]


def test_one_failing_check_does_not_hide_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def run(words: list[str | Path], **_: object) -> subprocess.CompletedProcess[str]:
        seen.append(Path(str(words[0])).name)
        return subprocess.CompletedProcess(words, int(seen[-1] == "mypy"), stdout="found", stderr="")

    monkeypatch.setattr(subprocess, "run", run)

    assert not house.check()
    assert len(seen) == len(house.CHECKS)
