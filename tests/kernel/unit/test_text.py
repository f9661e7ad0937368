"""Text in languages: choosing, comparing, checking."""

from __future__ import annotations

import copy
import pickle

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from everfair.kernel.text import Picked, Text, TextField, is_readable, validate_readable

pytestmark = pytest.mark.unit

words = st.dictionaries(st.sampled_from(["zh-hans", "en", "fr"]), st.text(max_size=20), max_size=3)
BOTH = Text({"zh-hans": "远程医疗", "en": "Telemedicine"})


def test_pick_takes_the_readers_language() -> None:
    assert BOTH.pick("en") == Picked("Telemedicine", "en", is_fallback=False)


def test_pick_falls_back_to_the_editions_language_then_to_any() -> None:
    only_french = Text({"fr": "Télémédecine"})

    assert BOTH.pick("fr", "en") == Picked("Telemedicine", "en", is_fallback=True)
    assert BOTH.pick("fr") == Picked("远程医疗", "zh-hans", is_fallback=True)
    assert only_french.pick("en") == Picked("Télémédecine", "fr", is_fallback=True)


def test_pick_from_nothing_is_empty_and_no_fallback() -> None:
    assert Text().pick("en") == Picked("", "en", is_fallback=False)


@given(words, st.sampled_from(["zh-hans", "en", "fr"]))
def test_pick_is_empty_only_when_everything_is(given_words: dict[str, str], language: str) -> None:
    picked = Text(given_words).pick(language)

    assert bool(picked.value) == any(given_words.values())
    assert picked.is_fallback == (bool(picked.value) and picked.language != language)


@given(words)
def test_text_drops_empty_languages_and_compares_by_words(given_words: dict[str, str]) -> None:
    text = Text(given_words)

    assert text == {tag: value for tag, value in given_words.items() if value}
    assert text == Text(dict(reversed(given_words.items())))
    assert hash(text) == hash(Text(given_words))


@given(words)
def test_text_survives_copies_and_pickles(given_words: dict[str, str]) -> None:
    text = Text(given_words)

    assert copy.deepcopy(text) == text
    assert pickle.loads(pickle.dumps(text)) == text  # noqa: S301 -- our own bytes


def test_text_is_shown_in_the_active_language() -> None:
    with translation.override("en"):
        assert str(BOTH) == "Telemedicine"
    with translation.override("zh-hans"):
        assert str(BOTH) == "远程医疗"


@pytest.mark.parametrize(
    "value", ["a\x00b", "a\x07", "a\x7f", "a\x9b", "broken \ufffd", "\ud800", "moc.elgoog\u202e", "\u2066x"]
)
def test_damaged_or_disguised_words_are_refused(value: str) -> None:
    assert not is_readable(value)
    with pytest.raises(ValidationError) as caught:
        validate_readable(value)
    assert caught.value.code == "unreadable"


@pytest.mark.parametrize(
    "value", ["", "两行\n\t和 tab\r\n", "'; DROP TABLE person; --", "<b>no</b>", "👩‍👩‍👧", "Ünïcødé"]
)
def test_ordinary_words_are_readable(value: str) -> None:
    validate_readable(value)

    assert is_readable(value)


def field(**options: object) -> TextField:
    return TextField(max_length=5, **options)


def test_field_takes_each_language_up_to_its_length() -> None:
    assert field().clean({"en": "12345", "zh-hans": "12345"}, None) == Text({"en": "12345", "zh-hans": "12345"})


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ({"en": "123456"}, "At most 5 characters, please; this has 6."),
        ({"fr": "oui"}, "The language “fr” is not one of this fair's."),
        ({"en": "a\x00"}, "Some characters arrived damaged. Please type this text again."),
        ({}, "This field cannot be blank."),
    ],
)
def test_field_refuses_with_a_sentence(value: dict[str, str], sentence: str) -> None:
    with pytest.raises(ValidationError) as caught:
        field().clean(value, None)

    with translation.override("en"):
        assert caught.value.messages == [sentence]


def test_field_may_be_blank_where_it_says_so() -> None:
    assert field(blank=True).clean({}, None) == Text()


def test_field_migrates_with_its_length() -> None:
    _, _, _, options = field().deconstruct()

    assert options == {"max_length": 5, "default": Text}
