"""The pigments: twelve sectors, and enough contrast wherever a colour carries words."""

from __future__ import annotations

import pytest

from everfair.site.build.places import ASSETS
from everfair.site.palette import PIGMENTS, SECTOR_PIGMENTS, Pigment, pigments_css, sector_pigment

pytestmark = pytest.mark.unit

PAPER, SHEET = "#fbfaf6", "#ffffff"
NIGHT, NIGHT_SHEET, NIGHT_WORD = "#111316", "#191c20", "#12090a"
ENOUGH_FOR_WORDS, ENOUGH_FOR_SHAPES = 4.5, 3.0


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the ratio that WCAG 2.2 defines."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_black_on_white_is_the_published_21() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21.0


@pytest.mark.parametrize("pigment", PIGMENTS, ids=lambda pigment: pigment.name)
def test_pigment_can_be_read_where_it_carries_words(pigment: Pigment) -> None:
    deep, dark = pigment.deep, pigment.dark

    as_words = [contrast(deep, PAPER), contrast(deep, SHEET), contrast(dark, NIGHT), contrast(dark, NIGHT_SHEET)]
    under_words = [contrast(deep, "#ffffff"), contrast(dark, NIGHT_WORD)]

    assert min(as_words + under_words) >= ENOUGH_FOR_WORDS


@pytest.mark.parametrize("pigment", PIGMENTS, ids=lambda pigment: pigment.name)
def test_pigment_can_be_seen_as_a_shape(pigment: Pigment) -> None:
    light, dark = pigment.light, pigment.dark

    assert min(contrast(light, SHEET), contrast(dark, NIGHT_SHEET)) >= ENOUGH_FOR_SHAPES


@pytest.mark.parametrize(
    ("word", "ground"),
    [
        ("#5c6068", PAPER),
        ("#5c6068", SHEET),
        ("#a3a8b0", NIGHT_SHEET),
        ("#82601c", PAPER),
        ("#d3a959", NIGHT_SHEET),
        ("#b3241a", PAPER),
        ("#ff8f84", NIGHT_SHEET),
        ("#0e6b5a", PAPER),
        ("#4db39d", NIGHT_SHEET),
        ("#ffffff", "#d92d20"),
        ("#ffffff", "#0e6b5a"),
        ("#04140f", "#4db39d"),
        ("#17120a", "#a87b2a"),
        ("#171005", "#d3a959"),
        ("#b0b4bb", "#0d0f12"),
        ("#e5a24d", "#0d0f12"),
    ],
)
def test_token_pair_has_enough_contrast_and_is_in_the_stylesheet(word: str, ground: str) -> None:
    tokens = (ASSETS / "css" / "tokens.css").read_text()

    assert contrast(word, ground) >= ENOUGH_FOR_WORDS
    assert word in tokens
    assert ground in tokens


def test_sector_pigments_are_the_twelve_of_the_classification() -> None:
    assert list(SECTOR_PIGMENTS) == [str(code) for code in range(1, 13)]


@pytest.mark.parametrize(
    ("code", "name"), [("7", "autumn"), ("2.D", "indigo"), ("12", "lotus"), ("", "slate"), ("x", "slate")]
)
def test_sector_pigment_of_a_code(code: str, name: str) -> None:
    assert sector_pigment(code).name == name


def test_pigments_css_names_every_sector_and_accent() -> None:
    css = pigments_css()

    assert all(css.count(f'[data-sector="{code}"]') == 3 for code in SECTOR_PIGMENTS)
    assert all(css.count(f'[data-accent="{pigment.name}"]') == 3 for pigment in PIGMENTS)
