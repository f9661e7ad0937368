"""Letters: in the reader's language, plain, with links that work from outside."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from everfair.accounts.letters import seen_from_outside, send_letter
from everfair.kernel.text import Text

if TYPE_CHECKING:
    from django.core.mail import EmailMessage
    from pytest_django.fixtures import SettingsWrapper

pytestmark = pytest.mark.unit

NAME = Text({"zh-hans": "云图科技", "en": "Cloud Atlas & Sons"})


def invite(language: str, organisation: object) -> None:
    send_letter(
        "accounts/letters/invitation",
        email="a@example.org",
        language=language,
        inviter="No <tags> & no seal",
        organisation=organisation,
        role="Sales",
        meaning="",
        until=date(2027, 5, 2),
        invitation_url="/invitations/x",
    )


def test_letter_is_written_in_the_persons_language(mailoutbox: list[EmailMessage]) -> None:
    for language in ("en", "zh-hans"):
        invite(language, NAME)

    english, chinese = mailoutbox
    assert english.subject == "Cloud Atlas & Sons invites you to the fair"
    assert "No <tags> & no seal" in str(english.body)
    assert "云图科技" in chinese.subject
    assert "invites" not in f"{chinese.subject}{chinese.body}"


def test_subject_is_one_line_whatever_the_name(mailoutbox: list[EmailMessage]) -> None:
    invite("en", "Two\r\nBcc: everybody@example.org")

    assert mailoutbox[0].subject == "Two Bcc: everybody@example.org invites you to the fair"
    assert mailoutbox[0].recipients() == ["a@example.org"]


def test_links_carry_the_public_address(settings: SettingsWrapper) -> None:
    settings.OPTIONS = settings.OPTIONS.model_copy(update={"public_url": "https://fair.example/"})

    assert seen_from_outside("http://10.0.0.7:8000/me?x=1") == "https://fair.example/me?x=1"
    assert seen_from_outside("/me") == "https://fair.example/me"


def test_links_keep_their_host_where_there_is_no_public_address(settings: SettingsWrapper) -> None:
    settings.OPTIONS = settings.OPTIONS.model_copy(update={"public_url": None, "host": "127.0.0.1", "port": 8123})

    assert seen_from_outside("http://fair.local:8123/me") == "http://fair.local:8123/me"
    assert seen_from_outside("/me") == "http://localhost:8123/me"
