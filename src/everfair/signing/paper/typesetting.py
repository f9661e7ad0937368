"""Typst, with our fonts only and our data as data: nobody's words ever become its source."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import noto_cjk_sans_otc
import typst

from everfair.signing.paper.characters import spell_out

TEMPLATES = Path(__file__).parent
FONTS = Path(noto_cjk_sans_otc.__file__).parent
SOME_DAY = datetime(2020, 1, 1, tzinfo=UTC)

_FAULT = re.compile(r'the (?:text|PDF contains the codepoint) `"((?:[^"\\]|\\.)+)"`')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")


def typeset(
    template: str,
    *,
    words: Mapping[str, str],
    created_at: datetime,
    attachments: Mapping[str, str] | None = None,
    tagged: bool = True,
) -> bytes:
    """Return a template as PDF/A-3, level a if `tagged` (a document), else b (a drawing).

    `words` (JSON each) and `attachments` reach the template by `sys.inputs`. PDF/A makes Typst refuse
    what no font can draw; that is then spelled out in `words`: characters first, and if a mark will
    not stand on its letter, marks. TypstError if the template itself is wrong.
    """
    undrawable: frozenset[str] = frozenset()
    for judge in (_undrawable_alone, _marks_at_fault, _marks, None):
        inputs = {name: spell_out(value, undrawable) for name, value in words.items()} | dict(attachments or {})
        try:
            return _compile(template, inputs, created_at=created_at, tagged=tagged)
        except typst.TypstError as error:
            if judge is None or not _FAULT.search(error.diagnostic):
                raise
            undrawable |= judge("".join(words.values()), error.diagnostic)
    raise AssertionError("the last round returns or raises")


@cache
def load_fonts() -> typst.Fonts:
    """Return the CJK face and Typst's own faces; reading them takes a moment, so they are kept."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])


def _compile(template: str, inputs: dict[str, str], *, created_at: datetime, tagged: bool) -> bytes:
    return typst.compile(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=load_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards="a-3a" if tagged else "a-3b",
        pdf_tags=tagged,
        timestamp=created_at.astimezone(UTC).replace(microsecond=0),
        sys_inputs=inputs,
    )


def _undrawable_alone(words: str, _diagnostic: str) -> frozenset[str]:
    """Return the characters that no font can draw even by themselves."""
    characters = sorted(set(words) - set(map(chr, range(128))))
    try:
        _compile("probe.typ", {"characters": json.dumps(characters)}, created_at=SOME_DAY, tagged=True)
    except typst.TypstError as error:
        return _faults(error.diagnostic)
    return frozenset()


def _marks_at_fault(_words: str, diagnostic: str) -> frozenset[str]:
    return _marks("".join(_faults(diagnostic)), diagnostic)


def _marks(words: str, _diagnostic: str) -> frozenset[str]:
    """Return the marks and joiners, which only show on or between other characters."""
    return frozenset(character for character in words if unicodedata.category(character) in {"Mn", "Mc", "Me", "Cf"})


def _faults(diagnostic: str) -> frozenset[str]:
    pieces = (_ESCAPE.sub(lambda code: chr(int(code[1], 16)), piece) for piece in _FAULT.findall(diagnostic))
    return frozenset(character for piece in pieces for character in piece if not character.isascii())
