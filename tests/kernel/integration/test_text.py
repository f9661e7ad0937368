"""Text in languages, in and out of the database."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from everfair.accounts.models import Organisation
from everfair.kernel.text import Text, is_readable
from tests.factories.accounts import OrganisationFactory

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

readable = st.text(max_size=50).filter(is_readable)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chinese=readable, english=readable)
def test_text_comes_back_as_it_was_saved(chinese: str, english: str) -> None:
    saved = OrganisationFactory.create(name=Text({"zh-hans": chinese, "en": english}))

    assert Organisation.objects.get(pk=saved.pk).name == saved.name
    assert isinstance(Organisation.objects.get(pk=saved.pk).name, Text)


def test_text_can_be_searched_by_language() -> None:
    found = OrganisationFactory.create(name=Text({"zh-hans": "云图", "en": "Cloud Atlas"}))
    OrganisationFactory.create(name=Text({"zh-hans": "远山"}))

    assert list(Organisation.objects.filter(name__en="Cloud Atlas")) == [found]
    assert list(Organisation.objects.filter(name__contains={"zh-hans": "云图"})) == [found]
    assert list(Organisation.objects.filter(pk=found.pk).values_list("name__en", flat=True)) == ["Cloud Atlas"]


def test_hostile_words_are_only_words() -> None:
    hostile = "'; DROP TABLE accounts_organisation; -- <script>alert(1)</script>"

    saved = OrganisationFactory.create(name=Text({"en": hostile}))

    assert Organisation.objects.get(name__en=hostile) == saved
