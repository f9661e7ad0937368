from __future__ import annotations

from typing import ClassVar

import pytest

from everfair.kernel.bilingual import BilingualForm, BilingualText, typed
from everfair.kernel.text import Text

pytestmark = pytest.mark.unit


class LetterForm(BilingualForm):
    texts: ClassVar = (
        BilingualText("title", "Title", 10, needed=True),
        BilingualText("body", "Body", 10, lines=3),
    )


def test_text_is_read_in_both_languages() -> None:
    form = LetterForm({"title_zh": " 你好 ", "title_en": "Hello", "body_en": "a\r\nb\rc"})

    assert form.is_valid()
    assert form.text("title") == Text({"zh-hans": "你好", "en": "Hello"})
    assert form.text("body") == Text({"en": "a\nb\nc"})


def test_a_line_end_counts_once_as_in_the_browser() -> None:
    assert LetterForm({"title_en": "x", "body_en": "12345\r\n7890"}).is_valid()


def test_a_needed_text_is_enough_in_one_language() -> None:
    assert LetterForm({"title_en": "Hello"}).is_valid()


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ({}, {"title_zh"}),
        ({"title_zh": "   "}, {"title_zh"}),
        ({"title_en": "x" * 11}, {"title_en"}),
        ({"title_zh": "x" * 11, "title_en": "y\x00"}, {"title_zh", "title_en"}),
        ({"title_en": "x", "body_zh": "\ufffd"}, {"body_zh"}),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(words: dict[str, str], wrong: set[str]) -> None:
    form = LetterForm(words)

    assert not form.is_valid()
    assert set(form.errors) == wrong


def test_pairs_stand_side_by_side_with_their_languages() -> None:
    pairs = list(LetterForm().pairs())

    assert [(pair.label, pair.needed, [field.html_name for field in pair.fields]) for pair in pairs] == [
        ("Title", True, ["title_zh", "title_en"]),
        ("Body", False, ["body_zh", "body_en"]),
    ]
    assert [field.field.widget.attrs["lang"] for field in pairs[0].fields] == ["zh-Hans", "en"]


def test_typed_is_what_the_form_starts_with() -> None:
    assert typed({"title": Text({"en": "Hello"})}) == {"title_zh": "", "title_en": "Hello"}
