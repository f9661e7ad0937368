from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from everfair.ops.account import Account, choose_account
from everfair.ops.errors import Trouble
from everfair.ops.sockets import fits, socket_folder

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.unit

STRANGER = Account("stranger", uid=54321, gid=54321, is_dropped=True)
MYSELF = Account("myself", uid=os.geteuid(), gid=os.getegid(), is_dropped=False)


def test_choose_account_never_returns_root() -> None:
    assert choose_account().uid != 0


def test_choose_account_without_any_candidate_says_how_to_make_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    with pytest.raises(Trouble, match="useradd --system everfair"):
        choose_account(["no-such-account"])


def test_choose_account_for_a_number_without_a_name_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 987654)

    with pytest.raises(Trouble, match="user number 987654 has none"):
        choose_account()


def test_can_reach_stops_at_a_closed_folder(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)

    assert not STRANGER.can_reach(closed / "file")
    assert MYSELF.can_reach(closed / "file")


def test_can_reach_says_no_for_a_folder_still_to_be_made(tmp_path: Path) -> None:
    assert not STRANGER.can_reach(tmp_path / "absent" / "file")


def test_socket_folder_lies_in_the_home_when_it_fits(tmp_path: Path) -> None:
    assert socket_folder(tmp_path, MYSELF) == tmp_path / "socket"


def test_socket_folder_of_a_long_home_lies_outside_and_stays_the_same(tmp_path: Path) -> None:
    home = tmp_path / ("展" * 60)

    folder = socket_folder(home, MYSELF)

    assert fits(folder)
    assert folder == socket_folder(home, MYSELF)
    assert folder != socket_folder(home / "other", MYSELF)


def test_socket_folder_of_a_stranger_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    home = tmp_path / ("long" * 40)
    planted = socket_folder(home, MYSELF)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    planted.symlink_to(elsewhere)

    with pytest.raises(Trouble, match="belongs to someone else"):
        socket_folder(home, MYSELF)
