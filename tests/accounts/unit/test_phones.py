"""Mobile numbers as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everfair.accounts.domain.phones import read_phone, shown_phone

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        ("+86 138 0013 8000", "+8613800138000"),
        ("13800138000", "+8613800138000"),
        ("１３８００１３８０００", "+8613800138000"),
        ("00 66 81 234 5678", "+66812345678"),
        ("+852 5123 4567", "+85251234567"),
        ("+1 (201) 555-0123", "+12015550123"),
        ("010 8800 0000", None),
        ("110", None),
        ("+66 2 123 4567", None),
        ("081 234 5678", None),
        ("", None),
        ("+", None),
        ("call me", None),
    ],
)
def test_number_is_read(typed: str, phone: str | None) -> None:
    assert read_phone(typed) == phone


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(typed: str) -> None:
    phone = read_phone(typed)

    assert phone is None or read_phone(phone) == phone


def test_number_is_shown_in_groups() -> None:
    assert shown_phone("+66812345678") == "+66 81 234 5678"
