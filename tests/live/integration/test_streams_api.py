"""Streams over the API, on the programme and on the front page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import translation

from everfair.fairs.models import Edition
from everfair.kernel.addresses import slug_of
from everfair.kernel.text import Text
from everfair.live.enums import Audience, RecordingState, StreamState
from everfair.live.models import Recording, Stream
from everfair.live.queries.streams import on_air_now
from everfair.live.with_sessions import link_streams
from everfair.programme.public import SessionLink
from tests.factories.accounts import OrganisationFactory
from tests.factories.exhibition import BoothFactory
from tests.factories.fairs import EditionFactory
from tests.factories.live import BEGAN, StreamFactory
from tests.factories.programme import EventFactory, SessionFactory

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

HERE = "http://localhost:8000"


def read(client: Client, edition: Edition, rest: str = "") -> Any:
    return client.get(f"/api/{edition.slug}/streams{rest}").json()


def recorded(stream: Stream, state: RecordingState) -> Stream:
    Recording.objects.create(stream=stream, state=state, published_at=BEGAN)
    return stream


def test_stream_over_the_api_tells_where_it_plays(client: Client) -> None:
    stream = StreamFactory(state=StreamState.ON_AIR, organisation=OrganisationFactory(), starts_at=BEGAN)

    answer = read(client, stream.edition, f"/{stream.public_id}")

    assert answer == {
        "public_id": stream.public_id,
        "title": dict(stream.title),
        "owner": dict(stream.organisation.name),
        "state": "on_air",
        "audience": "public",
        "language": "zh",
        "starts_at": "2020-09-06T01:30:00Z",
        "on_air_at": "2020-09-06T01:30:00Z",
        "ended_at": None,
        "session": "",
        "booth": "",
        "has_recording": False,
        "watch_url": f"{HERE}/{stream.edition.slug}/live/opening-ceremony-{stream.public_id}",
        "playlist_url": f"{HERE}/live/{stream.public_id}/open/master.m3u8",
    }


@pytest.mark.parametrize(
    ("fields", "state", "playlist"),
    [
        ({"state": StreamState.SCHEDULED}, "scheduled", ""),
        ({"state": StreamState.REHEARSING}, "scheduled", ""),
        ({"state": StreamState.ON_AIR, "audience": Audience.REGISTERED}, "on_air", ""),
        ({"state": StreamState.PAUSED, "external_url": "https://e.org/a.m3u8"}, "paused", "https://e.org/a.m3u8"),
        ({"state": StreamState.ENDED}, "ended", ""),
    ],
)
def test_playlist_is_told_where_anybody_can_play_it(
    client: Client, fields: dict[str, str], state: str, playlist: str
) -> None:
    stream = StreamFactory(**fields)

    answer = read(client, stream.edition, f"/{stream.public_id}")

    assert (answer["state"], answer["playlist_url"]) == (state, playlist)


def test_recording_is_told_once_it_is_published(client: Client) -> None:
    edition = EditionFactory()
    kept = recorded(StreamFactory(edition=edition, state=StreamState.ENDED), RecordingState.KEPT)
    shown = recorded(StreamFactory(edition=edition, state=StreamState.ENDED), RecordingState.PUBLISHED)

    found = {one["public_id"]: (one["has_recording"], one["playlist_url"]) for one in read(client, edition)["items"]}

    assert found == {
        kept.public_id: (False, ""),
        shown.public_id: (True, f"{HERE}/live/{shown.public_id}/open/vod.m3u8"),
    }


def test_stream_for_invited_people_is_not_there_for_the_api(client: Client) -> None:
    stream = StreamFactory(state=StreamState.ON_AIR, audience=Audience.INVITED)

    assert read(client, stream.edition) == {"items": [], "next": ""}
    assert client.get(f"/api/{stream.edition.slug}/streams/{stream.public_id}").status_code == 404


def test_stream_of_another_edition_is_not_there(client: Client) -> None:
    stream = StreamFactory()

    assert client.get(f"/api/{EditionFactory().slug}/streams/{stream.public_id}").status_code == 404


def test_streams_are_found_by_what_the_outside_is_told(client: Client) -> None:
    edition = EditionFactory()
    waiting = [StreamFactory(edition=edition, state=state) for state in (StreamState.SCHEDULED, StreamState.REHEARSING)]
    StreamFactory(edition=edition, state=StreamState.ON_AIR)

    found = read(client, edition, "?state=scheduled")["items"]

    assert [one["public_id"] for one in found] == sorted(stream.public_id for stream in waiting)
    assert client.get(f"/api/{edition.slug}/streams?state=rehearsing").status_code == 422


def test_list_takes_as_many_queries_however_long(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    edition = EditionFactory()
    for _ in range(3):
        StreamFactory(edition=edition, session=SessionFactory(event__edition=edition))
        StreamFactory(edition=edition, booth=BoothFactory(exhibitor__edition=edition))

    with django_assert_num_queries(2):
        answer = read(client, edition)

    assert len(answer["items"]) == 6


def test_on_air_now_shows_the_latest_and_keeps_closed_ones_back() -> None:
    edition = EditionFactory()
    first, second = (StreamFactory(edition=edition, state=StreamState.ON_AIR) for _ in range(2))
    StreamFactory(edition=edition, state=StreamState.PAUSED)
    StreamFactory(edition=edition, state=StreamState.ON_AIR, audience=Audience.INVITED)
    StreamFactory(state=StreamState.ON_AIR)

    assert [card.public_id for card in on_air_now(edition, 5)] == [first.public_id, second.public_id]
    assert [card.public_id for card in on_air_now(edition, 1)] == [first.public_id]


def test_front_page_shows_what_is_on_air_and_is_purged_with_it(client: Client) -> None:
    stream = StreamFactory(state=StreamState.ON_AIR, title=Text({"en": "Sparkling <show>"}))
    StreamFactory(edition=stream.edition, state=StreamState.ENDED, title=Text({"en": "Over"}))

    answer = client.get(f"/{stream.edition.slug}/", headers={"accept-language": "en"})

    page = answer.content.decode()
    assert "Sparkling &lt;show&gt;</a>" in page
    assert "Over</a>" not in page
    assert "streams" in answer["Everfair-Cache"].split("tags=")[1].split()


@pytest.mark.parametrize(
    ("state", "recording", "words", "is_urgent"),
    [
        (StreamState.SCHEDULED, None, "Will be streamed", False),
        (StreamState.REHEARSING, None, "Will be streamed", False),
        (StreamState.ON_AIR, None, "Watch live", True),
        (StreamState.PAUSED, None, "Watch live", True),
        (StreamState.ENDED, RecordingState.KEPT, "About the stream", False),
        (StreamState.ENDED, RecordingState.PUBLISHED, "Watch the recording", False),
    ],
)
def test_session_of_the_programme_links_to_its_stream(
    state: StreamState, recording: RecordingState | None, words: str, *, is_urgent: bool
) -> None:
    session = SessionFactory()
    stream = StreamFactory(edition=session.edition, session=session, state=state)
    if recording:
        recorded(stream, recording)

    with translation.override("en"):
        links = link_streams(session.edition, [session.pk])

    address = f"/{session.edition.slug}/live/opening-ceremony-{stream.public_id}"
    assert links == {session.pk: SessionLink(words, address, f"stream-{stream.public_id}", is_urgent)}


def test_event_page_leads_to_its_streams_in_few_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    event = EventFactory()
    sessions = SessionFactory.create_batch(3, event=event, is_live_streamed=True)
    on_air = StreamFactory(edition=event.edition, session=sessions[0], state=StreamState.ON_AIR)
    StreamFactory(edition=event.edition, session=sessions[1], audience=Audience.INVITED, state=StreamState.ON_AIR)
    address = reverse("programme:event-view", args=[event.edition.slug, slug_of(event.title, event.public_id)])

    with django_assert_num_queries(4):
        answer = client.get(address, headers={"accept-language": "en"})

    page = answer.content.decode()
    assert answer["Everfair-Cache"].endswith(f"event-{event.public_id} stream-{on_air.public_id}")
    assert page.count("Watch live") == 1
    assert f'href="/{event.edition.slug}/live/opening-ceremony-{on_air.public_id}">Watch live</a>' in page
    assert page.count("Streamed") == 2
