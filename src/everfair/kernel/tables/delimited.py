"""Read CSV as people's programs write it: UTF-8, UTF-16 or GB 18030; commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from everfair.kernel.tables.cells import text_cell
from everfair.kernel.tables.errors import BrokenQuotes, TooManyRows, UnknownEncoding
from everfair.kernel.tables.headings import Headings, find_headings, no_headings
from everfair.kernel.tables.shapes import Limits, Line, TableForm

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DELIMITERS = ",;\t"
_HINT = "sep="


def read_delimited(content: bytes, form: TableForm, limits: Limits) -> tuple[list[Line], Headings]:
    """Return all lines, read with the delimiter under which the headings appear."""
    text = decode(content)
    first, _, rest = text.partition("\n")
    is_hinted = first.strip().lower().startswith(_HINT)
    text = rest if is_hinted else text
    for delimiter in _DELIMITERS:
        beginning = _parse(text, delimiter, first=1 + is_hinted)
        headings = find_headings(_taken(beginning, limits.heading_rows), form)
        if headings is not None:
            return _all(_parse(text, delimiter, first=1 + is_hinted), limits), headings
    raise no_headings(form)


def decode(content: bytes) -> str:
    """Return the text of a file whose encoding nobody told; `UnknownEncoding` if it is none of those in use."""
    for encoding in (*_marked(content), *_unmarked_utf16(content), "utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnknownEncoding


def _marked(content: bytes) -> list[str]:
    return [encoding for mark, encoding in _MARKS if content.startswith(mark)]


def _unmarked_utf16(content: bytes) -> list[str]:
    """Digits, commas and line ends have a zero byte in UTF-16: the second one if it is little-endian."""
    zeros = (content[::2].count(0), content[1::2].count(0))
    if not any(zeros):
        return []
    return ["utf-16-le"] if zeros[1] > zeros[0] else ["utf-16-be"]


def _parse(text: str, delimiter: str, *, first: int) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, row in enumerate(reader, start=first):
            yield Line(number, tuple(text_cell(value) for value in row))
    except csv.Error as error:
        raise BrokenQuotes from error


def _taken(lines: Iterator[Line], most: int) -> list[Line]:
    return [line for line, _ in zip(lines, range(most), strict=False)]


def _all(lines: Iterator[Line], limits: Limits) -> list[Line]:
    found = []
    for line in lines:
        if not line.is_empty:
            found.append(line)
        if len(found) > limits.rows + limits.heading_rows:
            raise TooManyRows(limit=limits.rows)
    return found
