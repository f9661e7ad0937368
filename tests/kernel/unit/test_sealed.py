"""Secrets of others, kept encrypted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from everfair.kernel.sealed import Unreadable, seal, unseal

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper

pytestmark = pytest.mark.unit


def test_secret_comes_back_and_cannot_be_read_in_between() -> None:
    sealed = seal("rtmp://live.example/app/钥匙-abcd")

    assert unseal(sealed) == "rtmp://live.example/app/钥匙-abcd"
    assert "example" not in sealed
    assert seal("rtmp://live.example/app/钥匙-abcd") != sealed


def test_other_secret_key_of_the_fair_reads_nothing(settings: SettingsWrapper) -> None:
    sealed = seal("rtmp://live.example/app/key")
    settings.SECRET_KEY = "another key that only tests use, long enough"

    with pytest.raises(Unreadable):
        unseal(sealed)


@pytest.mark.parametrize("broken", ["", "not sealed", "gAAAAA", "钥匙"])
def test_what_was_never_sealed_is_refused(broken: str) -> None:
    with pytest.raises(Unreadable):
        unseal(broken)
