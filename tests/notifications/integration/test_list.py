"""My notifications in the browser: listed by day, opened, cleared; and the bell."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from everfair.accounts.enums import EditionRole
from everfair.accounts.models import Person
from everfair.kernel import clock
from everfair.kernel.realtime import read_token
from everfair.notifications.models import Notification
from everfair.notifications.queries.lists import PER_PAGE
from tests.factories.accounts import PersonFactory, make_operator, sign_in
from tests.factories.notifications import tell

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries
    from pytest_django.fixtures import SettingsWrapper

pytestmark = [pytest.mark.integration, pytest.mark.django_db, pytest.mark.usefixtures("no_jobs")]

LIST, BELL = "/me/notifications", "/me/notifications/badge"


@pytest.fixture
def nok(client: Client) -> Person:
    person = PersonFactory.create(time_zone="America/Lima")
    sign_in(client, person)
    return person


def text(client: Client, address: str, **headers: str) -> str:
    answer = client.get(address, {"lang": "en"} if "?" not in address else None, headers=headers)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_empty_list_says_what_comes_here(client: Client, nok: Person) -> None:
    assert nok.is_active

    assert "Nothing yet." in text(client, LIST)
    assert "还没有通知。" in text(client, f"{LIST}?lang=zh-hans")


def test_lines_stand_under_the_readers_own_day(client: Client, nok: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    for hour in (4, 6):
        monkeypatch.setattr(clock, "_read", lambda hour=hour: datetime(2027, 5, 2, hour, 0, tzinfo=UTC))
        tell(nok)

    shown = text(client, LIST)

    assert shown.index("Sunday 2 May") < shown.index("Saturday 1 May")


def test_line_names_kind_words_and_organisation_escaped(client: Client, nok: Person) -> None:
    line = tell(nok)
    line.words = {"them": {"en": "<b>Bridges</b>"}, "subject": "A & B"}
    line.save()

    shown = text(client, LIST)

    assert "&lt;b&gt;Bridges&lt;/b&gt; accepted: A &amp; B" in shown
    assert "<b>Bridges" not in shown


def test_listing_makes_seen_and_opening_makes_read(client: Client, nok: Person) -> None:
    line = tell(nok, url="/me/tokens")
    assert "1 new notification" in text(client, BELL)

    client.get(LIST)
    line.refresh_from_db()
    assert (line.seen_at is not None, line.read_at) == (True, None)
    assert "new notification" not in text(client, BELL)

    answer = client.post(f"{LIST}/{line.public_id}/open")
    line.refresh_from_db()
    assert (answer.status_code, answer.headers["Location"]) == (302, "/me/tokens")
    assert line.read_at is not None


def test_line_of_another_person_is_hidden(client: Client, nok: Person) -> None:
    line = tell(PersonFactory.create())

    assert nok.is_active
    assert client.post(f"{LIST}/{line.public_id}/open").status_code == 404
    assert "Southern Bridges" not in text(client, LIST)


def test_all_can_be_marked_as_read(client: Client, nok: Person) -> None:
    other = tell(PersonFactory.create())
    tell(nok)
    tell(nok)

    client.post(f"{LIST}/read")

    assert list(Notification.objects.filter(read_at=None)) == [other]


def test_filter_shows_one_kind(client: Client, nok: Person) -> None:
    tell(nok)
    tell(nok, "negotiation_requested")

    shown = text(client, f"{LIST}?lang=en&kind=negotiation_requested")

    assert "asks you to negotiate" in shown
    assert "Southern Bridges accepted" not in shown


@pytest.mark.parametrize("query", ["kind=%00", "kind=nothing", "before=x", "before=%FF", "kind='--&before='--"])
def test_list_survives_any_query(client: Client, nok: Person, query: str) -> None:
    tell(nok)

    assert client.get(f"{LIST}?{query}").status_code in {200, 400}


def test_pages_follow_each_other_without_gap_or_repeat(client: Client, nok: Person) -> None:
    for number in range(PER_PAGE + 3):
        tell(nok, url=f"/x/{number}")
    Notification.objects.update(at=clock.now() - timedelta(hours=1))

    first = client.get(LIST)
    second = client.get(f"{LIST}?before={first.context['next']}")

    shown = [line.notification.pk for page in (first, second) for _, lines in page.context["days"] for line in lines]
    assert shown == sorted(Notification.objects.values_list("pk", flat=True), reverse=True)
    assert second.context["next"] == ""


def test_list_asks_the_database_the_same_however_long(
    client: Client, nok: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        tell(nok, url=f"/x/{number}")
    client.get(LIST)

    with django_assert_num_queries(client_queries(client)):
        client.get(LIST)


def client_queries(client: Client) -> int:
    """Return how many queries the list needs with nothing in it."""
    with CaptureQueriesContext(connection) as queries:
        client.get(f"{LIST}?kind=agreement_to_sign")
    return len(queries)


def test_kind_of_an_older_everfair_is_left_out(client: Client, nok: Person) -> None:
    Notification.objects.create(person=nok, kind="forgotten", url="/me", words={})

    assert "Nothing yet." in text(client, LIST)
    assert "new notification" not in text(client, BELL)


def test_bell_opens_the_persons_own_channel(client: Client, nok: Person, settings: SettingsWrapper) -> None:
    shown = text(client, BELL)
    token = shown.partition('data-live="')[2].partition('"')[0]

    assert read_token(token, key=settings.SECRET_KEY) == [f"person.{nok.public_id}"]


def test_bell_is_nothing_for_a_stranger() -> None:
    answer = Client().get(BELL)

    assert (answer.status_code, answer.content) == (204, b"")


def test_page_that_a_notice_is_about_makes_it_read(client: Client, nok: Person) -> None:
    here, elsewhere = tell(nok, url="/negotiations/abc"), tell(nok, url="/negotiations/def")

    client.get(BELL, headers={"HX-Request": "true", "HX-Current-URL": "https://fair.example/negotiations/abc?x=1#end"})

    here.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (here.read_at is not None, elsewhere.read_at) == (True, None)


def test_header_of_a_signed_in_person_has_the_bell_and_a_strangers_has_none(client: Client, nok: Person) -> None:
    assert nok.is_active

    assert BELL in client.get("/me/nav").content.decode()
    assert BELL not in Client().get("/me/nav").content.decode()


def test_support_looks_without_leaving_a_trace_in_the_list(client: Client) -> None:
    person = PersonFactory.create()
    line = tell(person, url="/negotiations/abc")
    sign_in(client, make_operator(role=EditionRole.SUPPORT))

    client.post(f"/operate/people/{person.public_id}/look", {"reason": "Asked for it."})
    listed = client.get(LIST).content.decode()
    client.get(BELL, headers={"HX-Request": "true", "HX-Current-URL": "https://fair.example/negotiations/abc"})

    line.refresh_from_db()
    assert f"{LIST}/{line.public_id}/open" in listed
    assert (line.seen_at, line.read_at) == (None, None)
    assert client.post(f"{LIST}/read").status_code == 403
