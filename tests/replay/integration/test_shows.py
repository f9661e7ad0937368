"""The two shows of a demo fair, with their keys, as ffmpeg sends them."""

from __future__ import annotations

import asyncio
import contextlib
import re
import subprocess
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from everfair.kernel.clock import now
from everfair.kernel.ids import new_public_id
from everfair.live.enums import StreamState
from everfair.live.models import Stream, StreamKey, Take
from everfair.live.public import ffmpeg_program, make_key
from everfair.replay.on_air import publisher
from everfair.replay.on_air.desk import is_good, take_ticket, tidy
from everfair.replay.on_air.pictures import folder_of
from everfair.replay.on_air.publisher import Airing, ingest_address
from everfair.replay.on_air.shows import Show, demo_shows
from tests.factories.accounts import PersonFactory
from tests.factories.fairs import EditionFactory
from tests.factories.live import StreamFactory, TakeFactory, machine

if TYPE_CHECKING:
    from pytest_django import DjangoCaptureOnCommitCallbacks
    from pytest_django.fixtures import SettingsWrapper

pytestmark = pytest.mark.integration

SHOW = demo_shows()[0]


@pytest.fixture(autouse=True)
def live_root(settings: SettingsWrapper, tmp_path: Path) -> Path:
    settings.LIVE_ROOT = tmp_path / "live"
    return tmp_path / "live"


@pytest.fixture
def stream(db: None) -> Stream:
    del db
    return stream_of(SHOW)


def stream_of(show: Show) -> Stream:
    edition = EditionFactory.create(is_synthetic=True)
    return StreamFactory.create(edition=edition, public_id=show.stream, dvr_minutes=15)


def test_each_take_has_a_key_of_its_own(stream: Stream) -> None:
    first, second = take_ticket(SHOW), take_ticket(SHOW)

    assert first is not None
    assert second is not None
    assert (is_good(first), is_good(second)) == (False, True)
    assert StreamKey.objects.filter(stream=stream, revoked_at__isnull=True).count() == 1
    assert second.now.tzinfo is not None


def test_keys_that_people_made_stay(stream: Stream) -> None:
    key = make_key(stream, actor=machine(stream)).key
    StreamKey.objects.filter(pk=key.pk).update(made_by=PersonFactory.create())

    take_ticket(SHOW)

    assert StreamKey.objects.get(pk=key.pk).revoked_at is None


def test_encoder_of_a_visitor_goes_first(stream: Stream) -> None:
    take = TakeFactory.create(stream=stream)
    meanwhile = take_ticket(SHOW)
    take.delete()

    assert (meanwhile, take_ticket(SHOW) is None) == (None, False)


@pytest.mark.parametrize("is_synthetic", [True, False])
def test_show_that_was_ended_or_is_not_of_the_demo_is_not_sent(stream: Stream, *, is_synthetic: bool) -> None:
    stream.state, stream.ended_at, stream.ended_by = StreamState.ENDED, now(), "team" if is_synthetic else "silence"
    stream.save()
    stream.edition.is_synthetic = is_synthetic
    stream.edition.save()

    assert take_ticket(SHOW) is None
    assert take_ticket(demo_shows()[1]) is None


def test_old_takes_leave_nothing_behind(
    stream: Stream, live_root: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    first = take_ticket(SHOW)
    assert first is not None
    old, new = (
        TakeFactory.create(
            stream=stream,
            key=first.key,
            public_id=new_public_id(),
            is_public=True,
            ended_at=now() - timedelta(minutes=minutes),
        )
        for minutes in (21, 19)
    )
    foreign = TakeFactory.create(stream=stream, is_public=True, ended_at=now() - timedelta(days=1))
    for take in (old, new, foreign):
        (live_root / stream.public_id / "takes" / take.public_id / "video").mkdir(parents=True)
    second = take_ticket(SHOW)
    assert second is not None

    with django_capture_on_commit_callbacks(execute=True):
        tidy(second)

    assert set(Take.objects.all()) == {new, foreign}
    assert {path.name for path in (live_root / stream.public_id / "takes").iterdir()} == {
        new.public_id,
        foreign.public_id,
    }
    assert set(StreamKey.objects.all()) == {first.key, second.key}


@pytest.fixture
def both(transactional_db: None) -> None:
    del transactional_db
    for show in demo_shows():
        stream_of(show)


@pytest.mark.usefixtures("both")
def test_shows_are_sent_with_picture_sound_and_a_key_frame_a_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = tmp_path / "sent"
    sent.mkdir()
    monkeypatch.setattr(publisher, "SHORTEST_PAUSE", 0.1)
    airing = Airing(lambda: str(sent), ffmpeg=ffmpeg_program(), home=tmp_path)

    asyncio.run(run_for(airing, 6.0))

    files = sorted(sent.iterdir())
    assert len(files) == 2
    for file in files:
        assert described(file) == ["Video: h264 640x360", "Audio: aac 48000 Hz"]
        assert gaps_between_key_frames(file)[1:3] == [1.0, 1.0]
    assert len(list((tmp_path / "shows").iterdir())) == 1


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "rtmp://127.0.0.1:1936/live"),
        ("0.0.0.0", "rtmp://127.0.0.1:1936/live"),  # noqa: S104 -- read, not listened on
        ("::", "rtmp://[::1]:1936/live"),
        ("10.1.2.3", "rtmp://10.1.2.3:1936/live"),
    ],
)
def test_shows_are_sent_to_this_machine(settings: SettingsWrapper, live_root: Path, host: str, address: str) -> None:
    before = ingest_address()
    live_root.mkdir()
    (live_root / "rtmp-port").write_text("1936")
    settings.OPTIONS = settings.OPTIONS.model_copy(update={"host": host})

    assert (before, ingest_address()) == (None, address)


@pytest.mark.usefixtures("both")
def test_show_whose_key_counts_no_more_begins_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publisher, "LOOK_EVERY", 0.1)
    monkeypatch.setattr(publisher, "SHORTEST_PAUSE", 0.05)
    sent, home = tmp_path / "sent", tmp_path
    sent.mkdir()
    folder_of(home).mkdir(parents=True)
    patient = tmp_path / "patient"
    patient.write_text('#!/bin/sh\nfor last; do :; done\ntouch "$last"\nexec sleep 60\n')
    patient.chmod(0o755)

    async def run() -> None:
        task = asyncio.create_task(Airing(lambda: str(sent), ffmpeg=str(patient), home=home).run())
        await until(lambda: len(list(sent.iterdir())) == 2)
        await asyncio.to_thread(revoke_all)
        await until(lambda: len(list(sent.iterdir())) == 4)
        await end(task)

    asyncio.run(asyncio.wait_for(run(), 30))

    assert subprocess.run(["pgrep", "-f", str(patient)], check=False, capture_output=True).stdout == b""


def revoke_all() -> None:
    StreamKey.objects.update(revoked_at=now())


async def until(holds: Callable[[], bool]) -> None:
    while not holds():  # noqa: ASYNC110 -- it watches files
        await asyncio.sleep(0.05)


async def run_for(airing: Airing, seconds: float) -> None:
    """Count the seconds from the moment when the files of the shows are drawn."""
    task = asyncio.create_task(airing.run())
    await asyncio.wait_for(until(airing._folder.is_dir), 30)
    await asyncio.sleep(seconds)
    await end(task)


async def end(task: asyncio.Task[None]) -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


def described(file: Path) -> list[str]:
    said = subprocess.run([ffmpeg_program(), "-i", str(file)], check=False, capture_output=True, text=True).stderr
    video = re.search(r"Video: (\w+).*?, (\d+x\d+)", said)
    audio = re.search(r"Audio: (\w+).*?, (\d+ Hz)", said)
    return [f"{name}: {found[1]} {found[2]}" for name, found in (("Video", video), ("Audio", audio)) if found]


def gaps_between_key_frames(file: Path) -> list[float]:
    words = ["-skip_frame", "nokey", "-i", str(file), "-vf", "showinfo", "-an", "-f", "null", "-"]
    said = subprocess.run([ffmpeg_program(), *words], check=True, capture_output=True, text=True).stderr
    moments = [float(moment) for moment in re.findall(r"pts_time:([\d.]+)", said)]
    return [round(later - earlier, 2) for earlier, later in pairwise(moments)]
