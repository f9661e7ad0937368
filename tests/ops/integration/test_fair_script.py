"""`./fair` on machines where something is missing: one sentence that says what to install."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ops.running_fair import CHECKOUT, free_port

pytestmark = pytest.mark.integration

LOCK = f"no-such-package-of-everfair==1.0 \\\n    --hash=sha256:{'0' * 64}\n"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone with nothing in it but the script and a lock that can not be installed."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copy(CHECKOUT / "fair", folder)
    (folder / "requirements").mkdir()
    (folder / "requirements" / "dev.txt").write_text(LOCK)
    return folder


def fair(checkout: Path, **environment: str) -> tuple[int, list[str]]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "EVERFAIR_"))}
    answer = subprocess.run(
        [checkout / "fair", "up"],
        env={**kept, "PIP_CONFIG_FILE": os.devnull, "PIP_RETRIES": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return answer.returncode, answer.stderr.strip().splitlines()


def fake_python(folder: Path, body: str) -> str:
    program = folder / "python"
    program.write_text(f"#!/bin/sh\n{body}\n")
    program.chmod(0o755)
    return str(program)


def test_python_too_old_is_named(checkout: Path, tmp_path: Path) -> None:
    old = fake_python(tmp_path, 'case "$*" in -V) echo Python 3.9.2;; *version_info*) exit 1;; esac')

    code, words = fair(checkout, EVERFAIR_PYTHON=old)

    assert code == 1
    assert words == ["Everfair needs Python 3.11 or newer, and found Python 3.9.2: install one, then run ./fair again."]


def test_no_python_at_all_is_said(checkout: Path) -> None:
    code, words = fair(checkout, EVERFAIR_PYTHON="no-such-python")

    assert code == 1
    assert words == ["Everfair needs Python 3.11 or newer, and found none: install one, then run ./fair again."]


def test_python_without_venv_names_the_package(checkout: Path, tmp_path: Path) -> None:
    bare = fake_python(tmp_path, 'case "$*" in -V) echo Python 3.11.2;; *ensurepip*) exit 1;; esac')

    code, words = fair(checkout, EVERFAIR_PYTHON=bare)

    assert code == 1
    assert words == [
        "Python 3.11.2 has no venv: install it (Debian, Ubuntu: apt install python3-venv), then run ./fair again."
    ]


def test_package_without_a_wheel_is_named(checkout: Path) -> None:
    code, words = fair(checkout, EVERFAIR_PYTHON=sys.executable, PIP_NO_INDEX="1")

    assert code == 1
    assert words[-1].startswith("There is no ready-made package for this machine: no-such-package-of-everfair==1.0.")


def test_no_network_is_one_sentence(checkout: Path) -> None:
    nobody = f"http://127.0.0.1:{free_port()}/simple"

    code, words = fair(checkout, EVERFAIR_PYTHON=sys.executable, PIP_INDEX_URL=nobody)

    assert code == 1
    assert words[-1] == (
        "The packages could not be fetched: there is no way to the package index. Go online, then run ./fair again."
    )
