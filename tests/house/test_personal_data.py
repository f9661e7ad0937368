"""No table may point at a person and be overlooked: each has a holder, or stands here with the reason why not."""

from __future__ import annotations

import pytest
from django.apps import apps

from everfair.accounts.models import Person
from everfair.accounts.personal_data.deeds import NAMING
from everfair.kernel.events import declared
from everfair.kernel.personal_data import holders

pytestmark = pytest.mark.unit

# Tables that name a person and need no holder, each with the reason.
NO_HOLDER: dict[str, str] = {}


def test_every_table_that_names_a_person_has_a_holder() -> None:
    held = {label.lower() for holder in holders() for label in holder.models}

    naming = {model._meta.label_lower for model in apps.get_models() if names_a_person(model)}

    assert sorted(naming - held - NO_HOLDER.keys()) == [], "name them in <app>/personal_data.py"


def test_holders_name_tables_that_exist() -> None:
    known = {model._meta.label_lower for model in apps.get_models()}

    named = {label.lower() for holder in holders() for label in holder.models}

    assert sorted(named - known) == []
    assert sorted(NO_HOLDER.keys() - known) == []


def test_log_names_people_only_where_erasure_looks() -> None:
    naming = {
        key
        for event in declared.values()
        for key in event.payload
        if any(word in key for word in ("mail", "name", "phone"))
    }

    assert sorted(naming - set(NAMING)) == []


def names_a_person(model: type) -> bool:
    fields = model._meta.get_fields()  # type: ignore[attr-defined]  # every Django model has it
    return any(field.concrete and field.is_relation and field.related_model is Person for field in fields)
