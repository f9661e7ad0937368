"""What tests of the live room share: a folder for media, and an ear for what is told to other processes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

from everfair.kernel.objects import Bucket
from tests.live.s3_server import s3_server, use

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import SettingsWrapper

    from everfair.kernel.objects import BucketPlace

Told = list[tuple[str, str, Any]]


@pytest.fixture(autouse=True)
def live_root(settings: SettingsWrapper, tmp_path: Path) -> Path:
    """Give each test a folder of its own for media."""
    settings.LIVE_ROOT = tmp_path / "live"
    return settings.LIVE_ROOT


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BucketPlace]:
    """Run a server that speaks S3, once for all tests of a run."""
    with s3_server(tmp_path_factory.mktemp("s3") / "server") as place:
        yield place


@pytest.fixture
def bucket(place: BucketPlace, settings: SettingsWrapper) -> Bucket:
    """Let the fair keep its recordings on that server."""
    use(settings, place)
    return Bucket(place)


@pytest.fixture
def told(db: None) -> Iterator[Told]:
    """Collect what `publish`, `purge` and `tell_live` notify, as (where, kind, data), in order."""
    del db
    with heard_while() as heard:
        yield heard


@contextmanager
def heard_while() -> Iterator[Told]:
    """Collect what is notified inside."""
    heard: Told = []

    def listen(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 -- Django's signature
        if "pg_notify" in sql:
            heard.append(_understood(*params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        yield heard


def _understood(channel: str, message: str) -> tuple[str, str, Any]:
    if channel == "everfair_purge":
        return ("purge", "", message)
    if channel == "everfair_live":
        told = json.loads(message)
        return ("live", told["do"], told["stream"])
    told = json.loads("{" + message)
    return (told["c"], told["k"], told["d"])
