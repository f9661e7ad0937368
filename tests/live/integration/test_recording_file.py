"""The MP4 file of a recording, from real takes."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from everfair.live.download.make import NothingRecorded, make_file
from everfair.live.enums import EndedBy, FileState, StreamState
from everfair.live.models import Recording, Stream
from everfair.live.places import DOWNLOAD, StreamPlace
from everfair.live.tasks import make_recording_file
from tests.factories.live import BEGAN, StreamFactory
from tests.live.recorded import Shown, probe, record

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def recorded(*shown: Shown) -> tuple[Recording, Path]:
    """Return a recording of takes, ten seconds apart, and where its file goes."""
    stream: Stream = StreamFactory.create(state=StreamState.ENDED, ended_by=EndedBy.TEAM)
    for number, one in enumerate(shown):
        record(stream, began_at=BEGAN + timedelta(seconds=10 * number), shown=one)
    place = StreamPlace(settings.LIVE_ROOT, stream.public_id)
    recording = Recording.objects.create(stream=stream, file_state=FileState.MAKING, has_card=False)
    return recording, place.folder / DOWNLOAD


def seconds_of(said: str) -> float:
    found = re.search(r"Duration: (\d+):(\d+):([\d.]+)", said)
    assert found
    return int(found[1]) * 3600 + int(found[2]) * 60 + float(found[3])


def test_takes_of_one_form_are_joined_without_loss() -> None:
    recording, path = recorded(Shown(), Shown(seconds=2))

    make_file(recording)

    said = probe(path)
    recording.refresh_from_db()
    assert recording.file_state == FileState.READY
    assert recording.file_bytes == path.stat().st_size
    assert seconds_of(said) == pytest.approx(5, abs=0.3)
    assert "160x90" in said


def test_takes_of_two_sizes_become_one_picture() -> None:
    recording, path = recorded(Shown(seconds=2), Shown(width=320, height=180, seconds=2))

    make_file(recording)

    said = probe(path)
    assert seconds_of(said) == pytest.approx(4, abs=0.3)
    assert "320x180" in said


def test_trimmed_recording_makes_a_shorter_file() -> None:
    recording, path = recorded(Shown(seconds=5))
    recording.from_at, recording.until_at = BEGAN + timedelta(seconds=1), BEGAN + timedelta(seconds=3)
    recording.save()

    make_file(recording)

    assert seconds_of(probe(path)) == pytest.approx(2, abs=0.3)


def test_recording_without_segments_says_that_it_failed() -> None:
    stream = StreamFactory.create(state=StreamState.ENDED)
    recording = Recording.objects.create(stream=stream, file_state=FileState.MAKING, has_card=False)
    StreamPlace(settings.LIVE_ROOT, stream.public_id).folder.mkdir(parents=True)

    with pytest.raises(NothingRecorded):
        make_recording_file(recording=recording.public_id)

    recording.refresh_from_db()
    assert recording.file_state == FileState.FAILED
