"""Trouble that the person at the keyboard can put right."""

from __future__ import annotations

import os

FAIR = os.environ.get("EVERFAIR_COMMAND", "everfair")  # how the person calls us: `./fair` in a checkout


class Trouble(Exception):
    """One sentence that says what is wrong, and one that shows the way out."""

    def __init__(self, sentence: str, way_out: str) -> None:
        super().__init__(f"{sentence} {way_out}")
        self.sentence = sentence
        self.way_out = way_out
