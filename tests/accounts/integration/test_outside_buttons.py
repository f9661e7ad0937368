"""The buttons of outside providers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.accounts.providers import configured

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import SettingsWrapper

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.mark.parametrize(("language", "words"), [("en", "Continue with Club"), ("zh-hans", "使用会员中心登录")])
@pytest.mark.parametrize("page", ["login", "signup"])
def test_button_is_on_the_page_of_a_fair_with_a_provider(
    client: Client, settings: SettingsWrapper, page: str, language: str, words: str
) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = configured("http://localhost:9")

    shown = client.get(f"/accounts/{page}/?lang={language}").content.decode()

    assert words in shown


def test_no_button_without_provider(client: Client, settings: SettingsWrapper) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}

    assert "/accounts/outside/" not in client.get("/accounts/login/").content.decode()
    assert client.post("/accounts/outside/club/").status_code == 404
