"""Reactions: added up by the minute, told as totals."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.urls import reverse

from everfair.kernel.clock import now
from everfair.live.domain.folding import PAUSES
from everfair.live.domain.reactions import MOST_IN_A_BURST, publish_last_totals, react, totals
from everfair.live.enums import StreamState
from everfair.live.models import ReactionMinute
from everfair.live.watch_tokens import new_watch_token
from tests.factories.live import StreamFactory

if TYPE_CHECKING:
    from django.test import Client

    from everfair.live.models import Stream
    from tests.live.conftest import Told

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def stream() -> Stream:
    return StreamFactory.create(state=StreamState.ON_AIR)


def test_bursts_of_a_minute_are_one_row_and_one_message(
    stream: Stream, told: Told, no_jobs: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    del no_jobs
    monkeypatch.setitem(PAUSES, "reactions", 60)

    for viewer in range(3):
        react(stream, viewer=viewer, burst={"heart": 2, "clap": viewer})
    publish_last_totals(stream.pk)

    messages = [data for channel, kind, data in told if (channel, kind) == (stream.channel, "reactions")]
    assert messages == [{"heart": 2}, {"heart": 6, "clap": 3}]
    assert 1 <= ReactionMinute.objects.count() <= 2


def test_totals_reach_over_all_minutes(stream: Stream) -> None:
    ReactionMinute.objects.create(stream=stream, minute=now() - timedelta(hours=1), flower=4)

    react(stream, viewer=1, burst={"flower": 1})

    assert totals(stream) == {"flower": 5}


def test_viewer_who_presses_without_end_counts_for_one_with_quick_fingers(stream: Stream) -> None:
    accepted = [react(stream, viewer=1, burst={"wow": 500}) for _ in range(2)]

    assert accepted == [True, False]
    assert totals(stream) == {"wow": MOST_IN_A_BURST}


@pytest.mark.parametrize("state", [StreamState.SCHEDULED, StreamState.REHEARSING])
def test_nothing_to_react_to_before_the_show(state: StreamState) -> None:
    stream = StreamFactory.create(state=state)

    assert not react(stream, viewer=1, burst={"heart": 1})


@pytest.mark.parametrize("burst", [{}, {"heart": 0}, {"heart": -3}, {"money": 5}])
def test_burst_of_nothing_known_is_ignored(stream: Stream, burst: dict[str, int]) -> None:
    assert not react(stream, viewer=1, burst=burst)
    assert not ReactionMinute.objects.exists()


def test_page_sends_its_burst_with_a_token_and_reads_totals(stream: Stream, client: Client) -> None:
    address = reverse("streams:reactions", args=[stream.public_id])
    token = new_watch_token(stream.public_id, key=settings.SECRET_KEY)

    sent = client.post(address, {"token": token, "heart": "3", "clap": "x", "wow": "99999"})
    told = client.get(address)

    assert (sent.status_code, told.json()) == (204, {"reactions": {"heart": 3}, "viewers": 0})
    assert told["Everfair-Cache"] == f"ttl=5; tags=stream-{stream.public_id}"


def test_burst_without_a_good_token_is_refused(stream: Stream, client: Client) -> None:
    address = reverse("streams:reactions", args=[stream.public_id])
    other = new_watch_token("anotherstrm", key=settings.SECRET_KEY)

    answers = [client.post(address, {"heart": "3", **token}).status_code for token in ({}, {"token": other})]

    assert answers == [403, 403]
    assert not ReactionMinute.objects.exists()
