"""Every kind can be said in every language, and takes exactly the words of its sample."""

from __future__ import annotations

import re

import pytest

from everfair.kernel.languages import LANGUAGES
from everfair.notifications.enums import Channel
from everfair.notifications.kinds import Kind, UnknownKind, all_kinds, kind_of, known_kind
from everfair.notifications.wording import keepable, word

pytestmark = pytest.mark.unit

EXPECTED = {
    "organisation_approved",
    "organisation_asked",
    "organisation_refused",
    "membership_ended",
    "handover_received",
    "role_granted",
    "data_export_ready",
    "support_looked",
    "mail_stopped",
    "negotiation_requested",
    "negotiation_accepted",
    "negotiation_declined",
    "negotiation_withdrawn",
    "negotiation_message",
    "negotiation_intent_recorded",
    "negotiation_intent_confirmed",
    "agreement_to_approve",
    "agreement_to_sign",
    "agreement_signed",
    "agreement_declined",
}


def test_apps_have_declared_their_kinds() -> None:
    assert {kind.key for kind in all_kinds()} >= EXPECTED


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.key)
def test_kind_is_said_with_its_sample_in_every_language(kind: Kind, language: str) -> None:
    said = word(kind, keepable(kind.sample), language)

    assert "%(" not in said.subject + said.body
    assert bool(re.search(r"[\u4e00-\u9fff]", said.subject + said.body)) is (language == "zh-hans")
    assert "\n" not in said.subject


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.key)
def test_sample_has_no_word_too_many(kind: Kind) -> None:
    used = set(re.findall(r"%\((\w+)\)s", f"{kind.subject}{kind.body}"))

    assert used == set(kind.sample)


def test_only_what_concerns_the_safety_of_the_account_is_urgent() -> None:
    assert [kind.key for kind in all_kinds() if kind.urgent] == ["support_looked"]


def test_words_that_are_missing_or_unknown_are_refused() -> None:
    for words in ({}, {"organisation": "A", "more": "B"}):
        with pytest.raises(UnknownKind):
            known_kind("organisation_approved", words)
    with pytest.raises(UnknownKind):
        known_kind("nothing_like_that", {})


def test_default_channels_are_what_the_kind_declares() -> None:
    kind = kind_of("mail_stopped")

    assert kind is not None
    assert [kind.takes(channel) for channel in (Channel.LIST, Channel.MAIL, Channel.PUSH)] == [True, False, True]


def test_words_cannot_break_the_line_or_the_sentence() -> None:
    kind = known_kind("organisation_approved", {"organisation": ""})

    said = word(kind, {"organisation": "A\r\nBcc: x@example.org %(other)s %s 100%"}, "en")

    assert said.subject == "A Bcc: x@example.org %(other)s %s 100% is approved"
