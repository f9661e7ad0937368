"""A segment ready to be sent: as a whole by two prepared messages, in part, or not again."""

from __future__ import annotations

from everfair.edge.answers import SECURITY_HEADERS
from everfair.edge.head import read_head
from everfair.edge.media_range import Span, Unsatisfiable, read_range
from everfair.edge.media_source import Version
from everfair.edge.protocol import BODY, END, START, Head, Header, Message, Scope, Send
from everfair.edge.representation import is_known

ANYWHERE: Header = (b"access-control-allow-origin", b"*")

_FOR_EVER = b"max-age=31536000, immutable"
_OVERHEAD = 3072
_CONDITIONS = frozenset((b"range", b"if-none-match"))


class Heading:
    """What is said before a segment's bytes, by how much of it is sent."""

    __slots__ = ("_common", "etag", "length", "whole")

    def __init__(self, name: str, version: Version, *, is_open: bool) -> None:
        self.length = version.length
        self.etag = f'"{version.inode:x}-{version.changed:x}-{version.length:x}"'.encode()
        scope = b"public, " if is_open else b"private, "
        self._common: list[Header] = [
            (b"content-type", b"audio/mp4" if name.split("/")[-2].startswith("audio") else b"video/mp4"),
            (b"cache-control", scope + _FOR_EVER),
            (b"etag", self.etag),
            (b"accept-ranges", b"bytes"),
            *SECURITY_HEADERS,
            *([ANYWHERE] if is_open else []),
        ]
        self.whole = self._start(200, (b"content-length", str(self.length).encode()))

    def answer(self, head: Head) -> tuple[Message, Span]:
        """Return the beginning of the answer to a conditional request, and which bytes follow it."""
        known = head.get(b"if-none-match")
        if known is not None and is_known(self.etag, known):
            return self._start(304), Span(0, 0)
        unchanged = head.get(b"if-range", self.etag) == self.etag
        try:
            span = read_range(head.get(b"range"), self.length) if unchanged else None
        except Unsatisfiable:
            nowhere = f"bytes */{self.length}".encode()
            return self._start(416, (b"content-range", nowhere), (b"content-length", b"0")), Span(0, 0)
        if span is None:
            return self.whole, Span(0, self.length)
        length = str(span.end - span.first).encode()
        part = (b"content-range", span.header(self.length))
        return self._start(206, part, (b"content-length", length)), span

    def _start(self, status: int, *headers: Header) -> Message:
        return {"type": START, "status": status, "headers": [*self._common, *headers]}


class Segment:
    """The bytes of one segment with its two headings: for public streams and for the others."""

    __slots__ = ("_body", "_message", "_open", "_private", "size")

    def __init__(self, name: str, body: bytes, version: Version) -> None:
        self._body = body
        self._message: Message = {"type": BODY, "body": body}
        self._open = Heading(name, version, is_open=True)
        self._private = Heading(name, version, is_open=False)
        self.size = _OVERHEAD + len(body)

    async def send(self, send: Send, scope: Scope, *, is_open: bool) -> None:
        heading = self._open if is_open else self._private
        if is_conditional(scope):
            start, span = heading.answer(read_head(scope))
            message: Message = {"type": BODY, "body": self._body[span.first : span.end]}
        else:
            start, message = heading.whole, self._message
        await send(start)
        await send(END if scope["method"] == "HEAD" else message)


def is_conditional(scope: Scope) -> bool:
    """Tell whether a part is asked for, or whether the reader has it already; read without a look at all headers."""
    return not _CONDITIONS.isdisjoint(name for name, _ in scope["headers"])
