"""`python -m everfair.site.build`: build what has changed, say what it took; silent when nothing has."""

from __future__ import annotations

import sys
from time import perf_counter

from everfair.site.build import collect, fonts, packages, player, styles, words
from everfair.site.build.places import LOCK, BuildError
from everfair.site.build.stamps import Stamps, fingerprint

STEPS = (
    ("browser packages", packages),
    ("fonts", fonts),
    ("player", player),
    ("stylesheet", styles),
    ("translations", words),
    ("static files", collect),
)


def build_assets() -> None:
    """Run the steps whose inputs have changed since the last good run, in order."""
    stamps = Stamps()
    for name, step in STEPS:
        if stamps.is_current(name, fingerprint(step.inputs())):
            continue
        sys.stderr.write(f"assets: {name} ... ")
        sys.stderr.flush()
        started = perf_counter()
        step.run()
        stamps.keep(name, fingerprint(step.inputs()))
        sys.stderr.write(f"{perf_counter() - started:.1f} s\n")


def main() -> int:
    if not LOCK.is_file():
        # An installed package has its assets inside.
        return 0
    try:
        build_assets()
    except (BuildError, OSError) as problem:
        sys.stderr.write(f"\nThe assets could not be built. {problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
