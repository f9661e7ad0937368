"""Streams as operators and exhibitors find and create them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from everfair.kernel.text import Text
from everfair.live.enums import StreamState
from everfair.live.models import Stream
from tests.factories.accounts import make_member, make_operator, sign_in
from tests.factories.exhibition import BoothFactory
from tests.factories.fairs import EditionFactory
from tests.factories.live import StreamFactory, TakeFactory
from tests.factories.programme import SessionFactory

if TYPE_CHECKING:
    from django.test import Client

    from everfair.accounts.member import Member
    from everfair.exhibition.models import Booth
    from everfair.fairs.models import Edition

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

REFUSED = 422
FILLED = {"title_en": "Opening", "audience": "public", "language": "en"}


@pytest.fixture
def edition(client: Client) -> Edition:
    """Return the current edition, whose operator is signed in."""
    made = EditionFactory.create()
    sign_in(client, make_operator(edition=made))
    return made


def exhibit(edition: Edition) -> tuple[Member, Booth]:
    member = make_member()
    booth = BoothFactory.create(exhibitor__edition=edition, exhibitor__organisation=member.organisation)
    return member, booth


def test_operators_see_every_stream_and_filter_by_state(client: Client, edition: Edition) -> None:
    take = TakeFactory.create(stream__edition=edition, stream__state=StreamState.ON_AIR)
    Stream.objects.filter(pk=take.stream_id).update(title=Text({"en": "Showing now"}))
    StreamFactory.create(edition=edition, title=Text({"en": "Coming soon"}))
    StreamFactory.create(title=Text({"en": "Elsewhere"}))

    every = client.get(f"/streams/desk/{edition.slug}/?lang=en").content.decode()
    on_air = client.get(f"/streams/desk/{edition.slug}/?lang=en&state=on_air").content.decode()

    assert [words in every for words in ("Showing now", "Coming soon", "Elsewhere")] == [True, True, False]
    assert [words in on_air for words in ("Showing now", "Coming soon", "Elsewhere")] == [True, False, False]
    assert "A picture arrives" in on_air
    assert "All · 2" in every


def test_desk_list_is_closed_to_others(client: Client) -> None:
    edition = EditionFactory.create()
    sign_in(client, make_operator())

    assert client.get(f"/streams/desk/{edition.slug}/").status_code == 403
    assert client.get(f"/streams/desk/{edition.slug}/new").status_code == 403


def test_empty_desk_list_offers_to_create_one(client: Client, edition: Edition) -> None:
    page = client.get(f"/streams/desk/{edition.slug}/?lang=en").content.decode()

    assert "This edition has no streams yet." in page
    assert f"/streams/desk/{edition.slug}/new" in page


def test_desk_list_takes_the_same_queries_however_long(
    client: Client, edition: Edition, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    for _ in range(12):
        StreamFactory.create(edition=edition, session=SessionFactory.create(event__edition=edition))

    with django_assert_max_num_queries(9):  # type: ignore[operator]  # pytest-django's context manager
        client.get(f"/streams/desk/{edition.slug}/")


def test_operator_creates_the_stream_of_a_session(client: Client, edition: Edition) -> None:
    host = make_member().organisation
    session = SessionFactory.create(event__edition=edition, event__host=host, is_live_streamed=True)
    words = {**FILLED, "title_en": "", "session": session.public_id}

    response = client.post(f"/streams/desk/{edition.slug}/new", words)

    stream = Stream.objects.get()
    assert response["Location"] == f"/streams/{stream.public_id}/desk"
    assert (stream.session, stream.organisation, stream.starts_at) == (session, host, session.starts_at)
    assert stream.title == session.title


def test_session_with_a_stream_is_not_offered_again(client: Client, edition: Edition) -> None:
    taken = SessionFactory.create(event__edition=edition, is_live_streamed=True)
    StreamFactory.create(edition=edition, session=taken)
    free = SessionFactory.create(event__edition=edition, is_live_streamed=True)

    page = client.get(f"/streams/desk/{edition.slug}/new?session={free.public_id}").content.decode()

    assert f'value="{free.public_id}" selected' in page
    assert f'value="{taken.public_id}"' not in page


def test_operator_creates_the_fairs_own_stream(client: Client, edition: Edition) -> None:
    response = client.post(f"/streams/desk/{edition.slug}/new", FILLED)

    stream = Stream.objects.get()
    assert response.status_code == 302
    assert (stream.session, stream.booth, stream.language) == (None, None, "en")


def test_stream_without_a_title_is_refused(client: Client, edition: Edition) -> None:
    response = client.post(f"/streams/desk/{edition.slug}/new?lang=en", {**FILLED, "title_en": " "})

    assert response.status_code == REFUSED
    assert "Write this in Chinese, in English, or in both." in response.content.decode()
    assert not Stream.objects.exists()


def test_exhibitor_plans_a_show_at_its_booth(client: Client) -> None:
    member, booth = exhibit(EditionFactory.create())
    sign_in(client, member.person)

    empty = client.get("/streams/mine?lang=en").content.decode()
    response = client.post("/streams/mine/new", {**FILLED, "booth": booth.public_id})

    stream = Stream.objects.get()
    assert "Show your booth to the world, live." in empty
    assert response["Location"] == f"/streams/{stream.public_id}/desk"
    assert (stream.booth, stream.organisation) == (booth, member.organisation)
    assert f"/streams/{stream.public_id}/desk" in client.get("/streams/mine").content.decode()


def test_booth_of_another_organisation_is_refused(client: Client) -> None:
    edition = EditionFactory.create()
    member, _ = exhibit(edition)
    _, other = exhibit(edition)
    sign_in(client, member.person)

    response = client.post("/streams/mine/new", {**FILLED, "booth": other.public_id})

    assert response.status_code == REFUSED
    assert not Stream.objects.exists()


def test_who_has_no_open_booth_is_led_to_it(client: Client) -> None:
    edition = EditionFactory.create()
    sign_in(client, make_member().person)

    page = client.get("/streams/mine?lang=en").content.decode()

    assert "Shows belong to an open booth." in page
    assert f"/{edition.slug}/exhibition/workspace/" in page
    assert client.get("/streams/mine/new")["Location"] == "/streams/mine"


def test_staff_see_the_shows_and_cannot_plan_them(client: Client) -> None:
    edition = EditionFactory.create()
    member = make_member(role="sales")
    StreamFactory.create(edition=edition, organisation=member.organisation)
    sign_in(client, member.person)

    page = client.get("/streams/mine?lang=en").content.decode()

    assert "Opening ceremony" in page
    assert "/desk" not in page.partition("<main")[2]
    assert client.get("/streams/mine/new").status_code == 403
