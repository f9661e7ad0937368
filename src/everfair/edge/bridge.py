"""The way to Django: whole bodies in, clean scopes, and nothing that could hold a thread for ever."""

from __future__ import annotations

import asyncio
import logging

from everfair.edge.answers import BAD_REQUEST, BUSY, FAILED, TOO_SLOW, too_large
from everfair.edge.body import BodyRefusedError, ReaderGoneError, RequestBody, StalledError, TooLargeError, read_body
from everfair.edge.head import clean_scope, read_head
from everfair.edge.protocol import BODY, START, App, Message, Receive, Scope, Send

logger = logging.getLogger(__name__)

_PATIENCE = 30.0


class StalledReaderError(Exception):
    """The reader has not taken a part of a long answer for too long."""


class Bridge:
    """Hands requests to a threaded app; turns away what it could not take."""

    def __init__(self, app: App, *, largest_body: int, longest_queue: int) -> None:
        self._app = app
        self._largest_body = largest_body
        self._longest_queue = longest_queue
        self._queue = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._queue >= self._longest_queue:
            await BUSY.send(send)
            return
        head = read_head(scope)
        try:
            body = await read_body(head, receive, limit=self._largest_body)
        except BodyRefusedError as refusal:
            await self._refuse(refusal, send)
            return
        self._queue += 1
        try:
            await self._answer(clean_scope(scope, head, length=body.length), body, send)
        finally:
            self._queue -= 1
            body.close()

    async def _answer(self, scope: Scope, body: RequestBody, send: Send) -> None:
        sending = _Sending(send)
        try:
            await self._app(scope, body.receive, sending)
        except Exception:
            logger.exception("No page for %s %r", scope["method"], scope["path"])
            if sending.started:
                raise  # Half a page is out: the server must cut the connection, or it would look whole.
            await FAILED.send(send)
        sending.finish()

    async def _refuse(self, refusal: BodyRefusedError, send: Send) -> None:
        match refusal:
            case ReaderGoneError():
                return
            case TooLargeError():
                await too_large(self._largest_body).send(send)
            case StalledError():
                await TOO_SLOW.send(send)
            case _:
                await BAD_REQUEST.send(send)


class _Sending:
    """Passes an answer on.

    A reader who left or stalled is not told to the app, whose thread would wait in vain: the rest is thrown away.
    A body that is complete by its length is sent as the last one, which spares the server a stream.
    """

    def __init__(self, send: Send) -> None:
        self.started = False
        self._send = send
        self._left: int | None = None
        self._over = False
        self._stalled = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == START:
            self.started = True
            length = dict(message["headers"]).get(b"content-length")
            self._left = int(length) if length is not None else None
        elif message["type"] == BODY and self._left is not None:
            self._left -= len(message.get("body", b""))
            message = {**message, "more_body": self._left > 0 and message.get("more_body", False)}
        if not self._over:
            await self._pass_on(message)

    def finish(self) -> None:
        """Raise if the answer was not sent whole: the server must cut the connection."""
        if self._stalled:
            raise StalledReaderError

    async def _pass_on(self, message: Message) -> None:
        self._over = message["type"] == BODY and not message.get("more_body", False)
        try:
            if message.get("more_body", False):
                await asyncio.wait_for(self._send(message), _PATIENCE)
            else:
                await self._send(message)
        except TimeoutError:
            self._over = self._stalled = True
        except OSError as error:
            self._over = True
            logger.info("The reader left: %s", error)
        except Exception:
            self._over = True
            logger.exception("The server did not take the answer")
