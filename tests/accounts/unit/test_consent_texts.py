"""The words of consents: what is recorded is what was shown."""

from __future__ import annotations

import pytest
from django.utils import translation

from everfair.accounts.consent_texts import TEXTS, current_text, text_of
from everfair.accounts.enums import ConsentPurpose
from everfair.accounts.interfaces.forms import SignUpForm

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("purpose", list(ConsentPurpose))
def test_every_question_has_words_in_both_languages(purpose: ConsentPurpose) -> None:
    versions = [text.version for text in TEXTS[purpose]]

    assert len(versions) == len(set(versions))
    assert all(set(text.words) == {"zh-hans", "en"} for text in TEXTS[purpose])
    assert text_of(purpose, versions[-1]) == current_text(purpose)


@pytest.mark.parametrize("purpose", list(ConsentPurpose))
def test_only_the_question_at_the_border_names_somebody(purpose: ConsentPurpose) -> None:
    names = ["%(recipient)s" in words for text in TEXTS[purpose] for words in text.words.values()]

    assert set(names) == {purpose == ConsentPurpose.CROSS_BORDER}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_sign_up_shows_the_words_that_are_recorded(language: str) -> None:
    with translation.override(language):
        shown = str(SignUpForm.base_fields["consent"].label)

    assert shown == current_text(ConsentPurpose.TERMS).words[language]


def test_version_that_never_was_is_an_error() -> None:
    with pytest.raises(KeyError):
        text_of(ConsentPurpose.TERMS, "account/0")
