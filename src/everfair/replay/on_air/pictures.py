"""Where a show's files lie, and how its picture is laid out: known without drawing anything."""

from __future__ import annotations

import hashlib
from pathlib import Path

from everfair.replay.facts import raw_data
from everfair.replay.on_air.shows import Scene, Show

WIDTH, HEIGHT = 640, 360
HORIZON = 286  # the line that the moving thing follows
CLOCK = (486, 46)  # where the clock's figures go
MOVER_HEIGHTS: dict[Scene, int] = {"pulse": 76, "train": 30}
FONT_FILE = "font.ttc"

_SOURCES = ("card.py", "paint.py", "pictures.py", "sound.py")


def folder_of(home: Path) -> Path:
    """Return where the files of this very version of the shows lie, or will lie."""
    here = Path(__file__).parent
    content = b"".join([raw_data("shows.yaml"), *((here / name).read_bytes() for name in _SOURCES)])
    return home / "shows" / hashlib.sha256(content).hexdigest()[:12]


def card_file(show: Show) -> str:
    return f"{show.organisation}-card.png"


def mover_file(show: Show) -> str:
    return f"{show.organisation}-mover.png"


def sound_file(show: Show) -> str:
    return f"{show.organisation}-chords.m4a"


def mover_top(show: Show) -> int:
    """Return how far from the top the moving thing is laid: a train stands on the line, a pulse swings about it."""
    height = MOVER_HEIGHTS[show.scene]
    return HORIZON - (height if show.scene == "train" else height // 2)
