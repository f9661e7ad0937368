"""Files that are read while they are written."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from everfair.live.composer.whole_files import link_whole, swap_whole, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.unit
WAYS = [pytest.param(write_whole, id="write"), pytest.param(swap_whole, id="swap")]


@pytest.mark.parametrize("write", WAYS)
def test_reader_always_finds_a_whole_file(tmp_path: Path, write: Callable[[Path, str], None]) -> None:
    path, texts, seen = tmp_path / "live.m3u8", ["a" * 5_000, "b" * 9_000], set[str]()
    write(path, texts[0])
    is_over = threading.Event()

    def read() -> None:
        while not is_over.is_set():
            seen.add(path.read_text())

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(300):
        write(path, texts[number % 2])
    is_over.set()
    reader.join()

    assert seen <= set(texts)
    assert [entry.name for entry in tmp_path.iterdir()] == ["live.m3u8"]


@pytest.mark.parametrize("write", WAYS)
def test_what_a_link_stood_for_stays_as_it_was(tmp_path: Path, write: Callable[[Path, str], None]) -> None:
    public, team = tmp_path / "public.m3u8", tmp_path / "team.m3u8"
    write(public, "for all")
    link_whole(team, Path("public.m3u8"))

    write(team, "for the team")

    assert (public.read_text(), team.read_text(), team.is_symlink()) == ("for all", "for the team", False)


def test_link_follows_what_is_written_later(tmp_path: Path) -> None:
    public, team = tmp_path / "public.m3u8", tmp_path / "team.m3u8"
    swap_whole(team, "older")
    link_whole(team, Path("public.m3u8"))

    swap_whole(public, "first")
    swap_whole(public, "second")

    assert team.read_text() == "second"


@pytest.mark.parametrize("write", WAYS)
def test_what_can_not_be_written_leaves_the_old_file(tmp_path: Path, write: Callable[[Path, str], None]) -> None:
    path = tmp_path / "live.m3u8"
    write(path, "old")

    with pytest.raises(UnicodeEncodeError):
        write(path, "\udcff")

    assert path.read_text() == "old"
