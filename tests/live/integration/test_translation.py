"""The translation adapter, against a service of this test's own on the loopback."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.test import Client

from everfair.live.chat_errors import NotTranslated
from everfair.live.models import ChatTranslation
from everfair.live.translation import HttpTranslator, translate_line, translator
from tests.factories.chat import ChatLineFactory

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@dataclass
class Service:
    """What it was asked, and what it answers."""

    url: str = ""
    asked: list[tuple[dict[str, Any], str]] = field(default_factory=list)
    status: int = 200
    answer: bytes = b'{"text": "Hello"}'


@pytest.fixture
def service() -> Iterator[Service]:
    told = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.asked.append((json.loads(body), self.headers.get("Authorization", "")))
            self.send_response(told.status)
            self.end_headers()
            self.wfile.write(told.answer)

        def log_message(self, *_words: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told.url = f"http://127.0.0.1:{server.server_port}/translate"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield told
    server.shutdown()
    server.server_close()


def test_line_is_translated_once_for_a_language(service: Service) -> None:
    line = ChatLineFactory.create(body="您好", language="zh")

    words = [translate_line(line, "en", service=HttpTranslator(service.url, "a token")) for _ in range(2)]

    assert words == ["Hello", "Hello"]
    assert service.asked == [({"text": "您好", "source": "zh", "target": "en"}, "Bearer a token")]
    assert ChatTranslation.objects.get().body == "Hello"


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (500, b'{"text": "Hello"}'),
        (200, b"<html>busy</html>"),
        (200, b'["Hello"]'),
        (200, b'{"text": ""}'),
        (200, b"\xff"),
    ],
)
def test_answer_that_is_no_translation_is_a_failure_and_not_kept(service: Service, status: int, answer: bytes) -> None:
    service.status, service.answer = status, answer

    with pytest.raises(NotTranslated):
        translate_line(ChatLineFactory.create(), "en", service=HttpTranslator(service.url, None))

    assert ChatTranslation.objects.count() == 0


def test_endless_translation_is_cut(service: Service) -> None:
    service.answer = json.dumps({"text": "x" * 9000}).encode()

    words = translate_line(ChatLineFactory.create(), "en", service=HttpTranslator(service.url, None))

    assert len(words) == 2000


def test_fair_without_a_service_translates_nothing(client: Client) -> None:
    line = ChatLineFactory.create()

    page = client.get(f"/streams/{line.stream.public_id}/chat").content.decode()
    answer = client.post(f"/streams/{line.stream.public_id}/chat/lines/{line.public_id}/translate")

    assert translator() is None
    assert 'data-act="translate"' not in page
    assert answer.status_code == 404


def test_reader_without_an_account_gets_a_line_in_their_language(
    client: Client, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("everfair.live.views.chat.translator", lambda: HttpTranslator(service.url, None))
    line = ChatLineFactory.create(body="您好", language="zh")
    address = f"/streams/{line.stream.public_id}/chat/lines/{line.public_id}/translate"

    answer = client.post(address, headers={"Accept": "application/json", "Accept-Language": "en"})
    line.hidden_at = line.sent_at
    line.save()

    assert answer.json() == {"body": "Hello", "language": "en"}
    assert client.post(address).status_code == 404


def test_failing_service_is_told_to_the_reader(
    client: Client, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("everfair.live.views.chat.translator", lambda: HttpTranslator(service.url, None))
    service.status = 500
    line = ChatLineFactory.create()

    answer = client.post(
        f"/streams/{line.stream.public_id}/chat/lines/{line.public_id}/translate", headers={"Accept-Language": "en"}
    )

    assert (answer.status_code, answer.json()) == (
        502,
        {"sentence": "The translation service did not answer. Try again in a moment.", "wait": 0},
    )
