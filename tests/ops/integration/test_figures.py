"""`everfair figures`: what it prints, and when it fails."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from everfair.analytics.public import Provenance, Publication, publish_figures
from everfair.ops.errors import Trouble
from everfair.ops.figures import compare
from tests.factories.fairs import EditionFactory

if TYPE_CHECKING:
    from everfair.fairs.models import Edition

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

FIGURE = "organisations.total"


def edition_with(number: str, *, scale: str) -> Edition:
    """Return an edition without organisations, of which `number` was published."""
    edition = EditionFactory.create(scale=scale)
    publish_figures(edition, [Publication(FIGURE, number, Provenance.PUBLISHED)])
    return edition


@pytest.mark.parametrize(
    ("number", "scale", "passes"), [("22000", "full", False), ("0", "full", True), ("22000", "demo", True)]
)
def test_only_a_mismatch_at_full_scale_fails(number: str, scale: str, *, passes: bool) -> None:
    edition_with(number, scale=scale)

    assert compare(as_json=False) is passes


def test_json_holds_published_and_computed(capsys: pytest.CaptureFixture[str]) -> None:
    edition_with("22000", scale="full")

    compare(as_json=True)

    shown = {figure["id"]: figure for figure in json.loads(capsys.readouterr().out)}
    assert (shown[FIGURE]["published"], shown[FIGURE]["computed"]) == ("22000", "0")
    assert shown[FIGURE]["match"] is False


def test_without_a_fair_it_says_how_to_load_one() -> None:
    with pytest.raises(Trouble, match="replay --scale demo"):
        compare(as_json=False)
