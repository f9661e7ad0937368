"""What the server loads, over the settings as they are."""

from __future__ import annotations

import resource

import psycopg
import pytest
from django.conf import settings

from everfair.config.asgi import make_front, raise_open_files
from everfair.edge.front import Front
from everfair.kernel.listener import listening_address

pytestmark = pytest.mark.integration


def test_listening_connection_reaches_the_database_of_the_settings() -> None:
    with psycopg.connect(listening_address()) as connection:
        row = connection.execute("SELECT current_database()").fetchone()

    assert row == (settings.DATABASES["default"]["NAME"],)


def test_front_is_made_from_the_settings() -> None:
    assert isinstance(make_front(), Front)


def test_open_files_are_raised_as_far_as_allowed() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(256, soft), hard))

        assert raise_open_files(300) == 300
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (300, hard)
        assert raise_open_files(200) == 200
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (300, hard)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
