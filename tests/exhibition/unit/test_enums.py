from __future__ import annotations

import pytest

from everfair.exhibition.booth_templates import PREFILLED, prefilled
from everfair.exhibition.domain.texts import longest
from everfair.exhibition.enums import PROJECT_MOVES, BoothTemplate, ProjectState
from everfair.exhibition.models import Booth
from everfair.kernel.languages import LANGUAGES
from everfair.kernel.text import Text

pytestmark = pytest.mark.unit


def test_project_moves_are_known_for_every_state() -> None:
    assert {
        ProjectState.DRAFT: {ProjectState.PUBLISHED},
        ProjectState.PUBLISHED: {ProjectState.WITHDRAWN},
        ProjectState.WITHDRAWN: {ProjectState.PUBLISHED},
    } == PROJECT_MOVES


def test_every_booth_template_has_words_in_every_language() -> None:
    assert set(PREFILLED) == set(BoothTemplate)
    assert all(set(words.headline) == set(words.welcome) == set(LANGUAGES) for words in PREFILLED.values())


@pytest.mark.parametrize("template", BoothTemplate)
def test_prefilled_words_carry_the_name(template: BoothTemplate) -> None:
    headline, welcome = prefilled(template, Text({"zh-hans": "澄明智联", "en": "Clearlight"}))

    assert "澄明智联" in headline["zh-hans"] + welcome["zh-hans"]
    assert "Clearlight" in headline["en"] + welcome["en"]


@pytest.mark.parametrize("template", BoothTemplate)
def test_prefilled_words_fit_with_the_longest_name(template: BoothTemplate) -> None:
    headline, welcome = prefilled(template, Text({"zh-hans": "名" * 200, "en": "N" * 200}))

    assert all(len(words) <= longest(Booth, "headline") for words in headline.values())
    assert all(len(words) <= longest(Booth, "welcome") for words in welcome.values())


def test_prefilled_words_of_an_organisation_with_one_name() -> None:
    headline, _welcome = prefilled(BoothTemplate.SHOWCASE, Text({"en": "Clearlight"}))

    assert headline["zh-hans"] == "Clearlight：欢迎了解我们的服务"
