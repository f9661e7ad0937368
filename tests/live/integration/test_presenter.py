"""The presenter's page: who gets in, and what its buttons do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from everfair.kernel.models import Event
from everfair.live.domain.answering import move_question
from everfair.live.domain.questions import ask
from everfair.live.enums import QuestionState, StreamState
from tests.factories.accounts import PersonFactory, make_operator, sign_in
from tests.factories.live import StreamFactory, TakeFactory, guest_of, machine, moderator_of

if TYPE_CHECKING:
    from django.test import Client

    from everfair.live.models import Stream

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

HTMX = {"HX-Request": "true"}
PAGES = ("presenter", "presenter-health", "presenter-questions", "presenter-polls", "viewers")


@pytest.fixture
def stream() -> Stream:
    return StreamFactory.create(state=StreamState.ON_AIR, anonymous_questions=True)


@pytest.mark.parametrize("name", PAGES)
def test_page_is_open_to_the_team_and_to_nobody_else(stream: Stream, client: Client, name: str) -> None:
    address = reverse(f"streams:{name}", args=[stream.public_id])
    statuses = [client.get(address, headers=HTMX).status_code]
    moderator = moderator_of(stream).person
    assert moderator is not None

    for person in (PersonFactory.create(), make_operator(), moderator, make_operator(edition=stream.edition)):
        sign_in(client, person)
        statuses.append(client.get(address, headers=HTMX).status_code)

    assert statuses == [204, 403, 403, 200, 200]


def test_question_is_answered_now_and_the_list_comes_back(stream: Stream, client: Client) -> None:
    sign_in(client, make_operator(edition=stream.edition))
    question = ask(guest_of(stream), body="How far is it?")
    address = reverse("streams:question-move", args=[stream.public_id, question.public_id])

    now = client.post(address, {"to": "answering"}, headers=HTMX)
    again = client.post(address, {"to": "answering"}, headers=HTMX)
    plain = client.post(address, {"to": "answered"})
    nowhere = client.post(address, {"to": "elsewhere"})

    assert f'data-now="{question.public_id}"' in now.content.decode()
    assert [answer.status_code for answer in (now, again, plain, nowhere)] == [200, 409, 302, 404]
    assert plain["Location"] == reverse("streams:presenter", args=[stream.public_id])


def test_who_asked_is_asked_for_by_moderators_only(stream: Stream, client: Client) -> None:
    shy = PersonFactory.create(name="Wang Fang")
    question = ask(guest_of(stream, shy), body="Something rude", is_anonymous=True)
    move_question(question, QuestionState.HIDDEN, actor=machine(stream))
    moderator = moderator_of(stream).person
    assert moderator is not None
    listed = reverse("streams:presenter-questions", args=[stream.public_id])
    address = reverse("streams:question-author", args=[stream.public_id, question.public_id])

    pages = []
    for person in (make_operator(edition=stream.edition), moderator):
        sign_in(client, person)
        pages.append(client.get(listed, headers=HTMX).content.decode())
        pages.append(client.post(address, {"reason": "threat"}).content.decode())

    assert ["Wang Fang" in page for page in pages] == [False, False, False, True]
    assert [address in page for page in pages[::2]] == [False, True]
    assert Event.objects.filter(name="question.author_seen").count() == 1


def test_rules_are_set_by_a_plain_form(stream: Stream, client: Client) -> None:
    sign_in(client, make_operator(edition=stream.edition))

    client.post(reverse("streams:question-rules", args=[stream.public_id]), {"takes": "on"})

    stream.refresh_from_db()
    assert (stream.takes_questions, stream.anonymous_questions) == (True, False)


def test_health_says_what_arrives(stream: Stream, client: Client) -> None:
    sign_in(client, make_operator(edition=stream.edition))
    address = reverse("streams:presenter-health", args=[stream.public_id])

    before = client.get(address, headers=HTMX).content.decode()
    TakeFactory.create(stream=stream)
    after = client.get(address, headers=HTMX).content.decode()

    assert ("1280×720" in before, "1280×720" in after) == (False, True)
