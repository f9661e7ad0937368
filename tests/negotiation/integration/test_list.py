"""The list: what waits for me first, then the rest, at a constant number of queries."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from everfair.accounts.member import Member
from everfair.kernel import clock
from everfair.negotiation.domain.negotiation import decline_negotiation
from everfair.negotiation.domain.talks import post_message
from everfair.negotiation.public import waiting_for
from tests.factories.accounts import make_member
from tests.factories.negotiation import Talks, agree_on_intent, make_request, make_talks
from tests.negotiation.browsing import client_of

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def subjects(rows: list[object]) -> list[str]:
    return [row.party.negotiation.subject for row in rows]  # type: ignore[attr-defined]  # rows of a template context


@pytest.fixture
def desk() -> tuple[Member, dict[str, Talks]]:
    """Make a seller with one negotiation of every sort, and somebody else's beside them."""
    seller = make_member()
    talks = {
        "asked": make_request(seller=seller, subject="asked"),
        "ours": make_talks(seller=seller, subject="our turn"),
        "theirs": make_talks(seller=seller, subject="their turn"),
        "nobody": make_talks(seller=seller, subject="nobody's turn"),
        "declined": make_request(seller=seller, subject="declined"),
        "began": make_request(buyer=seller, subject="we asked"),
    }
    post_message(talks["ours"].negotiation, actor=talks["ours"].buyer, body="Well?")
    post_message(talks["theirs"].negotiation, actor=seller, body="Well?")
    agree_on_intent(talks["nobody"])
    decline_negotiation(talks["declined"].negotiation, actor=seller, reason="No.")
    make_talks(subject="somebody else's")
    return seller, talks


def test_list_shows_what_waits_first_then_the_rest(desk: tuple[Member, dict[str, Talks]]) -> None:
    seller, _talks = desk

    page = client_of(seller).get("/negotiations/")

    assert subjects(page.context["waiting"]) == ["our turn", "asked"]
    assert subjects(page.context["page"].rows) == ["declined", "nobody's turn", "their turn", "we asked"]
    assert waiting_for(seller) == page.context["waiting_count"] == 2


@pytest.mark.parametrize(
    ("show", "expected"),
    [
        ("waiting", ["our turn", "asked"]),
        ("talks", ["nobody's turn", "their turn", "our turn"]),
        ("closed", ["declined"]),
        ("'; DROP TABLE", ["declined", "nobody's turn", "their turn", "we asked"]),
    ],
)
def test_list_shows_a_part(desk: tuple[Member, dict[str, Talks]], show: str, expected: list[str]) -> None:
    seller, _talks = desk

    page = client_of(seller).get("/negotiations/", {"show": show})

    assert subjects(page.context["page"].rows) == expected


def test_list_of_a_newcomer_offers_the_next_step() -> None:
    make_request()

    page = client_of(make_member()).get("/negotiations/")

    assert page.status_code == 200
    assert "You negotiate with nobody yet." in page.content.decode()


@pytest.mark.parametrize("before", ["0", "-", "99999999999999999999999-x", "two", "1-'; DROP TABLE", "-1-二"])
def test_list_takes_any_place(before: str) -> None:
    talks = make_talks()

    assert client_of(talks.buyer).get("/negotiations/", {"before": before}).status_code == 200


def test_list_goes_on_where_the_page_before_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime(2020, 9, 5, 2, 0, tzinfo=UTC)
    monkeypatch.setattr(clock, "_read", lambda: moment)
    seller = make_member()
    for number in range(45):
        make_request(buyer=seller, subject=f"request {number}")
    monkeypatch.setattr(clock, "_read", lambda: moment + timedelta(hours=1))
    client = client_of(seller)
    seen: list[str] = []
    before = ""

    for _ in range(3):
        page = client.get("/negotiations/", {"before": before}).context["page"]
        make_request(buyer=seller, subject="something new, while somebody reads")
        seen += subjects(page.rows)
        before = str(page.older or "")

    assert sorted(seen) == sorted(f"request {number}" for number in range(45))
    assert before == ""


@pytest.mark.parametrize("count", [2, 25])
def test_list_asks_a_constant_number_of_queries(count: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    seller = make_member()
    for _ in range(count):
        make_request(seller=seller)
        talks = make_talks(seller=seller)
        post_message(talks.negotiation, actor=seller, body="Well?")
    client = client_of(seller)
    client.get("/negotiations/")

    # session, person, membership, edition (for the header, for the tabs); the count;
    # keys, rows and projects of what waits, and of the rest
    with django_assert_num_queries(11):
        client.get("/negotiations/")


@pytest.mark.parametrize("count", [1, 40])
def test_page_asks_a_constant_number_of_queries(count: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    talks = make_talks()
    for _ in range(count):
        post_message(talks.negotiation, actor=talks.buyer, body="And another thing.")
    client = client_of(talks.buyer)
    client.get(f"/negotiations/{talks.negotiation.public_id}")

    # session, person, negotiation, memberships, consent at the border, notes, intents, project, lines
    with django_assert_num_queries(9):
        client.get(f"/negotiations/{talks.negotiation.public_id}")
