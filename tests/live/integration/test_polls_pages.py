"""Polls as pages, fragments and tables."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from everfair.kernel.text import Text
from everfair.live.domain.polls import PollPlan, make_poll, move_poll, vote
from everfair.live.enums import PollKind, PollResults, PollState, StreamState
from everfair.live.models import Poll, PollVote
from tests.factories.accounts import PersonFactory, make_operator, sign_in
from tests.factories.live import StreamFactory, guest_of, machine, make_open_poll, moderator_of

if TYPE_CHECKING:
    from django.test import Client

    from everfair.live.models import Stream

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

HTMX = {"HX-Request": "true"}
TYPED = {"kind": "single", "results": "live", "question_en": "Which one?"}


@pytest.fixture
def stream() -> Stream:
    return StreamFactory.create(state=StreamState.ON_AIR)


def test_vote_without_scripts_and_with_them(stream: Stream, client: Client) -> None:
    sign_in(client, PersonFactory.create())
    poll = make_open_poll(stream)
    address = reverse("streams:poll-vote", args=[stream.public_id, poll.public_id])

    plain = client.post(address, {"choice": "0"})
    card = client.post(address, {"choice": "2"}, headers=HTMX).content.decode()

    assert (plain.status_code, plain["Location"]) == (302, reverse("streams:polls", args=[stream.public_id]))
    assert card.count("checked") == 1
    assert PollVote.objects.get().option.place == 2


@pytest.mark.parametrize(("headers", "status"), [({}, 422), (HTMX, 422)])
def test_vote_for_nothing_is_told_beside_its_poll(
    stream: Stream, client: Client, headers: dict[str, str], status: int
) -> None:
    sign_in(client, PersonFactory.create())
    poll = make_open_poll(stream)

    answer = client.post(
        reverse("streams:poll-vote", args=[stream.public_id, poll.public_id]), {"choice": "x"}, headers=headers
    )

    assert answer.status_code == status
    assert 'role="alert"' in answer.content.decode()


def test_draft_and_votes_not_yet_told_stay_away_from_the_page(stream: Stream, client: Client) -> None:
    plan = PollPlan(Text({"en": "A draft?"}), (Text({"en": "Yes"}), Text({"en": "No"})))
    draft = make_poll(stream, plan, actor=machine(stream))
    secret = make_open_poll(stream, results=PollResults.END)
    vote(guest_of(stream), secret, places=[1])
    sign_in(client, PersonFactory.create())

    page = client.get(reverse("streams:polls", args=[stream.public_id])).content.decode()
    voted = client.post(reverse("streams:poll-vote", args=[stream.public_id, draft.public_id]), {"choice": "0"})

    assert "Which one?" in page
    assert ("A draft?" in page, "data-voters" in page) == (False, False)
    assert voted.status_code == 404


def test_team_writes_a_poll_opens_and_closes_it(stream: Stream, client: Client) -> None:
    sign_in(client, make_operator(edition=stream.edition))
    new = reverse("streams:poll-new", args=[stream.public_id])
    typed = {**TYPED, "answer0_en": "Red", "answer1_en": "Green", "answer3_en": "Blue"}

    made = client.post(new, typed)

    poll = Poll.objects.get()
    move = reverse("streams:poll-move", args=[stream.public_id, poll.public_id])
    assert made["Location"] == reverse("streams:presenter", args=[stream.public_id])
    assert [option.place for option in poll.options.all()] == [0, 1, 2]
    opened = client.post(move, {"to": "open"}, headers=HTMX)
    twice = client.post(move, {"to": "open"}, headers=HTMX)
    closed = client.post(move, {"to": "closed"})
    nowhere = client.post(move, {"to": "elsewhere"})
    assert [answer.status_code for answer in (opened, twice, closed, nowhere)] == [200, 409, 302, 404]


def test_quiz_without_a_right_answer_keeps_what_was_typed(stream: Stream, client: Client) -> None:
    sign_in(client, make_operator(edition=stream.edition))
    typed = {**TYPED, "kind": "quiz", "answer0_en": "Red", "answer1_en": "Green"}

    answer = client.post(reverse("streams:poll-new", args=[stream.public_id]), typed)

    assert answer.status_code == 422
    assert 'value="Green"' in answer.content.decode()
    assert not Poll.objects.exists()


def test_moderator_sees_polls_but_makes_and_moves_none(stream: Stream, client: Client) -> None:
    poll = make_open_poll(stream)
    moderator = moderator_of(stream).person
    assert moderator is not None
    sign_in(client, moderator)

    seen = client.get(reverse("streams:presenter-polls", args=[stream.public_id]), headers=HTMX)
    new = client.get(reverse("streams:poll-new", args=[stream.public_id]))
    moved = client.post(reverse("streams:poll-move", args=[stream.public_id, poll.public_id]), {"to": "closed"})

    assert [answer.status_code for answer in (seen, new, moved)] == [200, 403, 403]


def test_table_has_a_row_an_answer_and_nobodys_name(stream: Stream, client: Client) -> None:
    voter = guest_of(stream, PersonFactory.create(name="Wang Fang"))
    poll = make_open_poll(stream, "=1+1", "Green", kind=PollKind.QUIZ, right=frozenset({1}))
    vote(voter, poll, places=[1])
    move_poll(poll, PollState.CLOSED, actor=machine(stream))
    sign_in(client, make_operator(edition=stream.edition))

    csv_at, xlsx_at, pdf_at = (
        reverse("streams:polls-export", args=[stream.public_id, sort]) for sort in ("csv", "xlsx", "pdf")
    )
    answer = client.get(csv_at, headers={"accept-language": "en"})
    workbook = client.get(xlsx_at)

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[5:] for row in rows[1:]] == [["'=1+1", "no", "0", "1"], ["Green", "yes", "1", "1"]]
    assert b"Wang Fang" not in answer.content
    assert workbook.content[:2] == b"PK"
    assert client.get(pdf_at).status_code == 404
