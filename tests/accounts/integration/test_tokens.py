"""Personal tokens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from everfair.accounts.domain.tokens import MOST_TOKENS, create_token, person_for_token, revoke_token
from everfair.accounts.errors import TooManyTokens
from everfair.accounts.models import ApiToken
from everfair.accounts.queries.tokens import tokens_of
from everfair.kernel.errors import Forbidden
from everfair.kernel.models import Event
from tests.factories.accounts import PersonFactory

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def test_token_opens_its_person_and_is_kept_nowhere() -> None:
    person = PersonFactory.create()

    token, raw = create_token(person, label="our ERP")

    assert person_for_token(raw) == person
    assert raw.startswith("evf_")
    assert raw not in str(ApiToken.objects.filter(pk=token.pk).values().get())
    assert raw not in str(list(Event.objects.values()))


@pytest.mark.parametrize("raw", ["", "evf_", "evf_wrong", "Bearer x", "'; --", "evf_\x00", "evf_☃"])
def test_noise_opens_nobody(raw: str) -> None:
    create_token(PersonFactory.create(), label="real")

    assert person_for_token(raw) is None


def test_token_with_another_case_opens_nobody() -> None:
    _, raw = create_token(PersonFactory.create(), label="x")

    assert person_for_token(raw.swapcase()) is None
    assert person_for_token(f"{raw} ") is None


def test_revoked_token_opens_nobody_and_is_logged_once() -> None:
    person = PersonFactory.create()
    token, raw = create_token(person, label="old laptop")

    revoke_token(token, actor=person)
    revoke_token(token, actor=person)

    assert person_for_token(raw) is None
    assert list(tokens_of(person)) == []
    assert Event.objects.filter(name="api_token.revoked", payload={"label": "old laptop"}).count() == 1


def test_token_of_a_closed_account_opens_nobody() -> None:
    _, raw = create_token(PersonFactory.create(is_active=False), label="x")

    assert person_for_token(raw) is None


def test_nobody_revokes_anothers_token() -> None:
    token, raw = create_token(PersonFactory.create(), label="x")

    with pytest.raises(Forbidden):
        revoke_token(token, actor=PersonFactory.create())

    assert person_for_token(raw) is not None


def test_use_is_noted_every_few_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    noon = datetime(2020, 9, 5, 12, tzinfo=UTC)
    token, raw = create_token(PersonFactory.create(), label="x")

    used = []
    for minutes in (0, 4, 6):
        monkeypatch.setattr("everfair.kernel.clock._read", lambda at=minutes: noon + timedelta(minutes=at))
        person_for_token(raw)
        token.refresh_from_db()
        used.append(token.last_used_at)

    assert used == [noon, noon, noon + timedelta(minutes=6)]


def test_looking_up_costs_two_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    _, raw = create_token(PersonFactory.create(), label="x")

    with django_assert_num_queries(2):
        person_for_token(raw)


def test_tokens_are_bounded_and_revoking_makes_room() -> None:
    person = PersonFactory.create()
    tokens = [create_token(person, label=str(number))[0] for number in range(MOST_TOKENS)]

    with pytest.raises(TooManyTokens):
        create_token(person, label="one more")
    revoke_token(tokens[0], actor=person)
    create_token(person, label="one more")

    assert tokens_of(person).count() == MOST_TOKENS
