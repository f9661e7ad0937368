"""Letters: in the reader's language, plain, with links that work from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from everfair.accounts.letters import seen_from_outside, send_letter
from everfair.kernel.text import Text

if TYPE_CHECKING:
    from django.core.mail import EmailMessage
    from pytest_django.fixtures import SettingsWrapper

pytestmark = pytest.mark.unit

NAME = Text({"zh-hans": "云图科技", "en": "Cloud Atlas & Sons"})


def test_letter_is_written_in_the_persons_language(mailoutbox: list[EmailMessage]) -> None:
    for language in ("en", "zh-hans"):
        send_letter(
            "accounts/letters/organisation_refused",
            email="a@example.org",
            language=language,
            organisation=NAME,
            reason="No <papers> & no seal",
            my_account_url="/me",
        )

    english, chinese = mailoutbox
    assert english.subject == "Cloud Atlas & Sons was not approved"
    assert "No <papers> & no seal" in str(english.body)
    assert chinese.subject == "云图科技 未通过审核"
    assert "执委会未通过 云图科技 的审核" in str(chinese.body)


def test_subject_is_one_line_whatever_the_name(mailoutbox: list[EmailMessage]) -> None:
    send_letter(
        "accounts/letters/organisation_approved",
        email="a@example.org",
        language="en",
        organisation="Two\r\nBcc: everybody@example.org",
        my_account_url="/me",
    )

    assert mailoutbox[0].subject == "Two Bcc: everybody@example.org is approved"
    assert mailoutbox[0].recipients() == ["a@example.org"]


def test_links_carry_the_public_address(settings: SettingsWrapper) -> None:
    settings.OPTIONS = settings.OPTIONS.model_copy(update={"public_url": "https://fair.example/"})

    assert seen_from_outside("http://10.0.0.7:8000/me?x=1") == "https://fair.example/me?x=1"
    assert seen_from_outside("/me") == "https://fair.example/me"


def test_links_keep_their_host_where_there_is_no_public_address(settings: SettingsWrapper) -> None:
    settings.OPTIONS = settings.OPTIONS.model_copy(update={"public_url": None, "host": "127.0.0.1", "port": 8123})

    assert seen_from_outside("http://fair.local:8123/me") == "http://fair.local:8123/me"
    assert seen_from_outside("/me") == "http://localhost:8123/me"
