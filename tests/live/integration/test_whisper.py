"""Captions by a model on this machine: the real process and its protocol, over a stand-in for the package."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from everfair.live.engines import whisper_engine
from everfair.live.engines.caption_engine import Heard, Sound
from everfair.live.engines.whisper_ear import RATE, wav_file
from everfair.live.engines.whisper_engine import MISSING_PACKAGE, WhisperEngine
from tests.factories.live import BEGAN

pytestmark = pytest.mark.integration

FAKE = Path(__file__).parent.parent / "fake_whisper"


def sound(seconds: float, *, after: float = 0, language: str = "pt-BR", stream: str = "one") -> Sound:
    return Sound(stream, language, BEGAN + timedelta(seconds=after), wav_file(b"\0\0" * int(RATE * seconds)))


def texts(heard: list[Heard]) -> list[tuple[float, str]]:
    return [(round(one.begins, 2), one.text) for one in heard]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PYTHONPATH", str(FAKE))
    (tmp_path / "model.bin").touch()
    return tmp_path


@pytest.fixture
def engine(folder: Path) -> Iterator[WhisperEngine]:
    engine = WhisperEngine(folder)
    yield engine
    engine.close()


def test_words_at_the_border_are_heard_again_with_what_follows(engine: WhisperEngine, folder: Path) -> None:
    first = engine.write_down(sound(4))
    second = engine.write_down(sound(4, after=4))
    elsewhere = engine.write_down(sound(4, after=30))

    language, seconds = json.loads((folder / "heard.json").read_text())
    assert texts(first) == [(0.1, "w0 w1 w2")]
    assert texts(second) == [(-0.8, "w3 w4 w5 w6")]
    assert texts(elsewhere) == [(0.1, "w0 w1 w2")]
    assert (language, seconds) == ("pt", 4)


def test_trouble_with_a_piece_is_told_and_the_next_is_heard(
    engine: WhisperEngine, caplog: pytest.LogCaptureFixture
) -> None:
    assert engine.write_down(sound(4, language="xx")) == []
    assert texts(engine.write_down(sound(4, language="en"))) == [(0.1, "w0 w1 w2")]
    assert "'xx' is not a valid language code" in caplog.text


def test_folder_without_model_and_missing_package_are_said_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (folder / "model.bin").unlink()
    empty, without = WhisperEngine(folder), WhisperEngine(folder)

    for _ in range(2):
        assert empty.write_down(sound(4)) == []
    hidden = folder / "faster_whisper.py"
    hidden.write_text("raise ImportError\n")
    monkeypatch.setenv("PYTHONPATH", str(folder))
    for _ in range(2):
        assert without.write_down(sound(4)) == []

    said = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert len(said) == 2
    assert said[0].startswith(f"There is no caption model in {folder}: Unable to open file")
    assert said[1] == MISSING_PACKAGE


def test_process_that_dies_is_started_again_later(engine: WhisperEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whisper_engine, "AGAIN_AFTER_SECONDS", 0.0)
    engine.write_down(sound(4))
    assert engine._worker is not None
    engine._worker._process.kill()

    assert engine.write_down(sound(4)) == []
    assert texts(engine.write_down(sound(4))) == [(0.1, "w0 w1 w2")]


def test_what_waits_too_long_is_left_out(
    engine: WhisperEngine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(whisper_engine, "LONGEST_WAIT_SECONDS", 0.05)
    began = time.monotonic()

    with engine._turn:
        assert engine.write_down(sound(4)) == []

    assert time.monotonic() - began < 5
    assert "The captions of one miss some seconds" in caplog.text
