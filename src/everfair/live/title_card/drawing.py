"""Draws the card: Typst, with our fonts only, and the words as data."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import noto_cjk_sans_otc
import typst
from django.template.loader import render_to_string

from everfair.live.title_card.words import CardWords

_TEMPLATE = Path(__file__).parent / "card.typ"
_FONTS = Path(noto_cjk_sans_otc.__file__).parent
_PIXELS_AN_INCH = 72  # a point is a pixel


def draw_card(words: CardWords, *, size: tuple[int, int], art: str) -> bytes:
    """Return a PNG of that size in pixels; `art` is the SVG that fills its side."""
    width, height = size
    return typst.compile(
        _TEMPLATE,
        root=_TEMPLATE.parent,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="png",
        ppi=_PIXELS_AN_INCH,
        sys_inputs={"words": words.as_json(), "width": str(width), "height": str(height), "lattice": art},
    )


def art_of(seed: str, sector: str) -> str:
    """Return the window lattice of an id in its sector's colour for dark ground."""
    return render_to_string("live/title_card.svg", {"seed": seed, "sector": sector}).strip()


@cache
def _fonts() -> typst.Fonts:
    """Read once in a process: it takes a moment."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(_FONTS)])
