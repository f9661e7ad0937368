"""The few ASGI shapes that the edge speaks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

Header = tuple[bytes, bytes]
Head = dict[bytes, bytes]

START = "http.response.start"
BODY = "http.response.body"
END: Message = {"type": BODY, "body": b""}
