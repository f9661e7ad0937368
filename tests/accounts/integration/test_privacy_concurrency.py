"""Erasing and asking for data at the same moment, on real connections."""

from __future__ import annotations

import pytest

from everfair.accounts.domain.consents import give_consent
from everfair.accounts.domain.data_exports import ask_for_export
from everfair.accounts.domain.erasure import erase_person
from everfair.accounts.models import Consent, DataExport, Membership
from tests.factories.accounts import PersonFactory, make_member
from tests.factories.negotiation import colleague_of
from tests.racing import sorted_at_once

pytestmark = [pytest.mark.integration, pytest.mark.django_db(transaction=True)]

AGAIN = range(3)


@pytest.mark.parametrize("round_number", AGAIN)
def test_two_owners_who_erase_themselves_leave_one(round_number: int) -> None:
    del round_number
    first = make_member()
    second = colleague_of(first, "owner")
    colleague_of(first, "sales")

    found = sorted_at_once(lambda: erase_person(first.person), lambda: erase_person(second.person))

    assert found == ["", "still_tied"]
    assert Membership.objects.filter(organisation=first.organisation, role="owner").count() == 1


@pytest.mark.parametrize("round_number", AGAIN)
def test_two_questions_at_once_make_one_download(round_number: int) -> None:
    del round_number
    person = PersonFactory.create()

    found = sorted_at_once(lambda: ask_for_export(person), lambda: ask_for_export(person))

    assert found == ["", "export_waiting"]
    assert DataExport.objects.count() == 1


@pytest.mark.parametrize("round_number", AGAIN)
def test_two_clicks_at_once_are_one_consent(round_number: int) -> None:
    del round_number
    person = PersonFactory.create()

    found = sorted_at_once(lambda: give_consent(person, "news"), lambda: give_consent(person, "news"))

    assert found == ["", ""]
    assert Consent.objects.count() == 1
