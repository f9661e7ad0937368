"""Window lattices (窗棂) drawn from an id: the picture of everything that has none.

One lattice fills the field. Most windows have an opening too, as garden walls do, in which a second
lattice stands closer and darker. A square is a seal: its opening is in the middle and always there.
The same seed always gives the same window, in under 2 kB.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import shake_256
from html import escape

from everfair.site.cracked_ice import cracked_ice


class Draw:
    """An endless row of choices that depend on nothing but the seed."""

    def __init__(self, seed: str) -> None:
        self._bytes = shake_256(seed.encode()).digest(512)
        self._next = 0

    def number(self, low: int, high: int) -> int:
        """Return a whole number from low to high, both included."""
        byte = self._bytes[self._next % len(self._bytes)]
        self._next += 1
        return low + byte * (high - low + 1) // 256


@dataclass(frozen=True, slots=True)
class Tile:
    """A piece of lattice that repeats; it looks right between two sizes (percent) and at certain turns."""

    width: int
    height: int
    path: str
    sizes: tuple[int, int] = (100, 100)
    turns: tuple[int, ...] = (0,)


# Key-fret (回纹): square spirals face to face; lines and gaps are equally wide everywhere.
FRET = Tile(
    96,
    96,
    "M0 40H96M0 88H96M0 40V0H40V32H8V8H32V24H16V16H24M88 40V0H48V32H80V8H56V24H72V16H64"
    "M40 88V48H0V80H32V56H8V72H24V64H16M48 88V48H88V80H56V56H80V72H64V64H72",
    (68, 92),
    (0, 45),
)
# Interlocking rings (套环): coins that overlap by a quarter, each with the square hole of a cash coin.
RINGS = Tile(
    40,
    40,
    "M28.3 0A28.3 28.3 0 0 1 0 28.3M11.7 0A28.3 28.3 0 0 0 40 28.3M40 11.7A28.3 28.3 0 0 0 11.7 40"
    "M0 11.7A28.3 28.3 0 0 1 28.3 40M0 5H5V0M35 0V5H40M40 35H35V40M5 40V35H0",
    (90, 150),
    (0, 45),
)
# Plain weave (席纹): bundles of four, over and under.
WEAVE = Tile(
    64,
    64,
    "".join(f"M0 {y}H32M32 {y + 32}H64M{y + 32} 0V32M{y} 32V64" for y in (4, 12, 20, 28)),
    (95, 130),
    (0, 45),
)
# Step by step (步步锦): frames within frames, held by short bars.
STEP = Tile(
    72,
    56,
    "M0 0H72V56H0ZM9 9H63V47H9ZM18 18H54V38H18ZM27 18V0M45 18V0M27 38V56M45 38V56M18 28H0M54 28H72M27 28H45",
    (80, 120),
)
TILES = (FRET, RINGS, WEAVE, STEP)

# Openings of garden walls, two units across: moon gate, octagon, begonia, lozenge, hexagon.
# Where the outline starts, seen from the middle, and how it goes on; {n} is a part of the radius from PARTS.
OPENINGS = (
    ((-1, 0), "a{0} {0} 0 1 1 {1} 0a{0} {0} 0 1 1 -{1} 0Z"),
    ((-0.41, -1), "h{2}l{3} {3}v{2}l-{3} {3}h-{2}l-{3}-{3}v-{2}Z"),
    ((-0.5, -0.5), "a{4} {4} 0 0 1 {0} 0a{4} {4} 0 0 1 0 {0}a{4} {4} 0 0 1-{0} 0a{4} {4} 0 0 1 0-{0}Z"),
    ((-1.05, 0), "l{5}-{5}l{5} {5}l-{5} {5}Z"),
    ((-0.87, -0.5), "l{6}-{4}l{6} {4}v{0}l-{6} {4}l-{6}-{4}Z"),
)
PARTS = (1.0, 2.0, 0.82, 0.59, 0.5, 1.05, 0.87)
# What a card is high: larger windows have larger lattices.
CARD = 116


@dataclass(frozen=True, slots=True)
class Window:
    """The size of one drawing and the mark that keeps its patterns apart from others on the page."""

    width: int
    height: int
    mark: str

    @property
    def is_seal(self) -> bool:
        return self.width == self.height

    @property
    def scale(self) -> float:
        return min(1.7, max(0.7, self.height / CARD))

    @property
    def ink(self) -> float:
        """Seals are shown at half their size, so their lines are drawn stronger."""
        return 1.6 if self.is_seal else 1


def lattice_svg(seed: str, colour: str, *, width: int = 400, height: int = CARD) -> str:
    """Draw the window of `seed` in `colour` (any CSS colour, `currentColor` too); hidden from screen readers."""
    draw = Draw(seed)
    window = Window(width, height, "w" + shake_256(f"{seed} {width} {height}".encode()).hexdigest(4))
    kind = draw.number(0, len(TILES))
    ground = TILES[kind] if kind < len(TILES) else _ice(draw, window)
    hole = _hole(draw, window) if window.is_seal or draw.number(0, 3) else ""
    inner = TILES[(kind + draw.number(1, len(TILES) - 1)) % len(TILES)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" preserveAspectRatio="xMidYMid slice"'
        f' color="{escape(colour)}" fill="none" aria-hidden="true">'
        f'<path fill="currentColor" fill-opacity=".1" d="M0 0H{width}V{height}H0Z"/>'
        f"{_pattern(draw, ground, name=f'{window.mark}a', scale=window.scale, ink=(window.ink * 1.3, 0.55))}"
        f'<path fill="url(#{window.mark}a)" fill-rule="evenodd" d="M0 0H{width}V{height}H0Z{hole}"/>'
        f"{_opening(draw, window, tile=inner, outline=hole) if hole else ''}</svg>"
    )


def _ice(draw: Draw, window: Window) -> Tile:
    pieces = min(44, max(12, round(window.width * window.height / 1300 / window.scale**2)))
    width, height = round(window.width / window.scale), round(window.height / window.scale)
    return Tile(width, height, cracked_ice(draw.number, width=width, height=height, pieces=pieces))


def _pattern(draw: Draw, tile: Tile, *, name: str, scale: float, ink: tuple[float, float]) -> str:
    """Define a tile as a pattern; `ink` is the stroke's width on the page and its opacity."""
    size = draw.number(*tile.sizes) / 100 * scale
    turn = tile.turns[draw.number(0, len(tile.turns) - 1)]
    # Cracked ice covers its window exactly, tiles may start anywhere.
    move = f"translate({draw.number(0, 60)} {draw.number(0, 40)})" if tile in TILES else ""
    return (
        f'<pattern id="{name}" width="{tile.width}" height="{tile.height}" patternUnits="userSpaceOnUse"'
        f' patternTransform="{move}rotate({turn})scale({size:.2f})"><path stroke="currentColor"'
        f' stroke-width="{ink[0] / size:.2f}" stroke-opacity="{ink[1]}" d="{tile.path}"/></pattern>'
    )


def _hole(draw: Draw, window: Window) -> str:
    """Return the outline of the opening: whole and inside, or large and cut by the frame, never in between."""
    whole = window.is_seal or draw.number(0, 2) > 0
    radius = window.height * (draw.number(36, 43) if whole else draw.number(64, 78)) / 100
    left = draw.number(20, 38)
    across = 50 if window.is_seal else left if draw.number(0, 1) else 100 - left
    (dx, dy), path = OPENINGS[draw.number(0, len(OPENINGS) - 1)]
    x, y = window.width * across / 100 + dx * radius, window.height / 2 + dy * radius
    return f"M{x:.0f} {y:.0f}{path.format(*(round(part * radius, 1) for part in PARTS))}"


def _opening(draw: Draw, window: Window, *, tile: Tile, outline: str) -> str:
    scale = window.scale * (0.85 if window.is_seal else 0.62)
    return (
        f"{_pattern(draw, tile, name=f'{window.mark}b', scale=scale, ink=(window.ink * 1.6, 0.9))}"
        f'<path fill="currentColor" fill-opacity=".14" stroke="currentColor" stroke-width="{window.ink * 2.2:.1f}"'
        f' d="{outline}"/>'
        f'<path fill="url(#{window.mark}b)" d="{outline}"/>'
    )
