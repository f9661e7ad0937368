from __future__ import annotations

import threading
from pathlib import Path

import pytest

from everfair.live.domain.publishing import Admission
from everfair.live.ingest import spool
from everfair.live.ingest.spool import OVER, STOPPED, Beginning, Sitting, begin_sitting, sittings_under
from everfair.live.ingest.spool_errors import SittingOver, SpoolFull
from everfair.live.places import StreamPlace

pytestmark = pytest.mark.unit

BEGINNING = Beginning(Admission(1, "stream", None, newest_wins=True), "video/webm", "person")


@pytest.fixture
def place(tmp_path: Path) -> StreamPlace:
    return StreamPlace(tmp_path, "stream")


@pytest.fixture
def sitting(place: StreamPlace) -> Sitting:
    return begin_sitting(place, "first", BEGINNING)


def parts(sitting: Sitting) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(sitting.folder.glob("*.part"))}


def test_new_sitting_tells_who_sends(sitting: Sitting, tmp_path: Path) -> None:
    assert sitting.beginning() == BEGINNING
    assert (sitting.kept(), sitting.ended_by()) == (-1, "")
    assert list(sittings_under(tmp_path)) == [sitting]


def test_parts_are_kept_in_order(sitting: Sitting) -> None:
    sitting.keep(0, b"a")
    sitting.keep(1, b"b")

    assert parts(sitting) == {"0.part": b"a", "1.part": b"b"}
    assert sitting.kept() == 1
    assert sitting.last_news() > 0


def test_part_that_comes_again_changes_nothing_even_when_it_was_read(sitting: Sitting) -> None:
    sitting.keep(0, b"a")
    sitting.keep(0, b"other")
    read = sitting.part(0)
    sitting.drop(0)

    sitting.keep(0, b"a")

    assert read == b"a"
    assert parts(sitting) == {}


def test_part_after_a_gap_ends_in_a_restart(sitting: Sitting) -> None:
    sitting.keep(0, b"a")

    with pytest.raises(SittingOver):
        sitting.keep(2, b"c")

    assert parts(sitting) == {"0.part": b"a"}


@pytest.mark.parametrize("why", [STOPPED, OVER])
def test_sitting_that_is_over_takes_nothing_and_keeps_its_first_reason(sitting: Sitting, why: str) -> None:
    sitting.end(why)
    sitting.end(OVER)
    sitting.end(STOPPED)

    with pytest.raises(SittingOver):
        sitting.keep(0, b"a")
    assert sitting.ended_by() == why


def test_removed_sitting_is_over_and_can_be_ended_again(sitting: Sitting) -> None:
    sitting.remove()
    sitting.end(OVER)

    with pytest.raises(SittingOver):
        sitting.keep(0, b"a")
    assert (sitting.ended_by(), sitting.beginning(), sitting.last_news()) == ("", None, 0.0)
    assert not sitting.folder.exists()


def test_sitting_that_nobody_reads_takes_so_many_parts(sitting: Sitting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "MOST_WAITING", 2)
    sitting.keep(0, b"a")
    sitting.keep(1, b"b")

    with pytest.raises(SpoolFull):
        sitting.keep(2, b"c")
    sitting.drop(0)
    sitting.keep(2, b"c")

    assert parts(sitting) == {"1.part": b"b", "2.part": b"c"}


def test_one_part_sent_many_times_at_once_is_kept_once(sitting: Sitting) -> None:
    senders = [threading.Thread(target=sitting.keep, args=(0, b"a" * 100_000)) for _ in range(8)]

    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()

    assert parts(sitting) == {"0.part": b"a" * 100_000}
    assert sorted(path.name for path in sitting.folder.iterdir()) == ["0.part", "begin.json", "kept", "lock"]


def test_broken_beginning_is_none(sitting: Sitting) -> None:
    (sitting.folder / "begin.json").write_text("{")

    assert sitting.beginning() is None
