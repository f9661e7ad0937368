"""Words as they are kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everfair.kernel.errors import DomainError
from everfair.negotiation.domain.words import clean, clean_line
from everfair.negotiation.errors import TooManyWords, WordsDamaged, WordsMissing

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ("", WordsMissing),
        (" \r\n\t ", WordsMissing),
        ("五" * 11, TooManyWords),
        ("nul \x00 byte", WordsDamaged),
        ("broken \ufffd", WordsDamaged),
        ("\ud800", WordsDamaged),
    ],
)
def test_clean_refuses(words: str, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal) as caught:
        clean(words, field="body", longest=10)

    assert caught.value.field == "body"


def test_clean_counts_a_line_break_once() -> None:
    assert clean("ab\r\ncd", field="body", longest=5) == "ab\ncd"


def test_clean_line_cannot_smuggle_a_mail_header() -> None:
    assert clean_line("Hello\r\nBcc: everybody@example.org", field="subject", longest=99) == (
        "Hello Bcc: everybody@example.org"
    )


@given(st.text(max_size=40))
def test_clean_returns_trimmed_words_or_refuses(words: str) -> None:
    try:
        kept = clean(words, field="body", longest=20)
    except (WordsMissing, TooManyWords, WordsDamaged):
        return

    assert kept == kept.strip()
    assert 0 < len(kept) <= 20
