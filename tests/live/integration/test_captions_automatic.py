"""Automatic captions: the sound of a real take goes to a service on the loopback, and its words come back."""

from __future__ import annotations

import io
import wave
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from everfair.kernel.models import Event
from everfair.live.captioning.automatic import AutomaticCaptions
from everfair.live.domain.captions import are_automatic, write_cue
from everfair.live.engines.caption_engine import HttpCaptionEngine, Sound
from everfair.live.enums import CaptionMade, StreamState
from everfair.live.models import CaptionCue, CaptionTrack, Stream, Take
from tests.factories.live import BEGAN, StreamFactory, machine
from tests.live.caption_service import Service, caption_service
from tests.live.conftest import Told
from tests.live.recorded import Shown, record

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def service() -> Iterator[Service]:
    with caption_service() as told:
        yield told


def speaking(seconds: int = 6) -> Stream:
    """Return a stream on air whose open take has so many seconds of sound on disk."""
    stream = StreamFactory.create(state=StreamState.ON_AIR, language="zh")
    take = record(stream, began_at=BEGAN, shown=Shown(seconds=seconds))
    Take.objects.filter(pk=take.pk).update(ended_at=None, end="")
    return stream


def listening(service: Service, root: Path) -> AutomaticCaptions:
    return AutomaticCaptions(root, HttpCaptionEngine(service.url, "a token"))


def test_sound_is_sent_once_and_its_words_are_told(service: Service, live_root: Path, told: Told) -> None:
    stream = speaking()
    captions = listening(service, live_root)

    captions.look_once()
    captions.look_once()

    (asked,) = service.asked
    assert (asked["stream"], asked["language"]) == (stream.public_id, "zh")
    assert (asked["begins"], asked["Content-Type"]) == (BEGAN.isoformat(), "audio/wav")
    assert asked["Authorization"] == "Bearer a token"
    rows = [(cue.begins_at - BEGAN, cue.seconds, cue.text) for cue in CaptionCue.objects.all()]
    assert rows == [(timedelta(seconds=0.5), 3.0, "大家好"), (timedelta(seconds=4), 2.0, "欢迎 光临")]
    assert CaptionTrack.objects.get().made == CaptionMade.AUTOMATIC
    assert len([one for one in told if one[:2] == (stream.channel, "caption")]) == 2
    assert Event.objects.get(name="caption.heard").payload == {"cues": 2}


def test_sound_is_what_the_service_was_promised(service: Service, live_root: Path) -> None:
    speaking()

    listening(service, live_root).look_once()

    with wave.open(io.BytesIO(service.sounds[0])) as sound:
        assert (sound.getframerate(), sound.getnchannels(), sound.getsampwidth()) == (16_000, 1, 2)
        assert sound.getnframes() / 16_000 == pytest.approx(6, abs=0.3)
        assert max(sound.readframes(16_000)) > 0


def test_long_sound_is_sent_by_its_newest_seconds(service: Service, live_root: Path) -> None:
    speaking(seconds=20)

    listening(service, live_root).look_once()

    with wave.open(io.BytesIO(service.sounds[0])) as sound:
        assert 12 < sound.getnframes() / 16_000 <= 15.2


def test_few_seconds_wait_for_more(service: Service, live_root: Path) -> None:
    speaking(seconds=2)

    listening(service, live_root).look_once()

    assert service.asked == []


def test_people_come_first(service: Service, live_root: Path) -> None:
    stream = speaking()
    listening(service, live_root).look_once()

    write_cue(stream, actor=machine(stream), language="zh", text="人工字幕")
    listening(service, live_root).look_once()

    assert not are_automatic(stream)
    assert len(service.asked) == 1
    assert CaptionCue.objects.count() == 3


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (500, b'{"cues": []}'),
        (200, b"<html>busy</html>"),
        (200, b"[]"),
        (200, b'{"cues": {}}'),
        (200, b'{"cues": [1, null, {"begins": 0}, {"begins": "0", "seconds": 1, "text": "x"}]}'),
        (
            200,
            b'{"cues": [{"begins": NaN, "seconds": 1, "text": "x"}, {"begins": 1, "seconds": Infinity, "text": "x"}]}',
        ),
        (200, b'{"cues": [{"begins": 1' + b"0" * 400 + b', "seconds": 1, "text": "x"}]}'),
        (200, b'{"cues": [{"begins": -1, "seconds": 1, "text": "x"}, {"begins": true, "seconds": 1, "text": "x"}]}'),
        (
            200,
            b'{"cues": [{"begins": 0, "seconds": 1, "text": "bad \\u0000"}, {"begins": 0, "seconds": 1, "text": " "}]}',
        ),
        (200, b"\xff"),
    ],
)
def test_answer_that_holds_no_cue_keeps_nothing(service: Service, live_root: Path, status: int, answer: bytes) -> None:
    service.status, service.answer = status, answer
    speaking()

    listening(service, live_root).look_once()

    assert len(service.asked) == 1
    assert not CaptionTrack.objects.exists()


def test_service_that_is_not_there_is_forgiven() -> None:
    engine = HttpCaptionEngine("http://127.0.0.1:1/nowhere")

    assert engine.write_down(Sound("stream", "zh", BEGAN, b"RIFF")) == []
