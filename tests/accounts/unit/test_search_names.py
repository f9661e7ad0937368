"""What similar names are found by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everfair.accounts.search_names import LONGEST, reduce_name, search_names_of
from everfair.kernel.text import Text

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("name", "reduced"),
    [
        ("云图科技有限公司", "云图科技"),
        ("云图科技（北京）股份有限公司", "云图科技北京"),
        ("云图科技集团有限责任公司", "云图科技集团"),
        ("Cloud Atlas Co., Ltd.", "cloudatlas"),
        ("CLOUD-ATLAS CO.,LTD", "cloudatlas"),
        ("Ｃｌｏｕｄ　Ａｔｌａｓ Inc.", "cloudatlas"),
        ("Müller & Söhne GmbH", "müllersöhne"),
        ("Straße AG", "strasse"),
        ("Banco do Sul S.A.", "bancodosul"),
        ("Atlas (Asia) Pte. Ltd.", "atlasasia"),
        ("O’Brien Ltd", "obrien"),
        ("株式会社ソニー", "ソニー"),
        ("Limited", "limited"),
        ("有限公司", "有限公司"),
        ("!!!", ""),
    ],
)
def test_forms_of_companies_and_signs_fall_away(name: str, reduced: str) -> None:
    assert reduce_name(name) == reduced


def test_both_languages_are_kept_one_word_each() -> None:
    name = Text({"zh-hans": "云图 科技 有限公司", "en": "Cloud Atlas Ltd"})

    assert search_names_of(name) == "云图科技 cloudatlas"


def test_the_same_in_both_languages_is_kept_once() -> None:
    assert search_names_of(Text({"zh-hans": "ABB", "en": "ABB Ltd."})) == "abb"


@given(st.dictionaries(st.sampled_from(["zh-hans", "en"]), st.text(max_size=200)))
def test_any_names_give_words_without_signs_that_fit_the_column(words: dict[str, str]) -> None:
    found = search_names_of(Text(words))

    assert len(found) <= LONGEST
    assert all(word.isalnum() or not word.isascii() for word in found.split())
    assert found == found.strip()
