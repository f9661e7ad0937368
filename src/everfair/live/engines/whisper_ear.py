"""Writes down speech with a Whisper model; runs in a process of its own (`whisper_worker`), without Django.

Sound comes a few seconds at a time, and a word may be cut in two at every border. So what was said in the last second
is not believed yet, and the sentence that it belongs to is heard again with what follows. That costs little: a model
of this kind always listens to half a minute.
"""

from __future__ import annotations

import io
import wave
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

RATE = 16_000
_BYTES_A_SECOND = RATE * 2

# Words that end so near to the end of the sound may go on (seconds).
UNSURE_SECONDS = 1.0
# So much sound is heard again at most.
LONGEST_KEPT_SECONDS = 10.0
# A cue of more words is cut, so that it can be read.
_LONGEST_CUE_SECONDS = 6.0
_CONTIGUOUS_SECONDS = 0.5
_MOST_STREAMS = 64

# One try at temperature 0 and a bounded number of tokens: a model that begins to repeat itself costs little.
HEARING: dict[str, Any] = {
    "beam_size": 2,
    "temperature": 0.0,
    "condition_on_previous_text": False,
    "vad_filter": True,
    "vad_parameters": {"min_silence_duration_ms": 400},
    "word_timestamps": True,
    "max_new_tokens": 120,
    "no_repeat_ngram_size": 4,
}
# What the model itself does not believe, or what repeats itself, is not shown.
_LEAST_LOG_PROBABILITY = -1.0
_MOST_SILENCE = 0.6
_MOST_COMPRESSION = 2.4


class Word(NamedTuple):
    """A word, in seconds from the beginning of the sound."""

    begins: float
    ends: float
    text: str


class Piece(NamedTuple):
    """Some seconds of a stream: `begins` in seconds since 1970, `samples` of 16 bits at 16 kHz."""

    stream: str
    language: str
    begins: float
    samples: bytes


class Cue(NamedTuple):
    """Words, in seconds from the beginning of the piece that came last: what was kept from before is below zero."""

    begins: float
    seconds: float
    text: str


class Model(Protocol):
    """What is used of `faster_whisper.WhisperModel`."""

    def transcribe(self, audio: io.BytesIO, language: str, **options: Any) -> tuple[Iterable[Any], Any]: ...


@dataclass(frozen=True, slots=True)
class _Kept:
    """Sound that is heard again; what was said up to `told` (seconds since 1970) has been told."""

    begins: float
    samples: bytes
    told: float

    @property
    def ends(self) -> float:
        return self.begins + _seconds(self.samples)


class Ear:
    """Hears pieces of any number of streams, each in its order."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._kept: dict[str, _Kept] = {}

    def hear(self, piece: Piece) -> list[Cue]:
        """Return what was said up to a second before the end of the piece."""
        kept = self._kept.pop(piece.stream, None)
        if kept is None or abs(kept.ends - piece.begins) >= _CONTIGUOUS_SECONDS:
            kept = _Kept(piece.begins, b"", piece.begins)
        whole = piece._replace(begins=kept.begins, samples=kept.samples + piece.samples)
        words = list(self._words(whole))
        sure_until = _seconds(whole.samples) - UNSURE_SECONDS
        told = kept.told - kept.begins
        sure = [word for word in words if word.ends <= sure_until]
        news = [word for word in sure if (word.begins + word.ends) / 2 > told]
        self._keep(whole, _sentence_begins(words, sure), told=max([told, *(word.ends for word in news[-1:])]))
        offset = whole.begins - piece.begins
        return [Cue(cue.begins + offset, cue.seconds, cue.text) for cue in cues_of(news)]

    def _words(self, piece: Piece) -> Iterator[Word]:
        segments, _ = self._model.transcribe(
            io.BytesIO(wav_file(piece.samples)), whisper_language(piece.language), **HEARING
        )
        for segment in segments:
            if is_believed(segment):
                yield from (Word(word.start, word.end, word.word) for word in segment.words or ())

    def _keep(self, piece: Piece, from_second: float, *, told: float) -> None:
        """Keep the sound from there on; a sentence that does not end is cut."""
        if len(self._kept) >= _MOST_STREAMS:
            self._kept.clear()
        total = _seconds(piece.samples)
        earliest, latest = max(total - LONGEST_KEPT_SECONDS, 0.0), max(total - UNSURE_SECONDS, 0.0)
        start = 2 * int(min(max(from_second, earliest), latest) * RATE)
        begins = piece.begins + start / _BYTES_A_SECOND
        self._kept[piece.stream] = _Kept(begins, piece.samples[start:], piece.begins + told)


def _sentence_begins(words: list[Word], sure: list[Word]) -> float:
    """Return where the sentence begins that is not over yet; without words nothing but the end is kept."""
    for place in range(len(sure) - 1, -1, -1):
        following = words[place + 1] if place + 1 < len(words) else None
        if following is None or _is_over(sure[place], following):
            return sure[place].ends
    return words[0].begins if words else float("inf")


def cues_of(words: list[Word]) -> Iterator[Cue]:
    """Yield lines of at most six seconds; a pause or the end of a sentence ends one, too."""
    line: list[Word] = []
    for word in words:
        if line and (word.ends - line[0].begins > _LONGEST_CUE_SECONDS or _is_over(line[-1], word)):
            yield _cue(line)
            line = []
        line.append(word)
    if line:
        yield _cue(line)


def is_believed(segment: Any) -> bool:
    """Tell whether a segment is likely to have been said."""
    is_noise = segment.no_speech_prob > _MOST_SILENCE and segment.avg_logprob < _LEAST_LOG_PROBABILITY / 2
    is_sure = segment.avg_logprob >= _LEAST_LOG_PROBABILITY and segment.compression_ratio <= _MOST_COMPRESSION
    return is_sure and not is_noise


def whisper_language(code: str) -> str:
    """Return the code without its region: pt-BR is pt."""
    return code.partition("-")[0].lower()


def wav_file(samples: bytes) -> bytes:
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples)
    return written.getvalue()


def _is_over(last: Word, following: Word) -> bool:
    return last.text.rstrip().endswith((".", "?", "!", "。", "？", "！")) or following.begins - last.ends > 1


def _cue(line: list[Word]) -> Cue:
    return Cue(line[0].begins, line[-1].ends - line[0].begins, "".join(word.text for word in line).strip())


def _seconds(samples: bytes) -> float:
    return len(samples) / _BYTES_A_SECOND
