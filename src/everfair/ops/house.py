"""`./fair check` and `./fair test`: what keeps the house in order, the same here and in CI."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from everfair.config.options import PACKAGE
from everfair.ops.browser import find_chromium
from everfair.ops.needs import Need, install, marks_of, may_install, missing_needs, packages_of
from everfair.ops.terminal import err

CHECKOUT = PACKAGE.parent.parent
PROGRAMS = Path(sys.executable).parent


@dataclass(frozen=True)
class Check:
    """One tool of the house; its output is shown only when it finds something."""

    name: str
    words: tuple[str, ...]


CHECKS = (
    Check("lint", ("ruff", "check", "--quiet", ".")),
    Check("format", ("ruff", "format", "--check", "--quiet", ".")),
    Check("types", ("mypy", "--no-error-summary")),
    Check("imports", ("lint-imports", "--no-cache")),
    Check("templates", ("djlint", "src", "--lint", "--check")),
)
# Files in their order: sorted by how many tests they hold, the long ones with few tests would all come last, and one
# core would wait for the other for minutes.
AT_ONCE = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")


def is_checkout() -> bool:
    """Whether we run from a clone, with its tests and tools beside us."""
    return (CHECKOUT / "pyproject.toml").is_file()


def check() -> bool:
    """Run all checks, also after one has failed."""
    failed = [step.name for step in CHECKS if not _passes(step)]
    return not failed


def run_tests(arguments: tuple[str, ...]) -> bool:
    """Run everything that CI runs; with arguments only pytest, with them."""
    if arguments:
        return _pytest(*arguments)
    well = check()
    lacking = _provide_needs()
    if not lacking:
        return _pytest(*AT_ONCE) and well
    possible = " and ".join(f"not {mark}" for mark in marks_of(lacking))
    well = _pytest(*AT_ONCE, "-m", possible) and well
    return _name_skipped(lacking) and well


def _passes(step: Check) -> bool:
    started = time.monotonic()
    program, *arguments = step.words
    answer = subprocess.run(
        [PROGRAMS / program, *arguments],
        cwd=CHECKOUT,
        env={"EVERFAIR_SECRET_KEY": "the tools only look at the settings", **_environment()},
        capture_output=True,
        text=True,
        check=False,
    )
    good = answer.returncode == 0
    err.print("[green]✓[/]" if good else "[red]✗[/]", f"{step.name:<12}{time.monotonic() - started:5.1f} s")
    if not good:
        err.print(answer.stdout + answer.stderr, markup=False, soft_wrap=True)
    return good


def _pytest(*arguments: str) -> bool:
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=CHECKOUT, env=_environment(), check=False).returncode == 0


def _provide_needs() -> list[Need]:
    """Install what some tests need, where that is allowed; returns what is still missing."""
    lacking = missing_needs()
    if lacking and may_install():
        err.print(f"Installing {', '.join(packages_of(lacking))} with apt, for the tests ...")
        install(packages_of(lacking))
        lacking = missing_needs()
    return lacking


def _name_skipped(lacking: list[Need]) -> bool:
    """Say which tests did not run; in CI that is a failure."""
    listing = [sys.executable, "-m", "pytest", "--collect-only", "--quiet", "-m", " or ".join(marks_of(lacking))]
    answer = subprocess.run(listing, cwd=CHECKOUT, env=_environment(), capture_output=True, text=True, check=False)
    names = [line for line in answer.stdout.splitlines() if "::" in line]
    packages = packages_of(lacking)
    err.print(f"These tests did not run, for want of {', '.join(packages)} (apt install {' '.join(packages)}):")
    for name in names:
        err.print(f"  {name}", markup=False)
    return os.environ.get("CI") != "true"


def _environment() -> dict[str, str]:
    chromium = find_chromium()
    extra = {"EVERFAIR_CHROMIUM": chromium} if chromium else {}
    return {**os.environ, **extra, "PYTHONPATH": os.pathsep.join([str(CHECKOUT / "src"), str(CHECKOUT)])}
