"""Questions as pages and fragments: with scripts and without, for everybody and for those who may."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from everfair.live.domain.questions import ask
from everfair.live.enums import Audience, QuestionState, StreamState
from everfair.live.models import Question, QuestionVote
from tests.factories.accounts import PersonFactory, sign_in
from tests.factories.live import StreamFactory, guest_of

if TYPE_CHECKING:
    from django.test import Client

    from everfair.live.models import Stream

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/2020/live/opening"}


@pytest.fixture
def stream() -> Stream:
    return StreamFactory.create(state=StreamState.ON_AIR, anonymous_questions=True)


def test_stranger_reads_and_is_led_to_signing_in_and_back(stream: Stream, client: Client) -> None:
    ask(guest_of(stream), body="How far is it?")

    page = client.get(reverse("streams:questions", args=[stream.public_id]), headers=HTMX).content.decode()

    assert "How far is it?" in page
    assert "?next=%2F2020%2Flive%2Fopening" in page
    assert "<textarea" not in page


def test_question_is_asked_without_scripts(stream: Stream, client: Client) -> None:
    sign_in(client, PersonFactory.create())
    address = reverse("streams:questions", args=[stream.public_id])

    answer = client.post(address, {"body": "How far is it?", "is_anonymous": "on"}, follow=True)

    assert answer.redirect_chain == [(address, 302)]
    assert "How far is it?" in answer.content.decode()
    assert Question.objects.get().is_anonymous


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_refused_question_keeps_its_words(stream: Stream, client: Client, headers: dict[str, str]) -> None:
    person = PersonFactory.create()
    sign_in(client, person)
    ask(guest_of(stream, person), body="How far is it?")

    address = reverse("streams:questions", args=[stream.public_id])
    again = client.post(address, {"body": "How far is it?"}, headers=headers)
    empty = client.post(address, {"body": " "}, headers=headers)

    assert (again.status_code, empty.status_code) == (409, 422)
    assert "How far is it?</textarea>" in again.content.decode()


def test_stranger_who_asks_or_votes_is_asked_to_sign_in(stream: Stream, client: Client) -> None:
    question = ask(guest_of(stream), body="How far is it?")

    asked = client.post(reverse("streams:questions", args=[stream.public_id]), {"body": "And I?"})
    voted = client.post(reverse("streams:question-vote", args=[stream.public_id, question.public_id]), {"wants": "1"})

    assert (asked.status_code, voted.status_code) == (302, 302)
    assert (Question.objects.count(), QuestionVote.objects.count()) == (1, 0)


def test_vote_comes_back_as_its_line_and_can_be_taken_back(stream: Stream, client: Client) -> None:
    sign_in(client, PersonFactory.create())
    question = ask(guest_of(stream), body="How far is it?")
    address = reverse("streams:question-vote", args=[stream.public_id, question.public_id])

    given = client.post(address, {"wants": "1"}, headers=HTMX).content.decode()
    taken = client.post(address, {"wants": "0"}, headers=HTMX).content.decode()

    assert ('value="0"' in given, 'aria-pressed="true"' in given) == (True, True)
    assert ('value="1"' in taken, 'aria-pressed="false"' in taken) == (True, True)
    assert [client.post(address, {"wants": "1"}).status_code, client.get(address).status_code] == [302, 302]


def test_question_of_another_stream_is_not_found(stream: Stream, client: Client) -> None:
    sign_in(client, PersonFactory.create())
    other = ask(guest_of(StreamFactory.create()), body="Elsewhere?")

    answer = client.post(reverse("streams:question-vote", args=[stream.public_id, other.public_id]), {"wants": "1"})

    assert answer.status_code == 404


@pytest.mark.parametrize("name", ["questions", "polls"])
def test_talk_of_a_closed_stream_is_closed(client: Client, name: str) -> None:
    stream = StreamFactory.create(audience=Audience.INVITED)
    ask(guest_of(stream), body="A secret question")
    address = reverse(f"streams:{name}", args=[stream.public_id])

    stranger = client.get(address)
    sign_in(client, PersonFactory.create())
    uninvited = client.get(address)

    assert (stranger.status_code, uninvited.status_code) == (302, 403)
    assert b"A secret question" not in uninvited.content


def test_hidden_question_and_names_left_out_stay_away_from_the_page(stream: Stream, client: Client) -> None:
    shy = PersonFactory.create(name="Wang Fang")
    ask(guest_of(stream, shy), body="Who pays?", is_anonymous=True)
    rude = ask(guest_of(stream), body="Something rude")
    Question.objects.filter(pk=rude.pk).update(state=QuestionState.HIDDEN)

    page = client.get(reverse("streams:questions", args=[stream.public_id])).content.decode()

    assert "Who pays?" in page
    assert ("Wang Fang" in page, "Something rude" in page) == (False, False)


def test_form_says_what_is_taken(stream: Stream, client: Client) -> None:
    sign_in(client, PersonFactory.create())
    address = reverse("streams:questions", args=[stream.public_id])
    open_to_all = client.get(address).content.decode()
    stream.anonymous_questions = False
    stream.save()
    named = client.get(address).content.decode()
    stream.takes_questions = False
    stream.save()
    closed = client.get(address).content.decode()

    assert ['name="is_anonymous"' in page for page in (open_to_all, named, closed)] == [True, False, False]
    assert ["<textarea" in page for page in (open_to_all, named, closed)] == [True, True, False]
