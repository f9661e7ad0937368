"""The page of a stream, its player for other sites, and its appointment."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from everfair.kernel.text import Text
from everfair.live.enums import Audience, StreamState
from everfair.live.playback.addresses import watch_address
from tests.factories.exhibition import BoothFactory
from tests.factories.fairs import EditionFactory
from tests.factories.live import StreamFactory
from tests.factories.programme import SessionFactory

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

SOON = datetime(2020, 9, 6, 1, 30, tzinfo=UTC)


def test_page_is_kept_by_the_edge_and_forgotten_with_its_stream(client: Client) -> None:
    stream = StreamFactory.create(state=StreamState.ON_AIR)

    page = client.get(watch_address(stream))

    assert page["Everfair-Cache"] == f"ttl=300; tags=streams edition-{stream.edition.slug} stream-{stream.public_id}"
    assert "Set-Cookie" not in page.headers


def test_page_costs_few_queries(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    address = watch_address(StreamFactory.create(session=SessionFactory.create()))

    with django_assert_num_queries(2):
        client.get(address)


def test_page_under_an_older_title_moves(client: Client) -> None:
    stream = StreamFactory.create()

    moved = client.get(f"/{stream.edition.slug}/live/anything-{stream.public_id}")

    assert (moved.status_code, moved["Location"]) == (301, watch_address(stream))


def test_page_belongs_to_its_edition(client: Client) -> None:
    stream, other = StreamFactory.create(), EditionFactory.create()

    assert client.get(f"/{other.slug}/live/{stream.public_id}").status_code == 404


@pytest.mark.parametrize(
    ("state", "slate"),
    [("scheduled", "scheduled"), ("rehearsing", "scheduled"), ("on_air", "on_air"), ("paused", "paused")],
)
def test_page_says_the_state_and_keeps_rehearsals_to_itself(client: Client, state: str, slate: str) -> None:
    stream = StreamFactory.create(state=state)

    page = client.get(watch_address(stream)).content.decode()

    assert f'data-phase="{slate}"' in page
    assert "rehears" not in page


def test_page_leads_to_the_event_or_to_the_booth(client: Client) -> None:
    session, booth = SessionFactory.create(), BoothFactory.create()
    of_session = StreamFactory.create(edition=session.edition, session=session)
    of_booth = StreamFactory.create(edition=booth.exhibitor.edition, booth=booth)

    forum = client.get(watch_address(of_session)).content.decode()
    show = client.get(watch_address(of_booth)).content.decode()

    assert f'-{session.event.public_id}"' in forum
    assert f'-{booth.public_id}"' in show


def test_talk_of_a_stream_for_accounts_waits_for_the_pass(client: Client) -> None:
    opened = client.get(watch_address(StreamFactory.create())).content.decode()
    closed = client.get(watch_address(StreamFactory.create(audience=Audience.REGISTERED))).content.decode()

    assert "<template data-admitted>" not in opened
    assert closed.index("<template data-admitted>") < closed.index("data-sides")


def test_policy_names_the_server_of_a_stream_from_elsewhere(client: Client) -> None:
    stream = StreamFactory.create(external_url="https://media.example.org/hall/live.m3u8")

    policy = client.get(watch_address(stream))["Content-Security-Policy"]

    assert "connect-src 'self' https://media.example.org;" in policy
    assert "media-src 'self' blob: https://media.example.org;" in policy
    assert policy.endswith("frame-ancestors 'none'")


def test_player_of_a_public_stream_may_stand_in_any_site(client: Client) -> None:
    stream = StreamFactory.create()

    player = client.get(f"/streams/{stream.public_id}/embed")

    assert player["Content-Security-Policy"].endswith("frame-ancestors *")
    assert "X-Frame-Options" not in player.headers
    assert "data-sides" not in player.content.decode()


@pytest.mark.parametrize("audience", [Audience.REGISTERED, Audience.INVITED])
def test_player_of_other_streams_stands_nowhere_else(client: Client, audience: str) -> None:
    stream = StreamFactory.create(audience=audience)

    assert client.get(f"/streams/{stream.public_id}/embed").status_code == 404
    assert "iframe" not in client.get(watch_address(stream)).content.decode()


def test_appointment_is_a_calendar_file_with_folded_lines(client: Client) -> None:
    title = Text({"en": "Trade, services; and " + "a very long way to say it " * 5})
    stream = StreamFactory.create(title=title, starts_at=SOON)

    answer = client.get(f"/streams/{stream.public_id}/calendar.ics", headers={"Accept-Language": "en"})

    lines = answer.content.decode().split("\r\n")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "DTSTART:20200906T013000Z" in lines
    assert "DTEND:20200906T023000Z" in lines
    assert max(len(line.encode()) for line in lines) == 75
    unfolded = answer.content.decode().replace("\r\n ", "")
    assert "SUMMARY:Trade\\, services\\; and a very long" in unfolded


def test_appointment_of_a_stream_without_a_time_is_not_found(client: Client) -> None:
    stream = StreamFactory.create()

    assert client.get(f"/streams/{stream.public_id}/calendar.ics").status_code == 404
