"""Cracked ice (冰裂纹): the one lattice without a tile, split from seed to seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

Point = tuple[float, float]
Piece = list[Point]
# (low, high) -> a whole number between them, both included
Choose = Callable[[int, int], int]
TRIANGLE = 3


def cracked_ice(choose: Choose, *, width: int, height: int, pieces: int) -> str:
    """Split the field by straight cracks until it has `pieces`; each crack ends at an older one, as in ice."""
    field: list[Piece] = [[(0, 0), (width, 0), (width, height), (0, height)]]
    cracks: list[str] = []
    while len(field) < pieces:
        largest = field.pop(max(range(len(field)), key=lambda at: _area(field[at])))
        first, second = _split(choose, largest)
        field += (first, second)
        (ax, ay), (bx, by) = first[0], first[-1]
        cracks.append(f"M{ax:.0f} {ay:.0f}L{bx:.0f} {by:.0f}")
    return "".join(cracks)


def _sides(piece: Piece) -> Iterator[tuple[Point, Point]]:
    return zip(piece, piece[1:] + piece[:1], strict=True)


def _area(piece: Piece) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in _sides(piece)))


def _split(choose: Choose, piece: Piece) -> tuple[Piece, Piece]:
    """Crack a convex piece from its longest side to one that does not touch it."""
    sides = list(_sides(piece))
    count = len(sides)
    longest = max(range(count), key=lambda at: _length(sides[at]))
    # In a triangle all sides touch.
    near = {0} if count == TRIANGLE else {0, 1, count - 1}
    facing = [at for at in range(count) if (at - longest) % count not in near]
    low, high = sorted((longest, facing[choose(0, len(facing) - 1)]))
    start, end = _point_on(choose, sides[low]), _point_on(choose, sides[high])
    return [start, *piece[low + 1 : high + 1], end], [end, *piece[high + 1 :], *piece[: low + 1], start]


def _length(side: tuple[Point, Point]) -> float:
    (ax, ay), (bx, by) = side
    return (ax - bx) ** 2 + (ay - by) ** 2


def _point_on(choose: Choose, side: tuple[Point, Point]) -> Point:
    (ax, ay), (bx, by) = side
    share = choose(30, 70) / 100
    return ax + (bx - ax) * share, ay + (by - ay) * share
