"""The unified social credit code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everfair.accounts.credit_code import SIGNS, check_sign, is_credit_code

pytestmark = pytest.mark.unit

STANDARD = "91350100M000100Y43"  # the example in GB 32100-2015


def test_example_of_the_standard_is_good() -> None:
    assert is_credit_code(STANDARD)


@pytest.mark.parametrize("code", ["", STANDARD[:-1], STANDARD + "0", STANDARD.lower(), "I" + STANDARD[1:], "9" * 17])
def test_other_things_are_none(code: str) -> None:
    assert not is_credit_code(code)


@given(st.text(SIGNS, min_size=17, max_size=17), st.integers(0, 17), st.sampled_from(SIGNS))
def test_one_mistyped_sign_is_always_seen(body: str, place: int, sign: str) -> None:
    code = body + check_sign(body)

    changed = code[:place] + sign + code[place + 1 :]

    assert is_credit_code(changed) is (changed == code)
