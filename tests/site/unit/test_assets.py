"""What the build has collected: complete, named by hash, and nothing from elsewhere."""

from __future__ import annotations

import json
import re

import pytest

from everfair.site.build import __main__ as build
from everfair.site.build.places import COLLECTED, ROOT, STATIC
from everfair.site.storage import HASHED, HashedStorage

pytestmark = pytest.mark.unit


def collected(name: str) -> str:
    """Return the text of a collected file by the name that templates use."""
    manifest = json.loads((COLLECTED / "staticfiles.json").read_text())
    return (COLLECTED / manifest["paths"][name]).read_text()


@pytest.mark.parametrize("sheet", ["site/css/everfair.css", "site/css/chinese.css"])
def test_stylesheet_asks_only_for_fonts_that_are_there(sheet: str) -> None:
    addresses = re.findall(r"url\(([^)]+)\)", collected(sheet))
    fonts = [address.strip("\"'").removeprefix("/static/") for address in addresses if "data:" not in address]

    assert fonts
    assert [font for font in fonts if not HASHED.search(font)] == []
    assert [font for font in fonts if not (COLLECTED / font).is_file()] == []


def test_nothing_of_ours_is_fetched_from_elsewhere() -> None:
    sources = [*STATIC.glob("site/**/*.css"), *STATIC.glob("site/**/*.js")]

    foreign = {
        file.name: found
        for file in sources
        if (found := re.findall(r"(?:url\(|import |from |fetch\()[\"']?https?://[^\s\"')]+", file.read_text()))
    }
    assert foreign == {}


def test_every_component_word_is_in_the_stylesheet() -> None:
    words = (
        "wrap btn btn-accent btn-ghost btn-jade btn-gold btn-ink card cards tag tag-jade meta lead crumb "
        "sheet sheet-head field field-error hint notice notice-error notice-ok empty steps msg compose terms paper "
        "figs fig facets timetable pager dateline art"
    )
    sheet = collected("site/css/everfair.css")

    assert [word for word in words.split() if not re.search(rf"\.{word}[^\w-]", sheet)] == []


def test_storage_leaves_a_name_that_has_its_hash() -> None:
    storage = HashedStorage()

    assert storage.hashed_name("fonts/inter-latin-400.0123456789ab.woff2") == "fonts/inter-latin-400.0123456789ab.woff2"


def test_build_of_an_installed_package_has_nothing_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "LOCK", ROOT / "no such file")
    monkeypatch.setattr(build, "STEPS", (("a step that must not run", None),))

    assert build.main() == 0


def test_module_of_the_browser_is_short_and_says_its_types() -> None:
    modules = {file.name: file.read_text() for file in STATIC.glob("site/js/*.js")}

    assert modules
    assert {name for name, text in modules.items() if text.count("\n") >= 150} == set()
    assert {name for name, text in modules.items() if not text.startswith(("/**", "//"))} == set()


@pytest.mark.parametrize("name", ["hls/hls.min.mjs", "hls/hls.worker.js"])
def test_media_engine_is_collected_without_a_map_and_with_its_licence(name: str) -> None:
    assert "sourceMappingURL" not in collected(name)
    assert "Licensed under the Apache License" in collected("hls/LICENSE.txt")
