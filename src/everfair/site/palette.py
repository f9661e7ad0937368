"""The colours that carry meaning: twelve mineral pigments, one per service sector, any of them an edition's accent.

The one table; the build writes it as CSS (`data-sector`, `data-accent`), charts and papers read it here.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pigment:
    """One colour in its three uses: `light` on paper, `deep` under or as words on paper, `dark` on night."""

    name: str
    chinese: str
    light: str
    deep: str
    dark: str


PIGMENTS = (
    Pigment("cinnabar", "朱砂", "#c3352b", "#c3352b", "#e5594d"),
    Pigment("indigo", "靛蓝", "#274b8f", "#274b8f", "#7f9fdf"),
    Pigment("ochre", "赭石", "#8c5a2b", "#8c5a2b", "#c9935c"),
    Pigment("rouge", "胭脂", "#9d2f4f", "#9d2f4f", "#d9708f"),
    Pigment("tangerine", "橘", "#b5562b", "#a8501f", "#e08a5c"),
    Pigment("bamboo", "竹青", "#3f7d4e", "#3f7d4e", "#74b585"),
    Pigment("autumn", "秋香", "#a87b2a", "#82601c", "#d3a959"),
    Pigment("pine", "松绿", "#2e8b6d", "#237258", "#5cbf9c"),
    Pigment("azurite", "石青", "#2d6fa8", "#2d6fa8", "#6ba6d8"),
    Pigment("plum", "绛紫", "#7a3e8e", "#7a3e8e", "#bb85cc"),
    Pigment("slate", "黛", "#47525e", "#47525e", "#9aa7b5"),
    Pigment("lotus", "藕荷", "#85708c", "#72607a", "#b8a3bf"),
)
SECTOR_PIGMENTS = {str(code): pigment for code, pigment in enumerate(PIGMENTS, start=1)}


def sector_pigment(code: str) -> Pigment:
    """Return the pigment of a W/120 sector; a subsector ("2.D") wears its sector's, the unknown wear slate."""
    return SECTOR_PIGMENTS.get(str(code).partition(".")[0], PIGMENTS[10])


def pigments_css() -> str:
    """Write the table as CSS: `data-sector` sets --sector and --sector-deep, `data-accent` the edition's accent."""
    sectors = SECTOR_PIGMENTS.items()
    light = [f'[data-sector="{code}"]{{--sector:{p.light};--sector-deep:{p.deep}}}' for code, p in sectors]
    dark = "".join(f'[data-sector="{code}"]{{--sector:{p.dark}}}' for code, p in sectors)
    light += [f':root[data-accent="{p.name}"]{{--color-primary:{p.deep}}}' for p in PIGMENTS]
    night = "".join(
        f'&[data-accent="{p.name}"]{{--color-primary:{p.dark};--color-primary-content:#12090a}}' for p in PIGMENTS
    )
    return "\n".join(
        (
            *light,
            f':root[data-theme="dark"]{{{dark}{night}}}',
            f'@media (prefers-color-scheme:dark){{:root:not([data-theme="light"]){{{dark}{night}}}}}',
            "",
        )
    )
