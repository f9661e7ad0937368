"""The unified social credit code, which every body registered in the mainland has (GB 32100-2015)."""

from __future__ import annotations

SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18


def is_credit_code(code: str) -> bool:
    """Tell whether a code has the right signs and its check sign fits: one mistyped sign never does."""
    return len(code) == LENGTH and all(sign in SIGNS for sign in code) and check_sign(code[:-1]) == code[-1]


def check_sign(body: str) -> str:
    """Return the last sign for the first seventeen: weights are powers of 3, modulo 31."""
    total = sum(SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(body))
    return SIGNS[-total % 31]
