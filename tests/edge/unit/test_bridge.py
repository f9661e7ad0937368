"""Bodies on their way to Django, and answers on their way back."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import pytest

from everfair.edge import body as body_module
from everfair.edge import bridge as bridge_module
from everfair.edge.bridge import Bridge
from everfair.edge.protocol import App, Message, Receive, Scope, Send
from tests.edge.asking import Answered, Headers, ask, http_scope, in_loop

pytestmark = pytest.mark.unit

LIMIT = 1_000_000


class Echo:
    """Answers with the body that it received."""

    def __init__(self) -> None:
        self.scope: Scope = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scope, body, more = scope, b"", True
        while more:
            message = await receive()
            body += message["body"]
            more = message["more_body"]
        length = str(len(body)).encode()
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", length)]})
        await send({"type": "http.response.body", "body": body, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


def bridge_to(app: App, *, longest_queue: int = 10) -> Bridge:
    return Bridge(app, largest_body=LIMIT, longest_queue=longest_queue)


async def send_chunks(app: App, chunks: Iterable[Message], headers: Headers) -> Answered:
    left, answered = list(chunks), Answered()

    async def receive() -> Message:
        return left.pop(0) if left else await never()

    await app(http_scope("/", method="POST", headers=headers), receive, answered.take)
    return answered


async def never() -> Message:
    await asyncio.Event().wait()
    raise AssertionError


def chunk(body: bytes, *, more: bool = True) -> Message:
    return {"type": "http.request", "body": body, "more_body": more}


@pytest.mark.parametrize("length", [1, 600_000, LIMIT])
@in_loop
async def test_body_arrives_whole(length: int) -> None:
    sent = bytes(range(256)) * (length // 256) + b"x" * (length % 256)

    answered = await ask(bridge_to(Echo()), method="POST", body=sent)

    assert answered.body == sent


@in_loop
async def test_chunked_body_is_given_its_length() -> None:
    echo = Echo()

    answered = await send_chunks(
        bridge_to(echo), [chunk(b"first "), chunk(b"second", more=False)], [("transfer-encoding", "chunked")]
    )

    assert answered.body == b"first second"
    assert dict(echo.scope["headers"])[b"content-length"] == b"12"
    assert b"transfer-encoding" not in dict(echo.scope["headers"])


@pytest.mark.parametrize("headers", [[("content-length", str(LIMIT + 1))], [("transfer-encoding", "chunked")]])
@in_loop
async def test_too_large_body_is_refused_before_django(headers: list[tuple[str, str]]) -> None:
    echo = Echo()

    half = b"x" * (LIMIT // 2 + 1)

    answered = await send_chunks(bridge_to(echo), [chunk(half), chunk(half, more=False)], headers)

    assert answered.status == 413
    assert answered.body.decode().splitlines() == [
        "上传内容超过了 0.953674 MB 的上限，请缩小后重试。",
        "The upload is larger than 0.953674 MB: please make it smaller.",
    ]
    assert echo.scope == {}


@in_loop
async def test_refused_body_is_read_to_its_end_so_that_the_answer_is_seen() -> None:
    taken: list[int] = []

    async def receive() -> Message:
        taken.append(1)
        return chunk(b"x" * LIMIT, more=len(taken) < 3)

    answered = Answered()
    scope = http_scope("/", method="POST", headers=[("content-length", str(3 * LIMIT))])
    await bridge_to(Echo())(scope, receive, answered.take)

    assert (answered.status, len(taken)) == (413, 3)


@in_loop
async def test_immense_body_is_not_read_at_all() -> None:
    answered = await send_chunks(bridge_to(Echo()), [], [("content-length", str(100 * LIMIT))])

    assert answered.status == 413


@in_loop
async def test_upload_that_breaks_off_never_reaches_django() -> None:
    echo = Echo()

    answered = await send_chunks(
        bridge_to(echo), [chunk(b"agree=ye"), {"type": "http.disconnect"}], [("content-length", "9")]
    )

    assert (answered.messages, echo.scope) == ([], {})


@in_loop
async def test_upload_that_stalls_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body_module, "_PATIENCE", 0.01)
    echo = Echo()

    answered = await send_chunks(bridge_to(echo), [chunk(b"a")], [("content-length", "9")])

    assert (answered.status, echo.scope) == (408, {})


@pytest.mark.parametrize("length", ["-1", "many", "1,1", ""])
@in_loop
async def test_length_that_is_no_number_is_refused(length: str) -> None:
    answered = await send_chunks(bridge_to(Echo()), [chunk(b"a", more=False)], [("content-length", length)])

    assert answered.status == 400


@in_loop
async def test_whole_answer_is_sent_as_one() -> None:
    answered = await ask(bridge_to(Echo()), method="POST", body=b"short")

    assert [message.get("more_body") for message in answered.messages[1:]] == [False]


@in_loop
async def test_failing_app_gives_one_plain_sentence(caplog: pytest.LogCaptureFixture) -> None:
    async def fail(scope: Scope, receive: Receive, send: Send) -> None:
        del scope, receive, send
        raise RuntimeError("password of the database")

    answered = await ask(bridge_to(fail))

    assert answered.status == 500
    assert answered.body.decode().splitlines()[1] == (
        "Sorry, something went wrong here, and it has been recorded. Please try again shortly."
    )
    assert "password" not in answered.body.decode()
    assert [record.getMessage() for record in caplog.records] == ["No page for GET '/'"]


@in_loop
async def test_app_that_fails_half_way_is_cut_off() -> None:
    async def half(scope: Scope, receive: Receive, send: Send) -> None:
        del scope, receive
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise RuntimeError("half")

    with pytest.raises(RuntimeError, match="half"):
        await ask(bridge_to(half))


@pytest.mark.parametrize("error", [ConnectionResetError("gone"), RuntimeError("wrong state")])
@in_loop
async def test_reader_who_leaves_does_not_stop_the_app(error: Exception) -> None:
    finished = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        del scope, receive
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(30):
            await send({"type": "http.response.body", "body": b"x", "more_body": True})
        finished.append(True)

    async def send(message: Message) -> None:
        if message["type"] == "http.response.body":
            raise error

    await bridge_to(app)(http_scope("/"), never, send)

    assert finished == [True]


@in_loop
async def test_reader_who_stalls_is_cut_off_and_the_app_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridge_module, "_PATIENCE", 0.01)
    finished: list[bool] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        del scope, receive
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(30):
            await send({"type": "http.response.body", "body": b"x", "more_body": True})
        finished.append(True)

    async def send(message: Message) -> None:
        if message["type"] == "http.response.body":
            await never()

    with pytest.raises(bridge_module.StalledReaderError):
        await bridge_to(app)(http_scope("/"), never, send)

    assert finished == [True]


@in_loop
async def test_queue_has_an_end() -> None:
    may_finish = asyncio.Event()

    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        await may_finish.wait()
        await Echo()(scope, receive, send)

    bridge = bridge_to(slow, longest_queue=3)
    waiting = [asyncio.create_task(ask(bridge)) for _ in range(3)]
    await asyncio.sleep(0)

    refused = await ask(bridge)
    may_finish.set()
    answers = await asyncio.gather(*waiting)
    later = await ask(bridge)

    assert (refused.status, refused.headers["retry-after"]) == (503, "5")
    assert [answered.status for answered in (*answers, later)] == [200] * 4
