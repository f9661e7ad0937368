"""A disk that runs full: what goes first, what stays, and what is said of it."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from everfair.live.composer.composer import Composer
from everfair.live.composer.segments import INDEX, Segment
from everfair.live.enums import StreamState
from everfair.live.ingest.guard import DiskGuard, spares
from everfair.live.models import Take
from everfair.live.places import StreamPlace
from tests.factories.live import BEGAN, StreamFactory, TakeFactory

pytestmark = [pytest.mark.integration, pytest.mark.django_db(transaction=True)]

SECONDS = 100
SIZE = 1000


def fill(root: Path, take: Take) -> Path:
    """Lay a hundred segments of a second down for a take."""
    place = StreamPlace(root, take.stream.public_id)
    folder = place.take(take.public_id, is_public=take.is_public) / "video"
    folder.mkdir(parents=True)
    lines = []
    for number in range(SECONDS):
        (folder / f"{number}.m4s").write_bytes(bytes(SIZE))
        lines.append(Segment(number, 1.0, "2020-09-06T01:30:00.000Z", f"{number}.m4s", SIZE).line())
    (folder / INDEX).write_text("".join(lines))
    return folder


def left(folder: Path) -> int:
    return len(list(folder.glob("*.m4s")))


def used(root: Path) -> int:
    return sum(path.stat().st_size for path in root.rglob("*.m4s"))


def look(root: Path, *, capacity: int, room: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("everfair.live.ingest.guard._SPARE", 0)
    composer = Composer(root, lambda _: {})
    guard = DiskGuard(root, composer, free=lambda _: capacity - used(root), room=room)
    asyncio.run(guard.look())


def test_disk_with_room_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = fill(tmp_path, TakeFactory(ended_at=BEGAN))

    look(tmp_path, capacity=200 * SIZE, room=100 * SIZE, monkeypatch=monkeypatch)

    assert left(folder) == SECONDS
    assert Take.objects.get().is_complete


def test_rehearsals_go_before_what_left_the_dvr_window_and_that_before_recordings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_air = StreamFactory(state=StreamState.ON_AIR, dvr_minutes=1)
    over = StreamFactory(state=StreamState.ENDED)
    rehearsal = fill(tmp_path, TakeFactory(stream=over, is_public=False, ended_at=BEGAN))
    recording = fill(tmp_path, TakeFactory(stream=over, is_public=True, ended_at=BEGAN - timedelta(days=1)))
    running = fill(tmp_path, TakeFactory(stream=on_air))

    look(tmp_path, capacity=300 * SIZE, room=150 * SIZE, monkeypatch=monkeypatch)

    assert (left(rehearsal), left(running), left(recording)) == (0, 60, 90)
    assert {path.name for path in recording.iterdir()} == {INDEX, *(f"{number}.m4s" for number in range(10, SECONDS))}
    assert Take.objects.filter(is_complete=True).count() == 0


def test_what_viewers_can_reach_stays_even_on_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    running = fill(tmp_path, TakeFactory(stream=StreamFactory(state=StreamState.ON_AIR, dvr_minutes=120)))

    look(tmp_path, capacity=100 * SIZE, room=50 * SIZE, monkeypatch=monkeypatch)

    assert left(running) == SECONDS
    assert list(spares(tmp_path)) == []
    assert Take.objects.get().is_complete
