"""Window lattices: small, valid, the same for the same seed."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everfair.site.lattice import lattice_svg
from everfair.site.palette import SECTOR_PIGMENTS
from everfair.site.templatetags.everfair_site import lattice

pytestmark = pytest.mark.unit

LARGEST = 2048
SHAPES = ((400, 116), (640, 320), (704, 112), (116, 116), (1600, 900))


def test_lattice_stays_under_two_kilobytes() -> None:
    codes = list(SECTOR_PIGMENTS)

    sizes = [
        len(lattice_svg(f"seed {number}", SECTOR_PIGMENTS[codes[number % 12]].light, width=width, height=height))
        for number in range(500)
        for width, height in SHAPES
    ]

    assert max(sizes) < LARGEST


@pytest.mark.parametrize("code", SECTOR_PIGMENTS)
def test_lattice_tag_marks_the_sector_and_stays_small(code: str) -> None:
    drawings = [lattice(f"{code}-{number}", code) for number in range(50)]

    assert all(drawing.startswith(f'<svg class="lattice" data-sector="{code}" ') for drawing in drawings)
    assert max(map(len, drawings)) < LARGEST


@pytest.mark.parametrize("code", [None, "", "no sector", '"><script>'])
def test_lattice_tag_without_a_sector_has_no_colour_of_its_own(code: str | None) -> None:
    assert lattice("seed", code).startswith('<svg class="lattice" xmlns=')


def test_lattice_is_the_same_for_the_same_seed() -> None:
    drawings = {lattice_svg("k7m2p9qr4tuv", "#c3352b") for _ in range(3)}

    assert len(drawings) == 1


def test_lattice_differs_from_seed_to_seed() -> None:
    drawings = {lattice_svg(f"seed {number}", "#c3352b") for number in range(500)}

    assert len(drawings) == 500


@given(seed=st.text(max_size=40), width=st.integers(24, 2000), height=st.integers(24, 1200))
def test_lattice_is_well_formed_whatever_the_seed_and_size(seed: str, width: int, height: int) -> None:
    root = ET.fromstring(lattice_svg(seed, "currentColor", width=width, height=height))  # noqa: S314 -- our own drawing

    assert root.get("viewBox") == f"0 0 {width} {height}"
    assert root.get("aria-hidden") == "true"


def test_lattice_refers_only_to_patterns_that_it_has() -> None:
    root = ET.fromstring(lattice_svg("a window with an opening 1", "#274b8f", width=116, height=116))  # noqa: S314

    names = {f"url(#{pattern.get('id')})" for pattern in root.iter("{http://www.w3.org/2000/svg}pattern")}
    used = {path.get("fill") for path in root.iter("{http://www.w3.org/2000/svg}path")} - {None, "currentColor"}

    assert used == names
    assert len(names) == 2


def test_lattice_escapes_its_colour() -> None:
    root = ET.fromstring(lattice_svg("seed", '"><script>alert(1)</script>'))  # noqa: S314 -- our own drawing

    assert root.get("color") == '"><script>alert(1)</script>'
    assert not list(root.iter("{http://www.w3.org/2000/svg}script"))
