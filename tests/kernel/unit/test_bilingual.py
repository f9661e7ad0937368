"""Forms with a field per language."""

from __future__ import annotations

from typing import ClassVar

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from everfair.kernel.bilingual import BilingualForm, BilingualText, typed
from everfair.kernel.text import Text

pytestmark = pytest.mark.unit


class LanternForm(BilingualForm):
    texts: ClassVar = (
        BilingualText("title", "Title", longest=10, needed=True),
        BilingualText("about", "About", longest=30, lines=3),
    )


def form(**words: str) -> LanternForm:
    return LanternForm(words)


def test_one_language_is_enough() -> None:
    for words, text in (({"title_zh": "灯笼"}, {"zh-hans": "灯笼"}), ({"title_en": "Lantern"}, {"en": "Lantern"})):
        filled = form(**words)

        assert filled.is_valid()
        assert filled.text("title") == Text(text)
        assert filled.text("about") == Text()


@pytest.mark.parametrize("words", [{}, {"title_zh": " ", "title_en": ""}, {"about_en": "Only this"}])
def test_needed_text_is_asked_for_once(words: dict[str, str]) -> None:
    with translation.override("en"):
        errors = form(**words).errors

        assert errors == {"title_zh": ["Write this in Chinese, in English, or in both."]}


def test_damaged_text_is_not_also_called_missing() -> None:
    with translation.override("en"):
        errors = form(title_en="x" * 11).errors

        assert errors == {"title_en": ["Ensure this value has at most 10 characters (it has 11)."]}


def test_line_ends_count_as_one_character() -> None:
    filled = form(title_en="a", about_en="one\r\ntwo\rthree\nfour")

    assert filled.is_valid()
    assert filled.text("about") == {"en": "one\ntwo\nthree\nfour"}


@pytest.mark.parametrize("words", ["a\x00", "\ufffd", "evil\u202e"])
def test_unreadable_words_are_refused_where_they_were_typed(words: str) -> None:
    assert set(form(title_en=words).errors) == {"title_en"}


def test_typed_words_come_back_escaped_beside_their_language() -> None:
    pair = next(form(title_zh="灯笼", title_en="<b>x").pairs())

    shown = render_to_string("kernel/pair.html", {"pair": pair})

    assert 'value="灯笼"' in shown
    assert 'lang="zh-Hans"' in shown
    assert "&lt;b&gt;x" in shown
    assert "<b>x" not in shown


def test_typed_turns_texts_into_initial_values() -> None:
    assert typed({"title": Text({"zh-hans": "灯笼"})}) == {"title_zh": "灯笼", "title_en": ""}
