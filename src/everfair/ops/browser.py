"""Chromium, which the browser tests drive."""

from __future__ import annotations

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """Return the path of Chromium: `EVERFAIR_CHROMIUM`, or the first of its names in PATH."""
    return os.environ.get("EVERFAIR_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
