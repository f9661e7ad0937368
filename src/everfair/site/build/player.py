"""hls.js, the media engine of our player: its module, its worker and its licence, as the package has them."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from everfair.site.build.places import NODE_MODULES, PLAYER

PACKAGE = NODE_MODULES / "hls.js"
SOURCES = (PACKAGE / "dist" / "hls.min.mjs", PACKAGE / "dist" / "hls.worker.js", PACKAGE / "LICENSE")


def inputs() -> Iterable[Path]:
    return (Path(__file__), PACKAGE / "package.json", *map(copy_of, SOURCES))


def run() -> None:
    """Copy the files; what asks for source maps, which we leave out, is taken off their ends."""
    if PLAYER.exists():
        shutil.rmtree(PLAYER)
    PLAYER.mkdir(parents=True)
    for source in SOURCES:
        copy_of(source).write_text(without_map(source.read_text()))


def copy_of(source: Path) -> Path:
    return PLAYER / (f"{source.name}.txt" if source.name == "LICENSE" else source.name)


def without_map(script: str) -> str:
    """Drop a trailing `//# sourceMappingURL=`: Django's manifest would miss the file that it names."""
    kept, mark, _ = script.rpartition("//# sourceMappingURL=")
    return kept.rstrip() + "\n" if mark else script
