"""The list of an edition's streams as anybody gets it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from everfair.kernel.clock import now
from everfair.kernel.text import Text
from everfair.live.enums import Audience, StreamState
from everfair.live.queries.lists import Wish, coming, on_air, recordings
from tests.factories.exhibition import BoothFactory, ExhibitorFactory
from tests.factories.fairs import EditionFactory
from tests.factories.live import BEGAN, StreamFactory, TakeFactory
from tests.factories.programme import SessionFactory

if TYPE_CHECKING:
    from django.test import Client

    from everfair.fairs.models import Edition
    from everfair.live.models import Stream

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def shown_before(edition: Edition, **words: object) -> Stream:
    """Make a stream that ended after one take of half an hour."""
    stream = StreamFactory.create(edition=edition, state=StreamState.ENDED, **words)
    TakeFactory.create(stream=stream, is_public=True, ended_at=BEGAN + timedelta(minutes=30))
    return stream


def list_of(client: Client, edition: Edition, query: str = "?lang=en") -> str:
    return client.get(f"/{edition.slug}/live/{query}").content.decode()


def test_list_is_kept_for_everybody_and_purged_by_tag(client: Client) -> None:
    edition = EditionFactory.create()

    response = client.get(f"/{edition.slug}/live/")

    assert response.status_code == 200
    assert response["Everfair-Cache"] == f"ttl=60; tags=streams edition-{edition.slug}"
    assert response.cookies == {}


def test_list_shows_what_is_on_air_next_and_to_watch_again(client: Client) -> None:
    edition = EditionFactory.create()
    StreamFactory.create(edition=edition, state=StreamState.ON_AIR, title=Text({"en": "Showing now"}))
    StreamFactory.create(edition=edition, title=Text({"en": "Coming soon"}), starts_at=now() + timedelta(hours=1))
    shown_before(edition, title=Text({"en": "Shown before"}))

    page = list_of(client, edition)

    places = [page.index(words) for words in ("Showing now", "Coming soon", "Shown before")]
    assert places == sorted(places)
    assert "30:00" in page


def test_rehearsal_looks_like_a_scheduled_stream_to_everybody(client: Client) -> None:
    edition = EditionFactory.create()
    StreamFactory.create(edition=edition, state=StreamState.REHEARSING)

    page = list_of(client, edition)

    assert "Opening ceremony" in page
    assert "In rehearsal" not in page


def test_invited_only_and_other_editions_are_not_listed(client: Client) -> None:
    edition = EditionFactory.create()
    StreamFactory.create(edition=edition, state=StreamState.ON_AIR, audience=Audience.INVITED)
    StreamFactory.create(state=StreamState.ON_AIR)

    page = list_of(client, edition)

    assert "Opening ceremony" not in page
    assert "The programme tells which sessions will be streamed" in page


def test_stream_that_ended_without_an_audience_is_no_recording() -> None:
    edition = EditionFactory.create()
    seen = shown_before(edition)
    unseen = StreamFactory.create(edition=edition, state=StreamState.ENDED)
    TakeFactory.create(stream=unseen, is_public=False, ended_at=BEGAN + timedelta(minutes=5))

    found = list(recordings(edition, Wish()))

    assert found == [seen]
    assert found[0].length == timedelta(minutes=30)


def test_long_overdue_stream_is_not_among_the_next_ones() -> None:
    edition = EditionFactory.create()
    StreamFactory.create(edition=edition, starts_at=now() - timedelta(hours=7))
    late = StreamFactory.create(edition=edition, starts_at=now() - timedelta(hours=5))
    some_day = StreamFactory.create(edition=edition)

    assert list(coming(edition, Wish())) == [late, some_day]


def test_list_narrows_to_owners_and_words() -> None:
    edition = EditionFactory.create()
    session = SessionFactory.create(event__edition=edition, title=Text({"zh-hans": "养老服务论坛"}))
    booth = BoothFactory.create(exhibitor=ExhibitorFactory.create(edition=edition))
    forum = StreamFactory.create(edition=edition, session=session, state=StreamState.ON_AIR)
    show = StreamFactory.create(
        edition=edition, booth=booth, organisation=booth.exhibitor.organisation, state=StreamState.PAUSED
    )
    own = StreamFactory.create(edition=edition, state=StreamState.ON_AIR, title=Text({"en": "Closing concert"}))

    by_owner = {of: set(on_air(edition, Wish(of))) for of in ("sessions", "booths", "fair")}
    by_words = {words: set(on_air(edition, Wish(words=words))) for words in ("数字 论坛", "concert", "Service Company")}

    assert by_owner == {"sessions": {forum}, "booths": {show}, "fair": {own}}
    assert by_words == {"数字 论坛": {forum}, "concert": {own}, "Service Company": {show}}


@pytest.mark.parametrize("query", ["of=nothing", "q=%00", "q=%FF%FE", "q=<script>alert(1)</script>", "page=minus"])
def test_list_takes_any_query(client: Client, query: str) -> None:
    edition = EditionFactory.create()
    StreamFactory.create(edition=edition, state=StreamState.ON_AIR)

    response = client.get(f"/{edition.slug}/live/?{query}")

    assert response.status_code in (200, 400)
    assert b"<script>alert" not in response.content


def test_list_without_results_offers_all_streams(client: Client) -> None:
    edition = EditionFactory.create()
    StreamFactory.create(edition=edition, state=StreamState.ON_AIR)

    page = list_of(client, edition, "?q=nothing-like-it&lang=en")

    assert "Show all streams" in page
    assert "Opening ceremony" not in page


def test_second_page_holds_recordings_alone(client: Client) -> None:
    edition = EditionFactory.create()
    StreamFactory.create(edition=edition, state=StreamState.ON_AIR, title=Text({"en": "Showing now"}))
    for number in range(25):
        shown_before(edition, title=Text({"en": f"Recording {number}"}))

    page = list_of(client, edition, "?page=2&lang=en")

    assert page.count("<article") == 1
    assert "Recording 0" in page
    assert "Showing now" not in page


def test_list_takes_the_same_queries_however_long(
    client: Client, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    edition = EditionFactory.create()
    for number in range(12):
        session = SessionFactory.create(event__edition=edition)
        StreamFactory.create(edition=edition, session=session, state=StreamState.ON_AIR)
        StreamFactory.create(edition=edition, title=Text({"en": f"Coming {number}"}))
        shown_before(edition)

    with django_assert_num_queries(5):  # type: ignore[operator]  # pytest-django's context manager
        list_of(client, edition)
