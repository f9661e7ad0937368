"""The playlists that encoders and ffmpeg write: short, rewritten for every segment, and not to be trusted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from everfair.live.composer.segments import is_file_name

_SEQUENCE = re.compile(r"#EXT-X-MEDIA-SEQUENCE:(\d{1,15})\Z")
_MAP = re.compile(r'#EXT-X-MAP:.*URI="([^"]*)"')
_SECONDS = re.compile(r"#EXTINF:(\d{1,4}(?:\.\d{1,9})?)")
_AT = re.compile(r"#EXT-X-PROGRAM-DATE-TIME:(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?)(Z|[+-]\d\d:?\d\d)\Z")


class Listed(NamedTuple):
    """A segment as the playlist names it; `at` is empty where the playlist tells no time."""

    number: int
    seconds: float
    at: str
    file: str


@dataclass(frozen=True, slots=True)
class EncoderPlaylist:
    init: str
    segments: tuple[Listed, ...]


def read_encoder_playlist(text: str) -> EncoderPlaylist:
    """Read what it says of files beside it; everything else is passed over."""
    found: list[Listed] = []
    init, number, seconds, at = "", 0, 0.0, ""
    lines = [line.strip() for line in text.splitlines()]
    for line in lines:
        if match := _SECONDS.match(line):
            seconds = float(match[1])
        elif match := _AT.match(line):
            at = _moment(match[1], match[2])
        elif match := _MAP.match(line):
            init = match[1] if is_file_name(match[1]) else ""
        elif match := _SEQUENCE.match(line):
            number = int(match[1])
        elif line and not line.startswith("#"):
            found += [Listed(number, seconds, at, line)] if seconds and is_file_name(line) else []
            number, seconds, at = number + 1, 0.0, ""
    return EncoderPlaylist(init, tuple(found))


def _moment(moment: str, zone: str) -> str:
    """Return the moment as it is kept; empty for one that no calendar has."""
    told = moment + ("Z" if zone in {"Z", "+0000", "+00:00"} else zone if ":" in zone else f"{zone[:3]}:{zone[3:]}")
    try:
        datetime.fromisoformat(told)
    except ValueError:
        return ""
    return told
