"""What the tests of the workspace share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.test import Client

ENGLISH = {"accept-language": "en"}
BASE = "/2020/exhibition/workspace/"
NASTY = [
    ("x" * 7000, "at most"),
    ("broken \ufffd bytes", "arrived damaged"),
    ("nul \x00 byte", "Null characters are not allowed"),
    ("left \u202e right", "arrived damaged"),
]


def english(client: Client, path: str, data: dict[str, Any] | None = None) -> tuple[int, str]:
    send = client.get if data is None else client.post
    answer = send(f"{BASE}{path}", data, headers=ENGLISH)
    return answer.status_code, answer.content.decode()
