"""Text messages: into a folder, or to a gateway that answers, refuses, or keeps silent."""

from __future__ import annotations

import json
import logging
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

from everfair.accounts import sms
from everfair.accounts.errors import SmsNotSent
from everfair.accounts.sms import FolderSender, HttpSender, TextMessage, sms_sender

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_django.fixtures import SettingsWrapper

pytestmark = pytest.mark.integration

MESSAGE = TextMessage("+8613800138000", "验证码 123456", "123456", "zh-hans")


class Gateway(HTTPServer):
    """Notes what it is sent, and answers with one status; 0 means never."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Desk)
        self.status = 202
        self.taken: list[tuple[dict[str, str], dict[str, Any]]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/send"


class _Desk(BaseHTTPRequestHandler):
    server: Gateway

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.taken.append((dict(self.headers), body))
        if self.server.status:
            self.send_response(self.server.status)
            self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Stay silent."""


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    opened = Gateway()
    thread = Thread(target=opened.serve_forever, daemon=True)
    thread.start()
    yield opened
    opened.shutdown()
    opened.server_close()
    thread.join()


def test_folder_keeps_the_message_for_its_owner_only(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder = tmp_path / "sms"

    with caplog.at_level(logging.INFO):
        FolderSender(folder).send(MESSAGE)

    (file,) = folder.iterdir()
    assert json.loads(file.read_text()) == {
        "to": "+8613800138000",
        "text": "验证码 123456",
        "code": "123456",
        "language": "zh-hans",
    }
    assert folder.stat().st_mode & 0o077 == 0
    assert "123456" not in caplog.text


def test_gateway_gets_json_and_its_token(gateway: Gateway) -> None:
    HttpSender(gateway.url, "secret").send(MESSAGE)

    ((headers, body),) = gateway.taken
    assert (headers["Authorization"], headers["Content-Type"]) == ("Bearer secret", "application/json")
    assert (body["to"], body["code"]) == ("+8613800138000", "123456")


@pytest.mark.parametrize("status", [301, 400, 401, 500, 0])
def test_gateway_that_does_not_take_it_is_an_error(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    monkeypatch.setattr(sms, "PATIENCE_SECONDS", 1)
    gateway.status = status

    with pytest.raises(SmsNotSent):
        HttpSender(gateway.url, None).send(MESSAGE)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "nonsense", "http://no-such-host.invalid/"])
def test_gateway_that_is_not_there_is_an_error(url: str) -> None:
    with pytest.raises(SmsNotSent):
        HttpSender(url, None).send(MESSAGE)


def test_settings_choose_the_sender(settings: SettingsWrapper, tmp_path: Path) -> None:
    without = settings.OPTIONS.model_copy(update={"home": tmp_path, "sms_url": None})
    settings.OPTIONS = without
    folder = sms_sender()
    settings.OPTIONS = without.model_copy(update={"sms_url": "https://sms.example/", "sms_token": "t"})

    assert (folder, sms_sender()) == (FolderSender(tmp_path / "sms"), HttpSender("https://sms.example/", "t"))
