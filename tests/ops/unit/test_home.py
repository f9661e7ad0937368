"""The state folder: ours, foreign, newer, unreadable, full."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from everfair.ops.errors import Trouble
from everfair.ops.home import MEGABYTE, Home, Lock, open_home

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.unit


def test_open_home_makes_a_new_folder_and_knows_it_again(tmp_path: Path) -> None:
    first = open_home(tmp_path / "new" / "home")

    assert open_home(first.folder) == first
    assert json.loads((first.folder / "everfair.json").read_text())["format"] == 1


def test_open_home_takes_a_folder_that_holds_only_our_key(tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("made by another command")

    assert open_home(tmp_path).folder == tmp_path


def test_open_home_refuses_a_foreign_folder(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").write_text("three years of work")

    with pytest.raises(Trouble) as refusal:
        open_home(tmp_path)

    assert refusal.value.sentence == f"The folder {tmp_path} is not Everfair's: it holds thesis.odt."
    assert [entry.name for entry in tmp_path.iterdir()] == ["thesis.odt"]


def test_open_home_refuses_a_newer_folder(tmp_path: Path) -> None:
    (tmp_path / "everfair.json").write_text(json.dumps({"format": 2, "made_by": "9.0"}))

    with pytest.raises(Trouble) as refusal:
        open_home(tmp_path)

    assert refusal.value.sentence == f"The fair in {tmp_path} was made by a newer Everfair (9.0)."


@pytest.mark.parametrize("words", ["", "not json", "[]", '{"format": "x"}', "\udcff"])
def test_open_home_refuses_a_broken_marker(tmp_path: Path, words: str) -> None:
    (tmp_path / "everfair.json").write_bytes(words.encode(errors="surrogateescape"))

    with pytest.raises(Trouble, match="can not be read"):
        open_home(tmp_path)


def test_open_home_refuses_a_file(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")

    with pytest.raises(Trouble, match="can not be used"):
        open_home(tmp_path / "home")


@pytest.mark.parametrize(("has_data", "needed"), [(False, 500), (True, 100)])
def test_open_home_refuses_a_full_disk(tmp_path: Path, *, has_data: bool, needed: int) -> None:
    open_home(tmp_path)
    if has_data:
        (tmp_path / "postgres").mkdir()

    with pytest.raises(Trouble) as refusal:
        open_home(tmp_path, free=(needed - 1) * MEGABYTE)

    assert refusal.value.sentence.endswith(f"{needed - 1} MB are free, and the fair needs {needed} MB.")
    assert open_home(tmp_path, free=needed * MEGABYTE).folder == tmp_path


def test_lock_is_held_by_one_and_seen_by_others(tmp_path: Path) -> None:
    home = open_home(tmp_path)

    with Lock(home):
        assert home.is_open()
        with pytest.raises(Trouble, match="Another command is at work"), Lock(home):
            pass

    assert not home.is_open()


def test_state_is_read_back_and_absent_when_broken(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert home.read_state() is None

    home.write_state({"state": "open"})
    assert home.read_state() == {"state": "open"}

    home.state_file.write_text("half a wor")
    assert home.read_state() is None
