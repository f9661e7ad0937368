"""Names: any alphabet, nothing invisible, no letters that pose as others."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from everfair.kernel.text import validate_name

pytestmark = pytest.mark.unit

GREEK, CYRILLIC = "αβγδεζηθικλμνξοπρστυφχψω", "абвгдежзийклмнопрстуфхцчшщыьэюя"
LATIN, CHINESE = "abcdefghijklmnopqrstuvwxyzéüñåøß", "云图科技股份有限公司北京"
THAI, ARABIC, HANGUL, KANA = "บรษทไทย", "شركةالبحر", "주식회사한국", "ソニーみずほ"
INVISIBLE = "\u200b\u200e\u200f\u061c\u2060\ufeff\u00ad\u034f\u115f\u1160\u3164\uffa0\u2800\u180e\U000e0041\u2028\n\t"


def complaint(name: str) -> str | None:
    try:
        validate_name(name)
    except ValidationError as refusal:
        return refusal.code
    return None


@pytest.mark.parametrize(
    "name",
    [
        *("云图科技 Cloud Atlas", "云图Cloud科技", "Société Générale", "3M", "O'Brien & Søn", "№1", "ＡＢＣ公司"),
        *("АО «Газ»", "1С:Бухгалтерия", "Αθήνα Trading", "µTech", "株式会社ABC", "बैंक", "क्‍ष", "می‌خواهم"),
        *("บริษัท ไทย", "شركة البحر", "ירושלים", "Ⅷ", "k̈"),
    ],
)
def test_names_of_the_world_are_fine(name: str) -> None:
    validate_name(name)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Аpple", "mixed_alphabets"),
        ("Micrοsoft", "mixed_alphabets"),
        ("云图 Сloud", "mixed_alphabets"),
        ("Ԍoogle Ltd", "mixed_alphabets"),
        ("Ꭺpple", "mixed_alphabets"),
        ("ab\u200ccd", "invisible"),
        ("\u200dशर्मा", "invisible"),
        ("👩\u200d💻 Studio", "invisible"),
        ("two\nlines", "invisible"),
        ("... !", "no_letter"),
        ("👍", "no_letter"),
        ("moc.elgoog\u202e", "unreadable"),
        ("a\x00b", "unreadable"),
    ],
)
def test_disguised_names_are_refused(name: str, code: str) -> None:
    assert complaint(name) == code


@given(
    st.lists(
        st.sampled_from([LATIN, CYRILLIC, GREEK, CHINESE, THAI, ARABIC, HANGUL, KANA]).flatmap(
            lambda letters: st.text(letters, min_size=1, max_size=8)
        ),
        min_size=1,
        max_size=5,
    )
)
def test_each_word_in_its_own_alphabet_is_fine(words: list[str]) -> None:
    assert complaint(" ".join(words)) is None


@given(
    st.permutations([LATIN, CYRILLIC, GREEK]),
    st.sampled_from([CHINESE, ""]),
    st.data(),
)
def test_two_alphabets_that_look_alike_never_share_a_word(sets: list[str], between: str, data: st.DataObject) -> None:
    first, second = (data.draw(st.text(letters, min_size=1, max_size=5)) for letters in sets[:2])

    assert complaint(f"{first}{between}{second}") == "mixed_alphabets"


@given(
    st.text(LATIN + CHINESE, max_size=6), st.sampled_from(INVISIBLE), st.text(LATIN + CHINESE, min_size=1, max_size=6)
)
def test_an_invisible_sign_is_found_anywhere(before: str, sign: str, after: str) -> None:
    assert complaint(before + sign + after) == "invisible"


@given(st.text(max_size=60))
def test_any_text_gets_a_yes_or_a_sentence(name: str) -> None:
    assert complaint(name) in (None, "invisible", "mixed_alphabets", "no_letter", "unreadable")
