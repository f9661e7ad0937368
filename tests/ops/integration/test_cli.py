"""The command line: sentences and exit codes."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from everfair.ops.home import Lock, open_home
from tests.ops.running_fair import RunningFair, free_port

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.integration


def everfair(*words: str | Path, **environment: str) -> tuple[int, str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    answer = subprocess.run(
        [sys.executable, "-m", "everfair", *words],
        env={**kept, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return answer.returncode, answer.stdout, answer.stderr


def test_status_of_a_closed_fair(tmp_path: Path) -> None:
    code, out, err = everfair("status", "--json", "--home", tmp_path)

    assert (code, err) == (1, "")
    assert json.loads(out) == {
        "home": str(tmp_path),
        "state": "closed",
        "url": None,
        "pid": None,
        "since": None,
        "healthy": False,
        "parts": [],
    }


def test_status_of_an_open_fair(fair: RunningFair) -> None:
    _, out, _ = everfair("status", "--json", "--home", fair.home.folder)

    answer = json.loads(out)
    assert (answer["state"], answer["url"]) == ("open", f"http://localhost:{fair.port}")
    assert [part["name"] for part in answer["parts"]] == ["postgres", "web", "live", "worker"]


def test_stop_of_a_closed_fair_says_how_to_open_it(tmp_path: Path) -> None:
    code, _, err = everfair("stop", "--home", tmp_path)

    assert code == 1
    assert err.splitlines() == [f"No fair is open in {tmp_path}.", "Open it with everfair up."]


def test_up_on_a_foreign_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").write_text("three years of work")

    code, _, err = everfair("up", "--home", tmp_path)

    assert code == 1
    assert err.splitlines() == [
        f"The folder {tmp_path} is not Everfair's: it holds thesis.odt.",
        "Choose an empty or new folder with --home DIR.",
    ]


def test_up_on_a_home_that_another_command_holds_is_refused(tmp_path: Path) -> None:
    with Lock(open_home(tmp_path)):
        code, _, err = everfair("up", "--home", tmp_path)

    assert code == 1
    assert err.startswith(f"Another command is at work on the fair in {tmp_path}.")


@pytest.mark.parametrize(("name", "value"), [("PORT", "eighty"), ("PORT", "0"), ("WEB_WORKERS", "many")])
def test_setting_that_makes_no_sense_is_one_sentence(name: str, value: str) -> None:
    code, _, err = everfair("status", **{f"EVERFAIR_{name}": value})

    assert code == 1
    assert err.startswith(f"EVERFAIR_{name} makes no sense: ")
    assert len(err.splitlines()) == 2


def test_database_elsewhere_that_does_not_answer_is_one_sentence(tmp_path: Path) -> None:
    url = f"postgresql://fair@/fair?host={tmp_path}"

    port = str(free_port())
    code, _, err = everfair("up", "--home", tmp_path / "home", "--port", port, EVERFAIR_DATABASE_URL=url)

    assert code == 1
    assert err.splitlines()[0] == "The database of DATABASE_URL does not answer."


def test_doctor_finds_a_foreign_home_and_goes_on(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").write_text("three years of work")

    code, out, _ = everfair("doctor", "--json", "--home", tmp_path)

    findings = {finding["subject"]: finding for finding in json.loads(out)}
    assert code == 1
    assert findings["home folder"]["is_good"] is False
    assert findings["PostgreSQL"]["is_good"] is True
    assert findings["Python"]["is_good"] is True
    assert findings["ffmpeg"]["is_good"] is True


def test_doctor_finds_an_ffmpeg_that_does_not_run_and_a_taken_port(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        wrong = {"EVERFAIR_FFMPEG": str(tmp_path / "absent"), "EVERFAIR_LIVE_PORT": str(port)}
        code, out, _ = everfair("doctor", "--json", "--home", tmp_path / "home", **wrong)

    findings = {finding["subject"]: finding for finding in json.loads(out)}
    assert code == 1
    assert findings["ffmpeg"]["way_out"] == "Correct EVERFAIR_FFMPEG, or leave it out."
    assert findings["port of encoders"]["words"] == f"Port {port} is taken by another program."


def test_up_with_a_taken_port_of_encoders_is_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        words = ("up", "--home", tmp_path / "home", "--port", str(free_port()))
        code, _, err = everfair(*words, EVERFAIR_LIVE_PORT=str(port))

    assert code == 1
    assert err.splitlines()[0] == f"Port {port} is taken by another program."
    assert err.splitlines()[1].startswith("Choose another: EVERFAIR_LIVE_PORT=")
