"""Who writes down by itself what is said: a service that the administrator has named.

The service is one address; `caption_socket.py` tells of one that begins with `ws`. It takes `POST` with a WAV file
(16 kHz, mono, 16 bits, at most a quarter of a minute) and answers with JSON; what is known of the sound stands in the
query:

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
from collections.abc import Iterator, Mapping
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
        address = address_with(self.url, facts)
        headers = {"Content-Type": "audio/wav", "Accept": "application/json", **bearer(self.token)}
        try:
            request = Request(address, sound.wav, headers)  # noqa: S310 -- the administrator's own setting
            with urlopen(request, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310 -- the same
                return read_cues(answer.read(LARGEST_ANSWER))
        except (OSError, HTTPException, ValueError) as trouble:
            logger.warning("The caption service failed: %s", trouble)
            return []


def service_at(url: str, token: str | None) -> CaptionEngine:
    """Return the service at an address, by HTTP or by WebSocket."""
    if url.startswith(("ws://", "wss://")):
        from everfair.live.engines.caption_socket import SocketCaptionEngine  # noqa: PLC0415 -- few need its library

        return SocketCaptionEngine(url, token)
    return HttpCaptionEngine(url, token)


def address_with(url: str, facts: Mapping[str, str]) -> str:
    return f"{url}{'&' if '?' in url else '?'}{urlencode(facts)}"


def bearer(token: str | None) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"} if token else {}


def read_cues(answer: bytes | str) -> list[Heard]:
    """Return what a service has heard; `ValueError` for an answer that is none."""
    found = json.loads(answer)
    rows = found.get("cues") if isinstance(found, dict) else None
    if not isinstance(rows, list):
        without = "an answer without cues"
        raise ValueError(without)  # noqa: TRY004 -- as for what is no JSON
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
