"""Where the build reads and writes."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]
SITE = PACKAGE / "site"
ROOT = PACKAGE.parent.parent
NODE_MODULES = ROOT / "node_modules"
LOCK = ROOT / "package-lock.json"
ASSETS = SITE / "assets"
GENERATED = ASSETS / "generated"
STATIC = SITE / "static"
FONTS = STATIC / "fonts"
PLAYER = STATIC / "hls"
STYLESHEETS = STATIC / "site" / "css"
COLLECTED = PACKAGE / "collected"
STAMPS = GENERATED / "stamps.json"


class BuildError(Exception):
    """The assets cannot be built; the sentence says what to do."""
