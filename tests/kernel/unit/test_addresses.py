"""Readable addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everfair.kernel.addresses import LONGEST_SLUG, public_id_of, slug_of
from everfair.kernel.ids import new_public_id
from everfair.kernel.text import Text

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ({"en": "Remote consultation, 12 hospitals!"}, "remote-consultation-12-hospitals-abc"),
        ({"zh-hans": "远程医疗", "en": "Telemedicine"}, "telemedicine-abc"),
        ({"zh-hans": "远程医疗"}, "远程医疗-abc"),
        ({"en": "<script>alert(1)</script>"}, "scriptalert1script-abc"),
        ({"en": "../../etc/passwd"}, "etcpasswd-abc"),
        ({"en": "!!!"}, "abc"),
        ({}, "abc"),
    ],
)
def test_slug_is_readable_and_harmless(title: dict[str, str], slug: str) -> None:
    assert slug_of(Text(title), "abc") == slug


@given(st.text(max_size=300))
def test_identifier_is_found_again_whatever_the_title(title: str) -> None:
    public_id = new_public_id()

    slug = slug_of(Text({"en": title}), public_id)

    assert public_id_of(slug) == public_id
    assert len(slug) <= LONGEST_SLUG + 1 + len(public_id)
    assert not set(slug) & set("/?#%\\ <>\"'")


@pytest.mark.parametrize("slug", ["", "x", "a-b-c"])
def test_short_address_is_no_error(slug: str) -> None:
    assert public_id_of(slug) == slug
