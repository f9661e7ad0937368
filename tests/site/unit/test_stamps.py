"""A build step runs again only when what it reads has changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from everfair.site.build.stamps import Stamps, fingerprint

pytestmark = pytest.mark.unit


def test_fingerprint_is_the_same_for_untouched_files_in_any_order(tmp_path: Path) -> None:
    one, other = tmp_path / "one.css", tmp_path / "other.css"
    one.write_text("a")
    other.write_text("b")

    assert fingerprint([one, other]) == fingerprint([other, one])


def test_fingerprint_changes_with_content_time_and_absence(tmp_path: Path) -> None:
    file = tmp_path / "one.css"
    file.write_text("a")
    before = fingerprint([file])

    file.write_text("ab")
    longer = fingerprint([file])
    os.utime(file, ns=(1, 1))
    older = fingerprint([file])
    file.unlink()
    gone = fingerprint([file])

    assert len({before, longer, older, gone}) == 4


def test_stamps_remember_over_runs(tmp_path: Path) -> None:
    file = tmp_path / "made" / "stamps.json"

    Stamps(file).keep("fonts", "abc")

    assert Stamps(file).is_current("fonts", "abc")
    assert not Stamps(file).is_current("fonts", "abd")
    assert not Stamps(file).is_current("stylesheet", "abc")


def test_stamps_of_a_broken_file_are_empty(tmp_path: Path) -> None:
    file = tmp_path / "stamps.json"
    file.write_text("{half")

    assert not Stamps(file).is_current("fonts", "abc")
