"""Files of captions, as people send them: WebVTT and SubRip, in the encodings that are in use.

Every step is bounded by the size of the file; whatever it holds, the answer is cues or a `BadCaptionFile`.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from everfair.kernel.text import is_readable
from everfair.live.caption_errors import (
    BadCaptionFile,
    CaptionEndsTooEarly,
    CaptionFileTooLarge,
    CaptionTextTooLong,
    CaptionTimeWrong,
    TooManyCaptions,
)
from everfair.live.models.caption import LONGEST_CUE

MOST_MB = 2
MOST_CUES = 20_000
_ARROW = "-->"
_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
_TIMES = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?", re.ASCII)
# <i>, <v Speaker>, <00:00:01.000>, {\an8}: how it looks, not what is said.
_MARKUP = re.compile(r"<[^<>\n]{0,200}>|\{\\[^{}\n]{0,100}\}")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_MINUTE = 60


class FileCue(NamedTuple):
    """Seconds from the beginning of the recording."""

    begins: float
    ends: float
    text: str


def read_captions(data: bytes) -> list[FileCue]:
    """Return the cues in the order of their beginnings; `BadCaptionFile` says what is wrong, and in which line."""
    if len(data) > MOST_MB * 1_000_000:
        raise CaptionFileTooLarge(most=MOST_MB)
    found: list[FileCue] = []
    for cue in _cues(_lines(_decoded(data))):
        if len(found) == MOST_CUES:
            raise TooManyCaptions(most=MOST_CUES)
        found.append(cue)
    if not found:
        raise BadCaptionFile
    return sorted(found)


def _decoded(data: bytes) -> str:
    """Read a text with a mark by its mark, else as UTF-8, else as what Chinese editors write."""
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadCaptionFile


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _cues(lines: list[str]) -> Iterator[FileCue]:
    """Yield the cues: a line with the times, then their words up to an empty line or the next times."""
    times: tuple[float, float] | None = None
    words: list[str] = []
    is_note, at = False, 0
    for number, line in enumerate([*lines, ""], start=1):
        if _ARROW in line and not is_note:
            yield from _cue(times, _without_number(words), at)
            times, words, at = _times(line, number), [], number
        elif line.strip():
            is_note = is_note or (times is None and line.startswith(("NOTE", "STYLE", "REGION")))
            words.append(line)
        else:
            yield from _cue(times, words, at)
            times, words, is_note = None, [], False


def _cue(times: tuple[float, float] | None, words: list[str], number: int) -> Iterator[FileCue]:
    if times is None:
        return
    text = _plain(words)
    if len(text) > LONGEST_CUE:
        raise CaptionTextTooLong(line=number, longest=LONGEST_CUE)
    if not is_readable(text):
        raise BadCaptionFile
    if text:
        yield FileCue(*times, text)


def _times(line: str, number: int) -> tuple[float, float]:
    match = _TIMES.fullmatch(line)
    if match is None:
        raise CaptionTimeWrong(line=number)
    begins, ends = (_seconds(match.groups()[start : start + 4], number) for start in (0, 4))
    if ends <= begins:
        raise CaptionEndsTooEarly(line=number)
    return begins, ends


def _seconds(parts: tuple[str | None, ...], number: int) -> float:
    hours, minutes, seconds, fraction = parts
    if int(minutes or 0) >= _MINUTE or int(seconds or 0) >= _MINUTE:
        raise CaptionTimeWrong(line=number)
    whole = int(hours or 0) * 3600 + int(minutes or 0) * _MINUTE + int(seconds or 0)
    return (whole * 1000 + int((fraction or "").ljust(3, "0"))) / 1000


def _without_number(words: list[str]) -> list[str]:
    """Drop the number of the next cue, where no empty line stands before it."""
    return words[:-1] if words and words[-1].strip().isdecimal() else words


def _plain(words: list[str]) -> str:
    lines = (" ".join(html.unescape(_MARKUP.sub("", line)).split()) for line in words)
    return "\n".join(line for line in lines if line)
