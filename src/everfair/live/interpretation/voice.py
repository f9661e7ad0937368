"""What an interpreter says, evened out: it comes in jerks, and leaves by the floor's clock."""

from __future__ import annotations

from array import array

RATE = 48_000
_SAMPLE = 2
# What is kept back, so that a part that comes a little late leaves no hole; and the most that may wait.
MARGIN = round(0.6 * RATE)
_MOST = 8 * RATE
_FRAME = RATE // 50
_QUIET = 330  # -40 dBFS


class VoiceBuffer:
    """Samples of one microphone: 16 bits, little-endian, one channel."""

    def __init__(self) -> None:
        self._kept = bytearray()
        self._is_running = False
        self._is_closed = False

    @property
    def waiting(self) -> int:
        """How many samples wait."""
        return len(self._kept) // _SAMPLE

    @property
    def is_over(self) -> bool:
        return self._is_closed and not self.waiting

    def push(self, pcm: bytes) -> None:
        """Keep what came; the oldest goes when nobody fetches it."""
        self._kept += pcm
        if self.waiting > _MOST:
            self._drop(self.waiting - _MOST)

    def close(self) -> None:
        """Nothing more comes; what waits is still given out."""
        self._is_closed = True

    def pull(self, samples: int) -> bytes:
        """Return so many samples, silence where there are none; after a break it begins again with the margin kept."""
        before = 0
        if not self._is_running:
            before = samples - self._start(samples)
        elif self.waiting > samples + 2 * MARGIN:
            self._skip_pauses(self.waiting - samples - MARGIN)
        said = self._take(samples - before)
        self._is_running = len(said) == (samples - before) * _SAMPLE and before < samples
        return _silence(before) + said + _silence(samples - before - len(said) // _SAMPLE)

    def _start(self, samples: int) -> int:
        """Return how much of the next samples is said, at their end; what is older is too late."""
        spare = self.waiting if self._is_closed else max(0, self.waiting - MARGIN)
        said = min(spare, samples)
        self._drop(spare - said)
        return said

    def _skip_pauses(self, most: int) -> None:
        """Leave silence out while more waits than is needed: who fell behind by a break of the line catches up."""
        place = 0
        while most >= _FRAME and place + _FRAME * _SAMPLE <= len(self._kept):
            frame = self._kept[place : place + _FRAME * _SAMPLE]
            if _is_quiet(frame):
                del self._kept[place : place + len(frame)]
                most -= _FRAME
            else:
                place += len(frame)

    def _take(self, samples: int) -> bytes:
        count = min(samples, self.waiting) * _SAMPLE
        said = bytes(self._kept[:count])
        del self._kept[:count]
        return said

    def _drop(self, samples: int) -> None:
        del self._kept[: samples * _SAMPLE]


class Voices:
    """Who speaks right now, by stream and language; while one hands over to the next, two."""

    def __init__(self) -> None:
        self._heard: dict[tuple[str, str], list[VoiceBuffer]] = {}

    def open(self, stream: str, language: str) -> VoiceBuffer:
        voice = VoiceBuffer()
        self._heard.setdefault((stream, language), []).append(voice)
        return voice

    def pull(self, stream: str, language: str, samples: int) -> bytes:
        """Return the next samples of a language, silence while nobody speaks."""
        voices = self._heard.get((stream, language), [])
        said = [voice.pull(samples) for voice in voices]
        self._heard[stream, language] = left = [voice for voice in voices if not voice.is_over]
        if not left:
            del self._heard[stream, language]
        return _together(said) if said else _silence(samples)


def _silence(samples: int) -> bytes:
    return bytes(samples * _SAMPLE)


def _is_quiet(pcm: bytes | bytearray) -> bool:
    samples = array("h", bytes(pcm))
    return max(samples) < _QUIET and min(samples) > -_QUIET


def _together(said: list[bytes]) -> bytes:
    if len(said) == 1:
        return said[0]
    mixed = (max(-32768, min(32767, sum(samples))) for samples in zip(*(array("h", one) for one in said), strict=True))
    return array("h", mixed).tobytes()
