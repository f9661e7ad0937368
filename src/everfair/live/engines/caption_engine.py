"""Who writes down by itself what is said: a service that the administrator has named.

The service is one address. It takes `POST` with a WAV file (16 kHz, mono, 16 bits, at most a quarter of a minute) and
answers with JSON; what is known of the sound stands in the query:

    POST <address>?stream=6jxa3p2anx8m&language=zh&begins=2020-09-05T01:30:04.000+00:00
    Content-Type: audio/wav

    {"cues": [{"begins": 0.4, "seconds": 2.1, "text": "大家好"}]}

`begins` counts in seconds from the beginning of the file. Nothing said is `{"cues": []}`. Sound that follows upon
another comes in order, a few seconds at a time. Any answer but 200 with `cues` counts as a failure, and so does one
that takes too long; what was said meanwhile is not captioned. With `EVERFAIR_CAPTION_TOKEN` the request carries
`Authorization: Bearer <token>`.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPException
from typing import Any, NamedTuple, Protocol
from urllib.parse import urlencode
from urllib.request import Request, urlopen

PATIENCE_SECONDS = 8
LARGEST_ANSWER = 256 * 1024
MOST_CUES = 50
_LONGEST_SECONDS = 60

logger = logging.getLogger(__name__)


class Sound(NamedTuple):
    """Some seconds of a stream; `language` is what is spoken there."""

    stream: str
    language: str
    begins: datetime
    wav: bytes


class Heard(NamedTuple):
    """Words, in seconds from the beginning of the sound."""

    begins: float
    seconds: float
    text: str


class CaptionEngine(Protocol):
    """Writes down what is said; nothing where it fails."""

    def write_down(self, sound: Sound) -> list[Heard]: ...


@dataclass(frozen=True, slots=True)
class HttpCaptionEngine:
    """The service described at the top of this file."""

    url: str
    token: str | None = None

    def write_down(self, sound: Sound) -> list[Heard]:
        facts = {"stream": sound.stream, "language": sound.language, "begins": sound.begins.isoformat()}
        address = f"{self.url}{'&' if '?' in self.url else '?'}{urlencode(facts)}"
        bearer = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        headers = {"Content-Type": "audio/wav", "Accept": "application/json", **bearer}
        try:
            request = Request(address, sound.wav, headers)  # noqa: S310 -- the administrator's own setting
            with urlopen(request, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310 -- the same
                found = json.loads(answer.read(LARGEST_ANSWER))
        except (OSError, HTTPException, ValueError) as trouble:
            logger.warning("The caption service failed: %s", trouble)
            return []
        rows = found.get("cues") if isinstance(found, dict) else None
        if not isinstance(rows, list):
            logger.warning("The caption service answered without cues.")
            return []
        return list(_heard(rows[:MOST_CUES]))


def _heard(rows: list[Any]) -> Iterator[Heard]:
    """Yield what is a cue, and leave out what is not."""
    for row in rows:
        if not isinstance(row, dict):
            continue
        begins, seconds, text = _number(row.get("begins")), _number(row.get("seconds")), row.get("text")
        if begins is not None and seconds and isinstance(text, str) and text.strip():
            yield Heard(begins, seconds, text)


def _number(value: object) -> float | None:
    """Return a number that may count seconds."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 <= value <= _LONGEST_SECONDS else None
