"""The card that a recording opens with: in its playlists, and in its file."""

from __future__ import annotations

import subprocess
from datetime import timedelta
from pathlib import Path

import m3u8
import pytest
from django.conf import settings
from procrastinate.contrib.django.models import ProcrastinateJob

from everfair.kernel.text import Text
from everfair.live.composer.init_segment import read_init_tracks
from everfair.live.composer.stream_composer import StreamComposer, StreamFacts
from everfair.live.download.make import make_file
from everfair.live.enums import EndedBy, FileState, StreamState
from everfair.live.ingest.ffmpeg import program
from everfair.live.models import Recording, Speaker, Stream
from everfair.live.places import DOWNLOAD, StreamPlace
from everfair.live.tasks import make_card_soon
from everfair.live.title_card.making import renew_card
from everfair.live.title_card.words import words_of
from tests.factories.live import BEGAN, StreamFactory
from tests.live.recorded import Shown, probe, record

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def recorded(*shown: Shown, **fields: object) -> tuple[Recording, StreamPlace]:
    stream: Stream = StreamFactory.create(state=StreamState.ENDED, ended_by=EndedBy.TEAM, starts_at=BEGAN, **fields)
    for number, one in enumerate(shown):
        record(stream, began_at=BEGAN + timedelta(seconds=10 * number), shown=one)
    recording = Recording.objects.create(stream=stream, file_state=FileState.MAKING)
    return recording, StreamPlace(settings.LIVE_ROOT, stream.public_id)


def compose(place: StreamPlace) -> None:
    """Write the playlists, as the live process does when it is told to look."""
    card = Recording.objects.get(stream__public_id=place.public_id).card
    StreamComposer(place, StreamFacts(has_ended=True, card=card)).write()


def names_in(text: str) -> list[str]:
    return [playlist.uri for playlist in m3u8.loads(text).playlists]


def faults_in(path: Path) -> str:
    """Return what a decoder that is strict finds wrong with a file."""
    words = [program(), "-v", "error", "-i", str(path), "-f", "null", "-"]
    return subprocess.run(words, capture_output=True, text=True, check=False).stderr


def speak(stream: Stream, name: str, *, agrees: bool | None) -> None:
    Speaker.objects.create(stream=stream, name=name, agrees=agrees, answered_at=BEGAN if agrees is not None else None)


def test_recording_opens_with_its_card_and_moments_stay_where_they_were() -> None:
    recording, place = recorded(Shown(), Shown(seconds=2))
    compose(place)
    public = place.playlists(is_public=True)
    plain = (public / "vod-video.m3u8").read_text()

    renew_card(place.public_id)
    compose(place)

    recording.refresh_from_db()
    titled = m3u8.loads((public / f"titled-{recording.card}-video.m3u8").read_text())
    first, second = titled.segments[:2]
    assert names_in((public / "vod.m3u8").read_text()) == [
        f"titled-{recording.card}-video.m3u8",
        f"titled-{recording.card}-audio.m3u8",
    ]
    assert (place.folder / str(first.uri)).is_file()
    assert (place.folder / str(first.init_section.uri)).is_file()
    assert second.discontinuity
    assert (first.program_date_time, second.program_date_time) == (BEGAN - timedelta(seconds=4), BEGAN)
    assert len(titled.segments) == len(m3u8.loads(plain).segments) + 1
    assert (public / "vod-video.m3u8").read_text() == plain


def test_card_is_made_anew_only_when_it_would_say_something_else() -> None:
    recording, place = recorded(Shown(seconds=1))
    found = []

    for change in (None, None, "speaker", "title", "left out"):
        if change == "speaker":
            speak(recording.stream, "林悦", agrees=True)
        elif change == "title":
            Stream.objects.filter(pk=recording.stream_id).update(title=Text({"en": "Closing"}))
        elif change == "left out":
            Recording.objects.filter(pk=recording.pk).update(has_card=False)
        renew_card(place.public_id)
        recording.refresh_from_db()
        found.append(recording.card)

    first, same, with_speaker, with_title, without = found
    assert first == same
    assert len({first, with_speaker, with_title}) == 3
    assert without == ""
    assert [path.parent.name for path in (place.folder / "takes").glob("*/card")] == [with_title]


def test_file_opens_with_the_card_and_the_takes_are_not_encoded_anew() -> None:
    recording, place = recorded(Shown(), Shown(seconds=2))

    make_file(recording)

    path = place.folder / DOWNLOAD
    assert "00:00:09." in probe(path)
    assert [facts.codecs[:7] for facts in read_init_tracks(path.read_bytes())][:1] == ["avc1.42"]  # the card is 64
    assert faults_in(path) == ""


def test_file_of_takes_of_two_sizes_opens_with_the_card_too() -> None:
    recording, place = recorded(Shown(seconds=1), Shown(width=320, height=180, seconds=1))

    make_file(recording)

    assert "00:00:06." in probe(place.folder / DOWNLOAD)
    assert faults_in(place.folder / DOWNLOAD) == ""


def test_card_names_who_agreed_and_counts_who_finds_no_room() -> None:
    stream = StreamFactory.create(starts_at=BEGAN)
    for number in range(14):
        speak(stream, f"Speaker {number}", agrees=True)
    speak(stream, "Not asked", agrees=None)
    speak(stream, "Unwilling", agrees=False)

    words = words_of(stream)

    assert words.speakers == tuple(f"Speaker {number}" for number in range(12))
    assert words.more.en == "and 2 more"
    assert words.when.zh == "2020年9月6日 09:30"
    assert words.when.en == "6 September 2020, 09:30"


def test_many_changes_ask_for_one_card() -> None:
    stream = StreamFactory.create()

    for _ in range(3):
        make_card_soon(stream.public_id)

    jobs = ProcrastinateJob.objects.filter(task_name="everfair.live.tasks.make_title_card")
    assert [job.args for job in jobs] == [{"stream": stream.public_id}]
