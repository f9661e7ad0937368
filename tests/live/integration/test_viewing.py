"""Heartbeats of players, and the counts that they become."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.urls import reverse

from everfair.kernel import clock
from everfair.live.audience_errors import BadWatchToken
from everfair.live.domain import viewing
from everfair.live.domain.viewing import beat, fold_heartbeats, watching_now
from everfair.live.enums import StreamState
from everfair.live.interfaces.curve_drawing import draw_curve
from everfair.live.models import Heartbeat, ViewerMinute
from everfair.live.queries.viewing import curve_of
from everfair.live.watch_tokens import new_watch_token
from tests.factories.live import StreamFactory

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from everfair.live.models import Stream
    from tests.live.conftest import Told

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

NOON = datetime(2020, 9, 6, 4, 0, tzinfo=UTC)


@pytest.fixture
def stream() -> Stream:
    return StreamFactory.create(state=StreamState.ON_AIR)


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    viewing._told.clear()
    set_clock(monkeypatch, NOON)


def set_clock(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(clock, "_read", lambda: moment)


def token_of(stream: Stream) -> str:
    return new_watch_token(stream.public_id, key=settings.SECRET_KEY)


def test_token_sent_again_and_again_is_one_viewer_a_minute(stream: Stream, monkeypatch: pytest.MonkeyPatch) -> None:
    token = token_of(stream)
    news = [beat(stream.public_id, token=token, is_live=True) for _ in range(3)]

    set_clock(monkeypatch, NOON + timedelta(minutes=1))
    news.append(beat(stream.public_id, token=token, is_live=True))

    assert news == [True, False, False, True]
    assert watching_now(stream.public_id) == 1


def test_heartbeat_is_one_statement(stream: Stream, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    beat(stream.public_id, token=token_of(stream), is_live=True)
    token = token_of(stream)

    with django_assert_num_queries(1):
        beat(stream.public_id, token=token, is_live=True)


def test_count_is_told_at_most_every_few_seconds(stream: Stream, told: Told) -> None:
    for _ in range(3):
        beat(stream.public_id, token=token_of(stream), is_live=True)

    assert [(kind, data) for _, kind, data in told] == [("watching", {"viewers": 1})]


@pytest.mark.parametrize("token", ["", "nonsense", "AAAA", "%"])
def test_heartbeat_that_we_did_not_sign_counts_for_nothing(stream: Stream, token: str) -> None:
    with pytest.raises(BadWatchToken):
        beat(stream.public_id, token=token, is_live=True)

    assert not Heartbeat.objects.exists()


def test_heartbeat_of_another_stream_or_of_yesterday(stream: Stream, monkeypatch: pytest.MonkeyPatch) -> None:
    other, old = token_of(StreamFactory.create()), token_of(stream)
    set_clock(monkeypatch, NOON + timedelta(days=1, seconds=1))

    for token in (other, old):
        with pytest.raises(BadWatchToken):
            beat(stream.public_id, token=token, is_live=True)


def test_nobody_watches_live_what_is_over() -> None:
    stream = StreamFactory.create(state=StreamState.ENDED)

    beat(stream.public_id, token=token_of(stream), is_live=True)

    assert [row.is_live for row in Heartbeat.objects.all()] == [False]


def test_whole_minutes_are_folded_and_forgotten(stream: Stream, monkeypatch: pytest.MonkeyPatch) -> None:
    for is_live in (True, True, False):
        beat(stream.public_id, token=token_of(stream), is_live=is_live)
    set_clock(monkeypatch, NOON + timedelta(minutes=2, seconds=59))
    beat(stream.public_id, token=token_of(stream), is_live=True)

    early = fold_heartbeats()
    set_clock(monkeypatch, NOON + timedelta(minutes=3))
    folded = [fold_heartbeats(), fold_heartbeats()]

    counts = ViewerMinute.objects.order_by("is_live").values_list("minute", "is_live", "viewers")
    assert (early, folded) == (0, [2, 0])
    assert list(counts) == [(NOON, False, 1), (NOON, True, 2)]
    assert Heartbeat.objects.count() == 1


def test_curve_has_its_peak_its_gaps_and_a_drawing(
    stream: Stream, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for minute, viewers in ((0, 3), (1, 9), (4, 6)):
        at = NOON + timedelta(minutes=minute)
        ViewerMinute.objects.create(stream=stream, minute=at, is_live=True, viewers=viewers)
    ViewerMinute.objects.create(stream=stream, minute=NOON, is_live=False, viewers=50)

    with django_assert_num_queries(2):
        curve = curve_of(stream)

    assert (curve.peak, curve.peak_at) == (9, NOON + timedelta(minutes=1))
    assert (curve.live_minutes, curve.recording_minutes) == (18, 50)
    assert [point.viewers for point in curve.points] == [3, 9, 0, 0, 6]
    assert draw_curve(curve).line.count("L") == 6


def test_long_stream_is_cut_into_as_many_rows_as_can_be_read(stream: Stream) -> None:
    ViewerMinute.objects.bulk_create(
        ViewerMinute(stream=stream, minute=NOON + timedelta(minutes=minute), is_live=True, viewers=minute)
        for minute in range(600)
    )

    curve = curve_of(stream)

    assert (len(curve.rows), len(curve.points)) == (24, 200)
    assert curve.rows[-1].viewers == 599
    assert curve.peak == max(point.viewers for point in curve.points)


def test_curve_of_nobody(stream: Stream) -> None:
    curve = curve_of(stream)

    assert (curve.is_empty, curve.peak, draw_curve(curve).line) == (True, 0, "")


def test_player_sends_its_heartbeat_without_a_cookie(stream: Stream, client: Client) -> None:
    address = reverse("streams:watching", args=[stream.public_id])

    good = client.post(address, {"token": token_of(stream), "live": "1"})
    bad = client.post(address, {"live": "1"})

    assert (good.status_code, bad.status_code) == (204, 403)
    assert not good.cookies
    assert Heartbeat.objects.get().is_live
