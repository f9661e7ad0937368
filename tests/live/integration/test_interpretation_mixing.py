"""Interpreted sound by the real ffmpeg, over a take that lies on the disk."""

from __future__ import annotations

import asyncio
import subprocess
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from everfair.live.composer.composer import Composer
from everfair.live.composer.segments import Segment
from everfair.live.composer.stream_composer import NewTake, StreamFacts
from everfair.live.composer.take_folder import TakeFolder
from everfair.live.derived.fragment_times import span_of, timescale_of
from everfair.live.ingest.ffmpeg import arguments, flv_source
from everfair.live.interpretation.booths import decoder_arguments
from everfair.live.interpretation.mixing import InterpretedSound
from everfair.live.places import AUDIO, StreamPlace
from tests.live.encoder import FFMPEG, Show, recorded
from tests.live.tones import loudness, samples_of, tone

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.integration

FLOOR, VOICE = 440, 1_000
SECONDS = 8


@pytest.fixture
def take(tmp_path: Path) -> TakeFolder:
    """Return a take that has ended: eight seconds of sound at 44.1 kHz."""
    place = StreamPlace(tmp_path, "stream")
    composer = Composer(tmp_path, lambda names: dict.fromkeys(names, StreamFacts()))
    composer.begin("stream", NewTake("take", is_public=True))
    composer.turn()
    folder = TakeFolder(place, "take", is_public=True)
    (folder.path / AUDIO).mkdir()
    words = arguments(flv_source([AUDIO]), folder.path)
    show = recorded(Show(has_video=False, rate=44_100, seconds=SECONDS))
    subprocess.run(words, input=show.read_bytes(), check=True, capture_output=True)
    composer.finish("stream", "take")
    composer.turn()
    return folder


class Interpreter:
    """Says nothing for some seconds, then hums."""

    def __init__(self, silent: float) -> None:
        self._silent = round(silent * 48_000)
        self.asked = 0

    def pull(self, samples: int) -> bytes:
        self.asked += samples
        if self.asked <= self._silent:
            return bytes(samples * 2)
        return tone(VOICE, samples / 48_000)


def pieces(take: TakeFolder, track: str) -> list[Path]:
    return sorted((take.path / track).glob("*.m4s"), key=lambda path: int(path.stem))


def heard(take: TakeFolder, track: str) -> bytes:
    """Return the whole of a track as one file."""
    parts = [take.path / track / "init.mp4", *pieces(take, track)]
    return b"".join(part.read_bytes() for part in parts)


def mix(take: TakeFolder, interpreter: Interpreter) -> None:
    asyncio.run(InterpretedSound(take, "en", interpreter.pull).run())


def test_floor_steps_back_while_the_interpreter_speaks_and_passes_unchanged_before(take: TakeFolder) -> None:
    interpreter = Interpreter(silent=1.5)

    mix(take, interpreter)

    samples = samples_of(heard(take, "audio-en"))
    before, after = samples[2_000:8_000], samples[-8_000:-1_000]
    original = loudness(samples_of(heard(take, AUDIO))[-16_000:-4_000], FLOOR)
    assert loudness(before, FLOOR) == pytest.approx(original, abs=1.5)
    assert loudness(before, VOICE) < -50
    assert loudness(after, VOICE) == pytest.approx(-10.5, abs=2)
    assert loudness(after, FLOOR) < original - 12


def test_sound_keeps_the_times_of_the_floor_to_a_fiftieth_of_a_second(take: TakeFolder) -> None:
    mix(take, Interpreter(silent=0))

    spans = {track: [span(take, track, path) for path in pieces(take, track)] for track in (AUDIO, "audio-en")}
    floors = spans[AUDIO][-3:]
    ours = spans["audio-en"]
    assert ours[0][0] == pytest.approx(floors[0][0], abs=0.03)
    assert sum(ours[-1]) == pytest.approx(sum(floors[-1]), abs=0.06)
    assert all(begins + seconds == pytest.approx(after) for (begins, seconds), (after, _) in pairwise(ours))


def test_work_that_begins_again_says_nothing_twice(take: TakeFolder) -> None:
    mix(take, Interpreter(silent=0))
    written = len(pieces(take, "audio-en"))
    last = take.segments(AUDIO)[-1]
    index = take.path / "audio-en" / "segments.txt"
    index.write_text(Segment(written - 1, last.seconds, last.at, f"{written - 1}.m4s", 1).line())

    mix(take, Interpreter(silent=0))

    assert len(pieces(take, "audio-en")) == written


@pytest.mark.parametrize(("mime", "muxer"), [("audio/webm;codecs=opus", "webm"), ("audio/mp4;codecs=opus", "mp4")])
def test_what_recorders_write_is_decoded_to_samples(mime: str, muxer: str, tmp_path: Path) -> None:
    spoken = tmp_path / "spoken"
    flags = ["-movflags", "frag_keyframe+empty_moov"] if muxer == "mp4" else []
    tone_in = ["-f", "s16le", "-ar", "48000", "-ch_layout", "mono", "-i", "pipe:0"]
    words = [FFMPEG, "-v", "error", *tone_in, "-c:a", "libopus", *flags, "-f", muxer, str(spoken)]
    subprocess.run(words, input=tone(VOICE, 1), check=True)

    call = decoder_arguments(mime, ["pipe:0"], ["pipe:1"])
    pcm = subprocess.run(call, input=spoken.read_bytes(), check=True, capture_output=True).stdout

    assert len(pcm) / 2 == pytest.approx(48_000, rel=0.03)


def span(take: TakeFolder, track: str, path: Path) -> tuple[float, float]:
    init = (take.path / track / "init.mp4").read_bytes()
    return tuple(span_of(path.read_bytes(), timescale_of(init)))  # type: ignore[return-value]  # a pair of floats
