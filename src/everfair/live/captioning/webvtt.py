"""Captions as players take them: WebVTT."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


class TimedCue(NamedTuple):
    """Words at a place of the recording, in seconds from its beginning."""

    name: str
    begins: float
    ends: float
    text: str


def render_webvtt(cues: Iterable[TimedCue], *, begins: datetime | None = None) -> str:
    """Write the cues; a note tells the moment `begins` of the first second, for players that know theirs."""
    note = [f"NOTE begins {begins.astimezone(UTC).isoformat(timespec='milliseconds')}\n"] if begins else []
    return "\n".join(["WEBVTT\n", *note, *(_block(cue) for cue in cues)])


def _block(cue: TimedCue) -> str:
    text = "\n".join(line for line in cue.text.translate(_ESCAPES).splitlines() if line.strip())
    return f"{cue.name}\n{_time(cue.begins)} --> {_time(cue.ends)}\n{text}\n"


def _time(seconds: float) -> str:
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    minutes, second = divmod(whole, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{second:02}.{thousandths:03}"
