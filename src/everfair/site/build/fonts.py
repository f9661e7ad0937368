"""Fonts of the house, cut by script into slices: a browser loads only the slices whose characters a page shows."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import md5
from pathlib import Path

from everfair.site.build.places import FONTS, GENERATED, NODE_MODULES, STYLESHEETS

FACE = re.compile(r"/\* (?P<label>\S+) \*/\s*@font-face \{(?P<body>.*?)\}", re.DOTALL)
URL = re.compile(r"url\(\./files/(?P<file>[^)]+\.woff2)\)")
RANGE = re.compile(r"unicode-range:\s*(?P<range>[^;]+);")

# Latin, Greek and Cyrillic are part of the one stylesheet. Chinese comes in its own, which blocks nothing;
# of the serif only headlines, and the sans only helps where the system has no Chinese face.
WESTERN = (("source-serif-4", "Source Serif 4", (400, 600)), ("inter", "Inter", (400, 600)))
CHINESE = (("noto-serif-sc", "Noto Serif SC", (600,)), ("noto-sans-sc", "Noto Sans SC", (400, 600)))


@dataclass(frozen=True, slots=True)
class Face:
    """One slice of one weight: its file in the package and the characters it holds."""

    label: str
    family: str
    weight: int
    file: Path
    characters: str

    @property
    def slice_number(self) -> int:
        """Return the number of a Chinese slice, 0 for a slice that is named by its script."""
        found = re.search(r"\[(\d+)\]", self.label)
        return int(found.group(1)) if found else 0


def inputs() -> Iterable[Path]:
    return (
        Path(__file__),
        *(package / "package.json" for package in _packages()),
        GENERATED / "fonts.css",
        STYLESHEETS / "chinese.css",
    )


def run() -> None:
    """Copy every slice under a name with its hash, and write the two stylesheets that know them."""
    if FONTS.exists():
        shutil.rmtree(FONTS)
    FONTS.mkdir(parents=True)
    for folder in (GENERATED, STYLESHEETS):
        folder.mkdir(parents=True, exist_ok=True)
    (GENERATED / "fonts.css").write_text(_stylesheet(_faces(WESTERN)))
    # Slice by slice, not weight by weight: the long character lists then compress to almost nothing.
    chinese = sorted((face for face in _faces(CHINESE) if face.slice_number), key=lambda face: -face.slice_number)
    (STYLESHEETS / "chinese.css").write_text(_stylesheet(chinese))


def _packages() -> Iterator[Path]:
    return (NODE_MODULES / "@fontsource" / package for package, _, _ in WESTERN + CHINESE)


def _faces(families: Iterable[tuple[str, str, tuple[int, ...]]]) -> Iterator[Face]:
    for package, family, weights in families:
        folder = NODE_MODULES / "@fontsource" / package
        for weight in weights:
            for block in FACE.finditer((folder / f"{weight}.css").read_text()):
                yield _face(block, family=family, weight=weight, folder=folder)


def _face(block: re.Match[str], *, family: str, weight: int, folder: Path) -> Face:
    file, characters = URL.search(block["body"]), RANGE.search(block["body"])
    if file is None or characters is None:
        raise ValueError(f"The font package {folder.name} has changed its stylesheet: {block['label']}")
    return Face(block["label"], family, weight, folder / "files" / file["file"], characters["range"])


def _stylesheet(faces: Iterable[Face]) -> str:
    return "".join(
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};font-display:swap;'
        f'src:url(/static/fonts/{_copy(face.file)}) format("woff2");unicode-range:{face.characters}}}\n'
        for face in faces
    )


def _copy(file: Path) -> str:
    content = file.read_bytes()
    name = f"{file.stem.removesuffix('-normal')}.{md5(content, usedforsecurity=False).hexdigest()[:12]}.woff2"
    (FONTS / name).write_bytes(content)
    return name
