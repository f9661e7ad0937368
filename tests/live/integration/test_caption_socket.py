"""Automatic captions by WebSocket: the pieces of a stream come by one connection, and their words come back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from everfair.live.engines import caption_socket
from everfair.live.engines.caption_engine import Heard, HttpCaptionEngine, Sound, service_at
from everfair.live.engines.caption_socket import SocketCaptionEngine
from tests.factories.live import BEGAN
from tests.live.caption_socket import SocketService, socket_service

pytestmark = pytest.mark.integration

HEARD = [Heard(0.5, 3.0, "大家好"), Heard(4.0, 0.2, "欢迎 \n光临")]


@pytest.fixture
def service() -> Iterator[SocketService]:
    with socket_service() as told:
        yield told


def piece(number: int = 0, stream: str = "stream") -> Sound:
    return Sound(stream, "zh", BEGAN + timedelta(seconds=4 * number), b"RIFF%d" % number)


def test_pieces_of_a_stream_come_by_one_connection(service: SocketService) -> None:
    engine = service_at(service.url, "a token")

    heard = [engine.write_down(piece(number)) for number in range(3)]
    engine.write_down(piece(stream="other"))

    assert heard == [HEARD] * 3
    assert service.connections == [
        {"stream": "stream", "language": "zh", "Authorization": "Bearer a token"},
        {"stream": "other", "language": "zh", "Authorization": "Bearer a token"},
    ]
    mine = [(begins, sound) for number, begins, sound in service.pieces if number == 0]
    assert mine == [((BEGAN + timedelta(seconds=4 * n)).isoformat(), b"RIFF%d" % n) for n in range(3)]


def test_connection_that_the_service_closed_is_opened_again_and_no_word_is_lost(service: SocketService) -> None:
    service.hangs_up_after = 1
    engine = SocketCaptionEngine(service.url)

    first = engine.write_down(piece())
    assert service.closed[0].wait(5)
    second = engine.write_down(piece(1))

    assert (first, second) == (HEARD, HEARD)
    assert [begins for _, begins, _ in service.pieces] == [piece(n).begins.isoformat() for n in range(2)]


@pytest.mark.parametrize("answer", ["<html>busy</html>", "[]", '{"cues": {}}'])
def test_answer_that_is_none_ends_the_connection_and_is_forgiven(service: SocketService, answer: str) -> None:
    service.answer = answer
    engine = SocketCaptionEngine(service.url)

    heard = engine.write_down(piece())

    assert heard == []
    assert service.closed[0].wait(5)


def test_service_that_says_nothing_is_not_waited_for(service: SocketService, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caption_socket, "PATIENCE_SECONDS", 0.2)
    service.hangs_up_after = 0
    engine = SocketCaptionEngine(service.url)

    assert engine.write_down(piece()) == []


def test_service_that_is_not_there_is_forgiven() -> None:
    assert SocketCaptionEngine("ws://127.0.0.1:1/nowhere").write_down(piece()) == []


def test_connection_of_a_stream_that_says_no_more_is_closed(
    service: SocketService, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = SocketCaptionEngine(service.url)
    engine.write_down(piece(stream="old"))
    monkeypatch.setattr(caption_socket, "_IDLE_SECONDS", 0.0)

    engine.write_down(piece(stream="new"))

    assert service.closed[0].wait(5)


def test_other_addresses_are_asked_by_http() -> None:
    assert service_at("https://captions.example/", "a token") == HttpCaptionEngine(
        "https://captions.example/", "a token"
    )
