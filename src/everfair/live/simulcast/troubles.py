"""Why something could not be sent on."""

from __future__ import annotations

from everfair.live.enums import SimulcastTrouble

LONGEST_WORDS = 200


class SimulcastFailed(Exception):
    """`words` are the platform's own, without what is secret."""

    def __init__(self, trouble: SimulcastTrouble, words: str = "") -> None:
        self.trouble = trouble
        self.words = words
        super().__init__(f"{trouble.value} {words}".strip())


def harmless(words: str, *secrets: str) -> str:
    """Return a platform's words fit to be shown and logged: plain, short, and without its secrets."""
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        words = words.replace(secret, "…")
    return "".join(sign for sign in words if sign.isprintable())[:LONGEST_WORDS].strip()
