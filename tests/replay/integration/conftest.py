"""Loaded fairs, one load for all tests of a module; afterwards the database is as empty as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoDbBlocker

    from everfair.fairs.models import Edition
    from everfair.replay.facts import Scale


def loaded(scale: Scale, blocker: DjangoDbBlocker) -> Iterator[Edition]:
    from django.core.management import call_command  # noqa: PLC0415 -- Django is set up after conftest files are read

    from everfair.fairs.models import Edition  # noqa: PLC0415 -- the same
    from everfair.kernel.progress import Silent  # noqa: PLC0415 -- the same
    from everfair.replay.public import load_replay  # noqa: PLC0415 -- the same

    with blocker.unblock():
        load_replay(scale, Silent())
        edition = Edition.objects.get(slug="2020")
    yield edition
    with blocker.unblock():
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture(scope="module")
def demo_fair(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Edition]:
    del django_db_setup
    yield from loaded("demo", django_db_blocker)


@pytest.fixture(scope="module")
def full_fair(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Edition]:
    del django_db_setup
    yield from loaded("full", django_db_blocker)
