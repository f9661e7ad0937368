"""Stands in for the package faster-whisper 1.2.1: the same names, a model that hears one word a second of sound."""

from __future__ import annotations

import json
import wave
from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, BinaryIO

KNOWN_OPTIONS = frozenset(
    {
        "beam_size",
        "temperature",
        "condition_on_previous_text",
        "vad_filter",
        "vad_parameters",
        "word_timestamps",
        "max_new_tokens",
        "no_repeat_ngram_size",
    }
)


class WhisperModel:
    def __init__(
        self,
        model_size_or_path: str,
        device: str = "auto",
        compute_type: str = "default",
        cpu_threads: int = 0,
        local_files_only: bool = False,  # noqa: FBT001, FBT002 -- as in the package
    ) -> None:
        print("libraries chat on standard output")  # noqa: T201 -- that is what is tried
        if (device, compute_type, cpu_threads, local_files_only) != ("cpu", "int8", 1, True):
            raise ValueError(device)
        self._folder = Path(model_size_or_path)
        if not (self._folder / "model.bin").exists():
            raise RuntimeError(f"Unable to open file 'model.bin' in model '{model_size_or_path}'")

    def transcribe(self, audio: BinaryIO, language: str, **options: Any) -> tuple[Iterable[Any], Any]:
        if not options.keys() <= KNOWN_OPTIONS:
            raise TypeError(options)
        if language == "xx":
            raise ValueError("'xx' is not a valid language code")
        with wave.open(audio) as file:
            seconds = file.getnframes() / file.getframerate()
        (self._folder / "heard.json").write_text(json.dumps([language, seconds]))
        words = [_word(at) for at in range(int(seconds))]
        return iter([_segment(words), _segment(words, avg_logprob=-1.5), _segment(words, compression_ratio=3.0)]), None


def _word(at: int) -> Any:
    return SimpleNamespace(start=at + 0.1, end=at + 0.9, word=f" w{at}", probability=0.9)


def _segment(words: list[Any], **facts: float) -> Any:
    usual = {"avg_logprob": -0.3, "compression_ratio": 1.2, "no_speech_prob": 0.1}
    return SimpleNamespace(**{**usual, **facts}, words=words)
