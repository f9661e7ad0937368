"""The curve of an audience as an SVG path, in a box of fixed size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from everfair.live.queries.viewing import Curve

WIDTH, HEIGHT = 480, 96


@dataclass(frozen=True, slots=True)
class Drawing:
    """`line` runs along the tops, `area` is closed at the foot; both are values of an SVG path's `d`."""

    width: int
    height: int
    line: str
    area: str


def draw_curve(curve: Curve) -> Drawing:
    """Draw the points from left to right, the peak as high as the box; "" for paths of nothing."""
    if curve.is_empty or not curve.peak:
        return Drawing(WIDTH, HEIGHT, "", "")
    count = len(curve.points)
    places = [WIDTH * (place + 0.5) / count for place in range(count)]
    heights = [HEIGHT - (HEIGHT - 2) * point.viewers / curve.peak for point in curve.points]
    # One point alone is a line over the whole width.
    xs, ys = [0.0, *places, float(WIDTH)], [heights[0], *heights, heights[-1]]
    line = "M" + " L".join(f"{x:.1f},{y:.1f}" for x, y in zip(xs, ys, strict=True))
    return Drawing(WIDTH, HEIGHT, line, f"{line} V{HEIGHT} H0 Z")
