"""Messages leave with the commit, and only with it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings
from django.db import transaction

from everfair.kernel.pages import purge
from everfair.kernel.realtime import HUB, LARGEST_MESSAGE, PURGE, publish

pytestmark = [pytest.mark.integration, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def listener() -> Iterator[psycopg.Connection]:
    """Stand where a web process stands: a second connection that listens."""
    database = settings.DATABASES["default"]
    with psycopg.connect(
        dbname=database["NAME"],
        user=database["USER"],
        password=database["PASSWORD"],
        host=database["HOST"],
        port=database["PORT"] or None,
        autocommit=True,
    ) as connection:
        connection.execute(f"LISTEN {HUB}")
        connection.execute(f"LISTEN {PURGE}")
        yield connection


def heard(listener: psycopg.Connection) -> list[tuple[str, str]]:
    return [(notice.channel, notice.payload) for notice in listener.notifies(timeout=0.2)]


def test_message_is_heard_after_the_commit(listener: psycopg.Connection) -> None:
    with transaction.atomic():
        publish("negotiation:1", "message", {"id": "abc", "words": "你好"})
        assert heard(listener) == []

    ((channel, payload),) = heard(listener)
    message = json.loads(payload)
    assert (channel, message["c"], message["k"]) == (HUB, "negotiation:1", "message")
    assert message["d"] == {"id": "abc", "words": "你好"}


def test_messages_are_numbered_upwards(listener: psycopg.Connection) -> None:
    for _ in range(3):
        publish("negotiation:1", "message", {})

    numbers = [json.loads(payload)["i"] for _, payload in heard(listener)]
    assert numbers == sorted(set(numbers))
    assert len(numbers) == 3


def test_rollback_sends_nothing(listener: psycopg.Connection) -> None:
    with transaction.atomic():
        publish("negotiation:1", "message", {})
        purge("home")
        transaction.set_rollback(True)

    assert heard(listener) == []


def test_purge_names_its_tags(listener: psycopg.Connection) -> None:
    purge("edition:2020", "zones")

    assert heard(listener) == [(PURGE, "edition:2020 zones")]


def test_too_long_a_message_is_an_error_not_a_cut() -> None:
    with pytest.raises(ValueError, match="too long"):
        publish("negotiation:1", "message", {"words": "长" * (LARGEST_MESSAGE // 3)})
