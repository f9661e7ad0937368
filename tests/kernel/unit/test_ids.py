"""Public identifiers."""

from __future__ import annotations

import pytest

from everfair.kernel.ids import ALPHABET, PublicIdField, new_public_id

pytestmark = pytest.mark.unit


def test_alphabet_has_no_look_alikes() -> None:
    assert not set(ALPHABET) & set("0o1il")
    assert len(set(ALPHABET)) == 31


def test_new_public_ids_are_short_and_differ() -> None:
    made = {new_public_id() for _ in range(2000)}

    assert len(made) == 2000
    assert {len(public_id) for public_id in made} == {12}
    assert set("".join(made)) == set(ALPHABET)


def test_field_keeps_its_rules_whatever_is_asked() -> None:
    field = PublicIdField(unique=False, max_length=3, db_comment="kept")

    assert (field.unique, field.max_length, field.editable) == (True, 12, False)
    assert field.get_default() != field.get_default()


def test_field_migrates_without_its_fixed_options() -> None:
    _, path, args, options = PublicIdField().deconstruct()

    assert (path, args, options) == ("everfair.kernel.ids.PublicIdField", [], {})
