"""Refusals and their sentences."""

from __future__ import annotations

import pytest
from django.utils import translation

from everfair.kernel.errors import Conflict, DomainError, Forbidden, NotFound

pytestmark = pytest.mark.unit


class HallFull(DomainError):
    code = "hall_full"
    sentence = "The hall holds %(seats)s."


def test_sentence_is_filled_with_words() -> None:
    assert str(HallFull(seats=80)) == "The hall holds 80."


def test_sentence_without_words_stays_as_it_is() -> None:
    assert str(HallFull()) == "The hall holds %(seats)s."


def test_refusal_names_its_field_and_code() -> None:
    refusal = HallFull(field="seat", seats=1)

    assert (refusal.field, refusal.code, refusal.status, refusal.args) == ("seat", "hall_full", 409, ("hall_full",))


@pytest.mark.parametrize(("refusal", "status"), [(Forbidden, 403), (NotFound, 404), (Conflict, 409)])
def test_kernel_refusals_answer_with_their_status(refusal: type[DomainError], status: int) -> None:
    with translation.override("en"):
        assert (refusal().status, str(refusal()).endswith(".")) == (status, True)
