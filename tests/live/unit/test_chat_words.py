"""The word list finds a word however it is spelt, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everfair.live.domain.chat_words import bare_words, read_list, unwelcome_word

pytestmark = pytest.mark.unit

LIST = "casino\n加微信\nfree money\nass\nкредит\nОК google\n"
HIDERS = st.sampled_from(["\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u0301", "\u034f", "\u3164"])
LOOKALIKES = {"c": "cсϲ", "a": "aа@α4", "s": "sѕ$5", "i": "iі1ι", "n": "nη", "o": "oо0ο"}


@pytest.mark.parametrize(
    "text",
    [
        "Casino!",
        "best CASINO here",
        "ｃａｓｉｎｏ",
        "c\u200ba\u200bs\u200bi\u200bn\u200bo",
        "сasіno",
        "ca$in0",
        "c a s i n o",
        "c.a.s.i.n.o",
        "caaaaasino",
        "cásïno",
    ],
)
def test_word_is_found_in_other_spellings(text: str) -> None:
    assert unwelcome_word(text, LIST) == "casino"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("请加 微 信 123456", "加微信"),
        ("加\u200b微信", "加微信"),
        ("Free   money for you", "free money"),
        ("КРЕДИТ сегодня", "кредит"),
        ("ok, Google", "ОК google"),
    ],
)
def test_words_of_other_scripts_and_phrases_are_found(text: str, word: str) -> None:
    assert unwelcome_word(text, LIST) == word


@pytest.mark.parametrize(
    "text",
    [
        "casinos are closed",
        "a class of its own",
        "455 rooms",
        "money is not free",
        "加 微波炉",
        "as usual",
        "",
        "!!! ???",
    ],
)
def test_longer_words_numbers_and_loose_parts_are_left_alone(text: str) -> None:
    assert unwelcome_word(text, LIST) is None


def test_lines_that_come_to_nothing_are_left_out() -> None:
    assert [word.written for word in read_list(" \n…\n\u200b\n  two   words ")] == ["two words"]
    assert unwelcome_word("anything", "\n…\n") is None


def test_a_number_on_the_list_is_found_as_a_number() -> None:
    assert unwelcome_word("add me: 13800138000 now", "13800138000") == "13800138000"


@given(st.text(max_size=200))
def test_reducing_twice_changes_nothing(text: str) -> None:
    once = bare_words(text)

    assert bare_words(" ".join(once)) == once


@given(st.text(max_size=200), st.text(max_size=60))
def test_any_text_and_any_list_come_to_an_answer(text: str, words: str) -> None:
    found = unwelcome_word(text, words)

    assert found is None or found in {word.written for word in read_list(words)}


@given(st.lists(HIDERS, min_size=5, max_size=5), st.text("xyz ,。你好", max_size=20), st.data())
def test_invisible_signs_and_lookalikes_hide_no_word(hiders: list[str], around: str, data: st.DataObject) -> None:
    letters = [data.draw(st.sampled_from(LOOKALIKES[letter])) for letter in "casino"]
    letters[0] = "c"
    disguised = "".join(letter + hider for letter, hider in zip(letters, [*hiders, ""], strict=True))

    assert unwelcome_word(f"{around} {disguised} {around}", "casino") == "casino"


@given(st.text(min_size=1, max_size=30))
def test_a_listed_word_is_found_in_itself_whatever_its_case(word: str) -> None:
    listed = read_list(word)

    assert all(unwelcome_word(one.written, word) is not None for one in listed)
