"""The moderation desk over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse

from everfair.accounts.public import EditionRole
from everfair.live.enums import Verdict
from everfair.live.models import ChatBan, ChatReport
from tests.factories.accounts import PersonFactory, make_operator, sign_in
from tests.factories.chat import ChatLineFactory, ChatReportFactory
from tests.factories.fairs import EditionFactory
from tests.factories.live import StreamFactory

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from everfair.fairs.models import Edition

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

ENGLISH = {"Accept-Language": "en"}
DESK = "/streams/moderation"


@pytest.fixture
def edition(client: Client) -> Edition:
    """An edition with a moderator, who is signed in."""
    made: Edition = EditionFactory.create()
    sign_in(client, make_operator(edition=made, role=EditionRole.MODERATOR))
    return made


def reported(edition: Edition, body: str) -> ChatReport:
    made: ChatReport = ChatReportFactory.create(line__stream__edition=edition, line__body=body)
    return made


def test_desk_shows_what_was_reported_in_the_moderators_editions(client: Client, edition: Edition) -> None:
    first = reported(edition, "First of all")
    ChatReportFactory.create(line=first.line, reason="abuse")
    reported(edition, "Second")
    reported(EditionFactory.create(), "Not theirs")

    page = client.get(DESK, headers=ENGLISH).content.decode()

    assert page.index("First of all") < page.index("Second")
    assert "2 reports" in page
    assert "Spam or advertising" in page
    assert "Insult or hatred" in page
    assert "Not theirs" not in page


@pytest.mark.parametrize("count", [1, 12])
def test_desk_asks_the_database_as_often_for_many_reports_as_for_one(
    client: Client, edition: Edition, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        reported(edition, f"Line {number}")
    client.get(DESK)

    with django_assert_num_queries(6):
        client.get(DESK)


@pytest.mark.parametrize("verdict", Verdict)
def test_one_click_settles_and_says_what_was_done(client: Client, edition: Edition, verdict: Verdict) -> None:
    report = reported(edition, "Buy now")

    page = client.post(
        reverse("streams:report-settle", args=[report.public_id]), {"verdict": verdict}, headers=ENGLISH, follow=True
    ).content.decode()

    assert ChatReport.objects.get().verdict == verdict
    assert "Buy now" not in page
    assert report.line.name in page


def test_ban_from_all_streams_of_the_edition_is_one_click(client: Client, edition: Edition) -> None:
    report, other = reported(edition, "Buy now"), StreamFactory.create(edition=edition)
    elsewhere = ChatLineFactory.create(stream=other, author=report.line.author)
    address = reverse("streams:report-settle", args=[report.public_id])

    wrong = client.post(address, {"verdict": "hidden everywhere"})
    page = client.post(address, {"verdict": "banned everywhere"}, headers=ENGLISH, follow=True).content.decode()

    ban = ChatBan.objects.get()
    elsewhere.refresh_from_db()
    assert wrong.status_code == 404
    assert (ban.stream, ban.edition, ban.person) == (None, edition, report.line.author)
    assert elsewhere.hidden_at is not None
    assert "cannot write in any stream of the fair any more" in page


def test_slower_of_two_moderators_is_told(client: Client, edition: Edition) -> None:
    report = reported(edition, "Buy now")
    address = reverse("streams:report-settle", args=[report.public_id])
    client.post(address, {"verdict": "dismissed"})

    page = client.post(address, {"verdict": "banned"}, headers=ENGLISH, follow=True).content.decode()

    assert "Somebody has settled this report already: Left standing." in page
    assert ChatBan.objects.count() == 0


def test_report_of_another_edition_and_an_unknown_verdict_change_nothing(client: Client, edition: Edition) -> None:
    theirs = reported(EditionFactory.create(), "Not theirs")
    ours = reported(edition, "Ours")

    refused = client.post(reverse("streams:report-settle", args=[theirs.public_id]), {"verdict": "banned"})
    unknown = client.post(reverse("streams:report-settle", args=[ours.public_id]), {"verdict": "nothing"})

    assert (refused.status_code, unknown.status_code) == (403, 404)
    assert ChatReport.objects.filter(settled_at=None).count() == 2


def test_history_shows_standing_bans_and_what_was_decided(client: Client, edition: Edition) -> None:
    report = reported(edition, "Buy now")
    client.post(reverse("streams:report-settle", args=[report.public_id]), {"verdict": "banned"})
    ban = ChatBan.objects.get()

    before = client.get(f"{DESK}/history", headers=ENGLISH).content.decode()
    client.post(reverse("streams:ban-lift", args=[ban.public_id]))
    after = client.get(f"{DESK}/history", headers=ENGLISH).content.decode()

    assert "Buy now" in before
    assert "Let write again" in before
    assert "Let write again" not in after


def test_pile_and_tab_stand_on_the_operators_desk(client: Client, edition: Edition) -> None:
    first = reported(edition, "One")
    ChatReportFactory.create(line=first.line)
    reported(edition, "Two")

    page = client.get(reverse("accounts:desk-front"), headers=ENGLISH).content.decode()

    assert "<b>2</b><span>reported lines in chats</span>" in page


@pytest.mark.parametrize("who", ["nobody", "support"])
def test_desk_is_closed_to_everybody_else(client: Client, who: str) -> None:
    sign_in(client, make_operator(role=EditionRole.SUPPORT) if who == "support" else PersonFactory.create())

    assert client.get(DESK).status_code == 403
    assert client.get(f"{DESK}/history").status_code == 403
