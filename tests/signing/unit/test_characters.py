from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from everfair.signing.paper.characters import show_hidden, spell_out

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("协议 agreement", "协议 agreement"),
        ("pay\u202e001\u202c", "pay‹U+202E›001‹U+202C›"),
        ("zero\u200bwidth\ufeff", "zero‹U+200B›width‹U+FEFF›"),
        ("tag\U000e0041", "tag‹U+E0041›"),
        ("null\0bell\x07", "null‹U+0000›bell‹U+0007›"),
        ("half \ud83d", "half ‹U+D83D›"),
        ("a\r\nb\rc\u2028d\te", "a\nb\nc\nd e"),
        ("می\u200cخواهم 👩\u200d🚀", "می\u200cخواهم 👩\u200d🚀"),
    ],
)
def test_show_hidden(words: str, shown: str) -> None:
    assert show_hidden(words) == shown


@settings(deadline=None)
@given(st.text())
def test_show_hidden_any_words(words: str) -> None:
    shown = show_hidden(words)

    assert shown == show_hidden(shown)
    assert {unicodedata.category(character) for character in shown if character != "\n"} & {"Cc", "Cs"} == set()
    shown.encode()


def test_spell_out() -> None:
    assert spell_out("a😀e\u0301", frozenset({"😀", "\u0301"})) == "a‹U+1F600›e‹U+0301›"
