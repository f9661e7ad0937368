"""Pages of the programme as a reader gets them."""

from __future__ import annotations

import pytest
from django.test import Client

from everfair.kernel.addresses import slug_of
from everfair.kernel.text import Text
from tests.factories.programme import EventFactory, SessionFactory

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def test_programme_page_is_kept_for_everybody_and_purged_by_tag(client: Client) -> None:
    session = SessionFactory()

    response = client.get(f"/{session.edition.slug}/programme/")

    assert response.status_code == 200
    assert response["Everfair-Cache"] == f"ttl=300; tags=programme edition-{session.edition.slug}"
    assert response.cookies == {}


@pytest.mark.parametrize(
    ("language", "title", "kind"), [("zh-hans", "数字贸易论坛", "行业论坛"), ("en", "Digital trade", "Industry")]
)
def test_programme_page_speaks_the_language_of_the_reader(client: Client, language: str, title: str, kind: str) -> None:
    session = SessionFactory()

    page = client.get(f"/{session.edition.slug}/programme/?lang={language}").content.decode()

    assert title in page
    assert kind in page


def test_programme_page_without_results_offers_the_whole_programme(client: Client) -> None:
    session = SessionFactory()

    page = client.get(f"/{session.edition.slug}/programme/?q=nothing-like-it&lang=en").content.decode()

    assert "Show the whole programme" in page
    assert "Digital trade forum" not in page


@pytest.mark.parametrize(
    "query", ["day=yesterday", "kind=party", "q=%00", "q=%FF%FE", "q=<script>alert(1)</script>", "live=2"]
)
def test_programme_page_takes_any_query(client: Client, query: str) -> None:
    session = SessionFactory()

    response = client.get(f"/{session.edition.slug}/programme/?{query}")

    assert response.status_code in (200, 400)
    assert b"<script>alert" not in response.content


def test_event_page_leads_from_a_wrong_slug_to_the_right_one(client: Client) -> None:
    event = SessionFactory().event

    response = client.get(f"/{event.edition.slug}/programme/events/old-name-{event.public_id}")

    assert response.status_code == 301
    assert response["Location"].endswith(f"/programme/events/digital-trade-forum-{event.public_id}")


def test_event_page_shows_text_as_text(client: Client) -> None:
    event = EventFactory(title=Text({"en": "<b>Bold</b> & 'quoted'"}))
    SessionFactory(event=event)

    page = client.get(
        f"/{event.edition.slug}/programme/events/{slug_of(event.title, event.public_id)}"
    ).content.decode()

    assert "&lt;b&gt;Bold&lt;/b&gt; &amp;" in page
    assert "<b>Bold" not in page


def test_event_of_another_edition_is_not_found(client: Client) -> None:
    session, other = SessionFactory(), SessionFactory()

    response = client.get(f"/{other.edition.slug}/programme/events/digital-trade-forum-{session.event.public_id}")

    assert response.status_code == 404
