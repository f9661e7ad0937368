"""The code that opens an account: mistyped, guessed, sent anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from allauth.account.models import EmailAddress

from tests.accounts.integration.test_sign_up import CONFIRM, GOOD, SIGN_UP
from tests.factories.entrance import code_in

if TYPE_CHECKING:
    from django.core.mail import EmailMessage
    from django.test import Client
    from pytest_django.fixtures import SettingsWrapper

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.mark.parametrize("code", ["0000-0000", "", "x" * 5000, "一二三四", "12\x00", "<script>alert(1)</script>"])
def test_wrong_code_gets_a_sentence(client: Client, code: str) -> None:
    client.post(SIGN_UP, GOOD)

    answer = client.post(CONFIRM, {"code": code})

    assert answer.status_code == 422
    assert "<script>alert" not in answer.content.decode()
    assert not EmailAddress.objects.get().verified


def test_fifth_wrong_code_ends_it(client: Client, mailoutbox: list[EmailMessage]) -> None:
    client.post(SIGN_UP, GOOD)
    answers = [client.post(f"{CONFIRM}?lang=en", {"code": "0000-0000"}, follow=True) for _ in range(5)]

    answer = client.post(CONFIRM, {"code": code_in(mailoutbox[0])})

    assert [answer.status_code for answer in answers] == [422] * 4 + [200]
    assert "Too many tries." in answers[-1].content.decode()
    assert answer["Location"] == "/accounts/login/"
    assert not EmailAddress.objects.get().verified


def test_new_code_makes_the_old_one_void(
    client: Client, mailoutbox: list[EmailMessage], settings: SettingsWrapper
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"confirm_email": "9/m/key"}
    client.post(SIGN_UP, GOOD)
    client.post(CONFIRM, {"action": "resend"})
    old, new = map(code_in, mailoutbox)

    answers = [client.post(CONFIRM, {"code": code}).status_code for code in (old, new)]

    assert answers == [422, 302]


def test_new_code_at_once_is_too_fast(client: Client, mailoutbox: list[EmailMessage]) -> None:
    client.post(SIGN_UP, GOOD)

    answer = client.post(f"{CONFIRM}?lang=en", {"action": "resend"})

    assert answer.status_code == 429
    assert 1 <= int(answer["Retry-After"]) <= 10
    assert len(mailoutbox) == 1
