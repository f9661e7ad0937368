"""Where the two signatures stand on the last page."""

from __future__ import annotations

from dataclasses import dataclass

from everfair.signing.paper.terms import Side

PAGE_HEIGHT = 842


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points, measured from the top left corner of the page."""

    left: int
    top: int
    width: int
    height: int

    @property
    def corners(self) -> tuple[int, int, int, int]:
        """Return left, bottom, right, top as PDF counts them, from the bottom left corner of the page."""
        return self.left, PAGE_HEIGHT - self.top - self.height, self.left + self.width, PAGE_HEIGHT - self.top


BOXES = {
    Side.FIRST: Box(left=60, top=340, width=475, height=120),
    Side.SECOND: Box(left=60, top=576, width=475, height=120),
}
