"""Translations: every app's django.po becomes the django.mo that gettext reads."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from everfair.site.build.places import PACKAGE, BuildError


def inputs() -> Iterable[Path]:
    for source in sources():
        yield from (source, source.with_suffix(".mo"))


def sources() -> Iterable[Path]:
    return PACKAGE.glob("*/locale/*/LC_MESSAGES/django.po")


def run() -> None:
    for source in sources():
        compile_words(source)


def compile_words(source: Path) -> None:
    """Compile one file; a broken entry stops the build with its line."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415 -- a build with nothing to do must not load Babel
    from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415

    try:
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parents[1].name, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError) as broken:
        raise BuildError(f"{source}: {broken}") from broken
    with source.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)
