"""Looks as they are written down: one at a time, with a reason, always with an end."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from everfair.accounts.desk_errors import AccountErased, ReasonUnsaid
from everfair.accounts.domain.support import begin_look, end_look
from everfair.accounts.models import SupportLook
from everfair.accounts.tasks import end_look_in_time
from everfair.kernel.clock import now
from everfair.kernel.models import Event
from tests.factories.accounts import PersonFactory, make_operator

if TYPE_CHECKING:
    from everfair.accounts.models import Person

pytestmark = [pytest.mark.integration, pytest.mark.django_db, pytest.mark.usefixtures("no_jobs")]

REASON = "Their booth page stays empty."


@pytest.fixture
def helper() -> Person:
    return make_operator(role="support")


@pytest.fixture
def nok() -> Person:
    return PersonFactory.create()


def test_job_writes_the_end_down(helper: Person, nok: Person) -> None:
    begin_look(nok, supporter=helper, reason=REASON)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args, scheduled_at - now() FROM procrastinate_jobs WHERE task_name LIKE '%end_look_in_time'"
        )
        ((args, wait),) = cursor.fetchall()

    for _ in range(2):
        end_look_in_time(**json.loads(args))

    assert timedelta(minutes=29) < wait < timedelta(minutes=31)
    assert Event.objects.filter(name="support.look_ended").count() == 1
    assert SupportLook.objects.get().ended_at is not None


def test_second_look_ends_the_first(helper: Person, nok: Person) -> None:
    begin_look(nok, supporter=helper, reason=REASON)

    second = begin_look(PersonFactory.create(), supporter=helper, reason=REASON)

    assert list(SupportLook.objects.filter(ended_at=None)) == [second]


def test_look_of_another_browser_is_not_ended_twice(helper: Person, nok: Person) -> None:
    look = begin_look(nok, supporter=helper, reason=REASON)

    end_look(look)
    end_look(look)

    assert Event.objects.filter(name="support.look_ended").count() == 1


def test_reason_of_blanks_is_none(helper: Person, nok: Person) -> None:
    with pytest.raises(ReasonUnsaid):
        begin_look(nok, supporter=helper, reason=" \n ")


@pytest.mark.parametrize("fields", [{"is_active": False}, {"is_active": False, "erased_at": now()}])
def test_nobody_looks_at_a_closed_account(helper: Person, fields: dict[str, object]) -> None:
    with pytest.raises(AccountErased):
        begin_look(PersonFactory.create(**fields), supporter=helper, reason=REASON)
