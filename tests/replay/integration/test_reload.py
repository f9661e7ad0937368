"""Loading again: the same fair, nobody else's rows, and no half measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey

from everfair.accounts.models import Organisation
from everfair.fairs.enums import ParticipationMode
from everfair.fairs.models import Edition, Participation
from everfair.kernel.progress import Silent
from everfair.negotiation.models import Message, Negotiation
from everfair.replay import clear
from everfair.replay.errors import RealEdition, StillUsed
from everfair.replay.on_air.shows import demo_shows
from everfair.replay.public import load_replay, loaded_scale
from tests.factories.accounts import OrganisationFactory, PersonFactory
from tests.factories.fairs import EditionFactory, FairFactory

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import DjangoCaptureOnCommitCallbacks
    from pytest_django.fixtures import SettingsWrapper

pytestmark = [pytest.mark.integration, pytest.mark.django_db, pytest.mark.xdist_group("demo fair")]

# What a load makes, without row numbers and without what is counted back from the moment of loading.
CONTENT = (
    "SELECT public_id, name::text, country, place, about::text, created_at FROM accounts_organisation",
    "SELECT public_id, headline::text, welcome::text, kind, opened_at FROM exhibition_booth",
    "SELECT public_id, title::text, summary::text, description::text, published_at FROM exhibition_project",
    "SELECT public_id, title::text, mode, hall::text, starts_at, is_live_streamed FROM programme_session",
    "SELECT public_id, title::text, amount_minor, stage FROM publishing_outcome",
    "SELECT public_id, title::text, published_at FROM publishing_release",
    "SELECT public_id, subject, state, answered_at FROM negotiation_negotiation WHERE initiated_at < '2021-01-01'",
    "SELECT public_id, summary, amount_minor, recorded_at FROM negotiation_intent",
    "SELECT public_id, email, name FROM accounts_person WHERE is_synthetic",
    "SELECT public_id, title::text, state, on_air_at, ended_at FROM live_stream",
)


def content() -> list[list[tuple[object, ...]]]:
    found = []
    with connection.cursor() as cursor:
        for statement in CONTENT:
            cursor.execute(f"{statement} ORDER BY public_id")
            found.append(cursor.fetchall())
    return found


@pytest.fixture
def _demo() -> None:
    load_replay("demo", Silent())


@pytest.mark.usefixtures("_demo")
def test_load_a_second_time_makes_the_same_fair() -> None:
    before = content()

    load_replay("demo", Silent())

    assert content() == before
    assert all(before)


@pytest.mark.usefixtures("_demo")
def test_load_replaces_what_visitors_did_in_the_fair_and_keeps_who_they_are() -> None:
    visitor, body = PersonFactory.create(), OrganisationFactory.create()
    talks = Negotiation.objects.filter(project__isnull=False).latest("id")
    Participation.objects.create(edition=talks.edition, organisation=body, mode=ParticipationMode.ONLINE)
    mine = Negotiation.objects.create(
        edition=talks.edition, project=talks.project, initiator=body, respondent=talks.respondent, initiated_by=visitor
    )
    Message.objects.create(negotiation=mine, author=visitor, organisation=body, body="Is it still open?")

    load_replay("demo", Silent())

    assert not Negotiation.objects.filter(initiator=body).exists()
    assert not Participation.objects.filter(organisation=body).exists()
    assert Organisation.objects.filter(pk=body.pk).exists()
    visitor.refresh_from_db()


def test_load_where_a_real_edition_stands_is_refused() -> None:
    real = EditionFactory.create(slug="2020")

    with pytest.raises(RealEdition):
        load_replay("demo", Silent())

    assert list(Edition.objects.all()) == [real]
    assert loaded_scale() == ""


@pytest.mark.usefixtures("_demo")
def test_load_while_another_edition_uses_its_organisations_is_refused_and_changes_nothing() -> None:
    before = content()
    other = EditionFactory.create(slug="2021", fair=FairFactory.create())
    guest = Organisation.objects.filter(is_synthetic=True).earliest("id")
    Participation.objects.create(edition=other, organisation=guest, mode=ParticipationMode.ON_SITE)

    with pytest.raises(StillUsed):
        load_replay("demo", Silent())

    assert content() == before


def test_clearing_knows_every_table_that_hangs_on_what_it_deletes() -> None:
    cleared = {table for table, _ in clear.ROWS} | {"fairs_edition", "accounts_person", "accounts_organisation"}
    forgotten = {statement.split()[1] for statement in clear.FORGETTING}

    hanging = {
        model._meta.db_table
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model._meta.db_table in cleared
    }
    assert hanging - cleared - forgotten == set()


@pytest.mark.usefixtures("_demo")
def test_media_of_the_former_fair_go_and_other_media_stay(
    settings: SettingsWrapper, tmp_path: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    settings.LIVE_ROOT = tmp_path
    mine, other = (tmp_path / name / "takes" for name in (demo_shows()[0].stream, "f5f5f5f5f5f5"))
    for folder in (mine, other):
        folder.mkdir(parents=True)

    with django_capture_on_commit_callbacks() as callbacks:
        load_replay("demo", Silent())
    kept = mine.is_dir()
    for callback in callbacks:
        callback()

    assert (kept, mine.parent.exists(), other.is_dir()) == (True, False, True)
