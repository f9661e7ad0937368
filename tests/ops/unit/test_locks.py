"""The lock files: hashed, complete, and silent about where packages come from."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

pytestmark = pytest.mark.unit

CHECKOUT = Path(__file__).resolve().parents[3]
LOCKS = sorted((CHECKOUT / "requirements").glob("*.txt"))


def locked(name: str) -> set[str]:
    text = (CHECKOUT / "requirements" / name).read_text()
    return set(re.findall(r"^([a-z0-9._-]+)==", text, re.MULTILINE))


def named(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=;~!]", words)[0].strip().lower() for words in requirements}


@pytest.mark.parametrize("path", [*LOCKS, CHECKOUT / ".npmrc"], ids=lambda path: path.name)
def test_lock_names_no_registry(path: Path) -> None:
    assert "://" not in path.read_text()


def test_lock_of_the_browser_packages_names_no_registry() -> None:
    packages = json.loads((CHECKOUT / "package-lock.json").read_text())["packages"]

    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_package_is_hashed(path: Path) -> None:
    entries = re.split(r"\n(?=\S)", path.read_text().strip())

    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_locks_hold_every_dependency() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())
    groups = project["dependency-groups"]

    assert named(project["project"]["dependencies"]) - locked("run.txt") == set()
    assert named(project["project"]["dependencies"] + groups["build"] + groups["dev"]) - locked("dev.txt") == set()
    assert named(groups["node"]) - locked("node.txt") == set()
    assert locked("run.txt") - locked("dev.txt") == set()
