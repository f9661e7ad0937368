"""The shows of the demo fair: how they look and sound, and how ffmpeg is called."""

from __future__ import annotations

import wave
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import numpy as np
import pytest

from everfair.kernel.ids import ALPHABET, LENGTH
from everfair.replay.on_air import pictures
from everfair.replay.on_air.card import draw_card, draw_mover
from everfair.replay.on_air.encode import RATE, arguments, environment, posix_zone
from everfair.replay.on_air.pictures import CLOCK, HEIGHT, HORIZON, WIDTH, folder_of, mover_top
from everfair.replay.on_air.shows import Show, demo_shows
from everfair.replay.on_air.sound import LOUDNESS, write_chords
from everfair.replay.on_air.sound import RATE as SAMPLES

pytestmark = pytest.mark.unit

SHOWS = {show.scene: show for show in demo_shows()}
ENCODER_PAUSE = 1024  # AAC works in blocks: a loop of whole blocks has no click


@pytest.fixture(params=sorted(SHOWS))
def show(request: pytest.FixtureRequest) -> Show:
    return SHOWS[request.param]


def test_shows_are_told_in_both_languages_and_have_ids_of_the_usual_shape() -> None:
    shows = demo_shows()

    assert [(bool(one.title.zh), bool(one.title.en), bool(one.exhibitor.zh)) for one in shows] == [(True,) * 3] * 2
    assert {len(one.stream) for one in shows} == {LENGTH}
    assert set("".join(one.stream for one in shows)) <= set(ALPHABET)
    assert len({one.stream for one in shows}) == 2


def test_card_has_words_and_leaves_room_for_the_clock(show: Show) -> None:
    card = np.asarray(draw_card(show).convert("L"), dtype=int)
    clock = card[CLOCK[1] : CLOCK[1] + 36, CLOCK[0] : CLOCK[0] + 130]

    assert card.shape == (HEIGHT, WIDTH)
    assert (card[96:145, 40:340] > 200).sum() > 500  # the title's strokes
    assert clock.max() - clock.min() < 24


def test_what_moves_keeps_to_its_line(show: Show) -> None:
    mover = draw_mover(show)

    assert mover_top(show) < HORIZON <= mover_top(show) + mover.height <= HEIGHT
    assert mover.getpixel((0, 0)) == (0, 0, 0, 0)


def test_sound_is_soft_and_loops_without_a_click(tmp_path: Path, show: Show) -> None:
    write_chords(tmp_path / "chords.wav", root=show.root)

    with wave.open(str(tmp_path / "chords.wav")) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), dtype=np.int16) / np.iinfo(np.int16).max
    loud = np.sqrt(np.mean(samples.reshape(-1, SAMPLES) ** 2, axis=1))

    assert samples.size % ENCODER_PAUSE == 0
    assert np.abs(samples).max() == pytest.approx(LOUDNESS, abs=0.001)
    assert (np.abs(samples[0]), np.abs(samples[-200:]).max() < 0.001) == (0, True)
    assert (loud > 0.002).all()  # never a whole second of silence


@pytest.mark.parametrize(
    ("hours", "zone"), [(8, "FAIR-08:00"), (-5, "FAIR+05:00"), (5.5, "FAIR-05:30"), (0, "FAIR-00:00")]
)
def test_clock_goes_as_the_fairs_zone_does(hours: float, zone: str) -> None:
    now = datetime(2026, 9, 12, 12, tzinfo=timezone(timedelta(hours=hours)))

    assert posix_zone(timedelta(hours=hours)) == zone
    assert environment(now)["TZ"] == zone
    assert environment(datetime(2026, 9, 12, tzinfo=UTC))["TZ"] == "FAIR-00:00"


def test_ffmpeg_is_told_one_key_frame_a_second_and_where_to_send(show: Show) -> None:
    told = arguments("ffmpeg", show, "rtmp://127.0.0.1:1935/live/key")

    assert (told[0], told[-1]) == ("ffmpeg", "rtmp://127.0.0.1:1935/live/key")
    assert told[told.index("-g") + 1] == told[told.index("-r") + 1] == str(RATE)


def test_changed_shows_are_drawn_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = folder_of(tmp_path)
    monkeypatch.setattr(pictures, "raw_data", lambda name: name.encode())

    assert folder_of(tmp_path).parent == before.parent == tmp_path / "shows"
    assert folder_of(tmp_path) != before
