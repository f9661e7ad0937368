"""A message arrives on the other side's open page: the database tells, the real hub carries, the page fetches."""

from __future__ import annotations

import asyncio
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import Empty, Queue
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from everfair.edge.hub import Hub
from everfair.kernel.listener import Listener
from everfair.kernel.realtime import HUB
from everfair.negotiation.domain.negotiation import accept_negotiation
from everfair.negotiation.domain.talks import post_message
from everfair.negotiation.models import Message
from tests.edge.asking import http_scope
from tests.factories.accounts import make_member, sign_in
from tests.factories.negotiation import make_request, make_talks

pytestmark = [pytest.mark.integration, pytest.mark.django_db(transaction=True)]

PATIENCE_SECONDS = 10


@dataclass
class Reader:
    """An open page's event stream, read in a thread with a hub of its own."""

    token: str
    conninfo: str
    heard: Queue[tuple[str, dict[str, Any]]] = field(default_factory=Queue)
    listening: threading.Event = field(default_factory=threading.Event)
    stop: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        asyncio.run(self._read())

    def next(self) -> tuple[str, dict[str, Any]]:
        return self.heard.get(timeout=PATIENCE_SECONDS)

    async def _read(self) -> None:
        hub = Hub(key=settings.SECRET_KEY, most_streams=5)
        listener = Listener(self.conninfo, {HUB: hub.publish}, on_up=self._up, on_down=lambda: None)
        tasks = [asyncio.create_task(listener.run())]
        tasks.append(asyncio.create_task(hub(http_scope(f"/events?token={self.token}"), self._never, self._take)))
        await asyncio.to_thread(self.stop.wait)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _up(self) -> list[tuple[str, str]]:
        self.listening.set()
        return []

    @staticmethod
    async def _never() -> dict[str, Any]:
        await asyncio.Event().wait()
        return {}

    async def _take(self, message: Any) -> None:
        for kind, data in re.findall(r"event: (\S+)\ndata: (.*)", message.get("body", b"").decode()):
            self.heard.put((kind, json.loads(data)))


@contextmanager
def reading(token: str) -> Iterator[Reader]:
    options = connection.get_connection_params()
    known = {"host", "port", "dbname", "user", "password"}
    conninfo = " ".join(f"{key}='{value}'" for key, value in options.items() if key in known and value)
    reader = Reader(token, conninfo)
    thread = threading.Thread(target=reader.run, daemon=True)
    thread.start()
    assert reader.listening.wait(PATIENCE_SECONDS)
    try:
        yield reader
    finally:
        reader.stop.set()
        thread.join(PATIENCE_SECONDS)


def token_on(html: bytes) -> str:
    found = re.search(r'data-live="([^"]+)"', html.decode())
    assert found
    return found[1]


def test_message_arrives_on_the_other_sides_open_page() -> None:
    talks = make_talks()
    buyer = Client(headers={"Accept-Language": "en"})
    sign_in(buyer, talks.buyer.person)
    page = buyer.get(f"/negotiations/{talks.negotiation.public_id}")
    shown = Message.objects.latest("id").public_id

    with reading(token_on(page.content)) as reader:
        sent = post_message(talks.negotiation, actor=talks.seller, body="按次计费 58 美元。")
        kind, data = reader.next()
    fetched = buyer.get(
        f"/negotiations/{talks.negotiation.public_id}/lines", {"after": shown}, headers={"HX-Request": "true"}
    )

    assert (kind, data["id"]) == ("message", sent.public_id)
    assert "58" not in json.dumps(data)
    assert "按次计费 58 美元。" in fetched.content.decode()


def test_answer_arrives_on_the_asking_sides_page_and_list() -> None:
    asked = make_request()
    buyer = Client(headers={"Accept-Language": "en"})
    sign_in(buyer, asked.buyer.person)
    page = buyer.get(f"/negotiations/{asked.negotiation.public_id}")
    desk = buyer.get("/negotiations/")

    with reading(token_on(page.content)) as on_page, reading(token_on(desk.content)) as on_desk:
        accept_negotiation(asked.negotiation, actor=asked.seller)
        kinds = [on_page.next()[0], on_page.next()[0], on_desk.next()[0]]

    assert kinds == ["message", "moved", "negotiations"]


def test_other_organisations_hear_nothing() -> None:
    talks = make_talks()
    stranger = Client()
    sign_in(stranger, make_member().person)
    desk = stranger.get("/negotiations/")

    with reading(token_on(desk.content)) as reader:
        post_message(talks.negotiation, actor=talks.seller, body="A secret price.")
        with pytest.raises(Empty):
            reader.heard.get(timeout=0.5)
