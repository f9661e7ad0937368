"""A real server that speaks S3 (SeaweedFS), on free ports, with one key that it lets in."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from everfair.kernel.lifelines import die_with_parent
from everfair.kernel.objects import Bucket, BucketPlace, BucketTrouble

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper

WEED = Path(sys.executable).parent / "weed"
KEY, SECRET, NAME = "fair-key", "fair-secret", "everfair"
PARTS = ("master.port", "volume.port", "filer.port", "s3.port")
QUIET = ("-admin.ui=false", "-webdav=false")


@contextmanager
def s3_server(folder: Path) -> Iterator[BucketPlace]:
    """Run it while inside; the bucket is there."""
    folder.mkdir(parents=True)
    ports = dict(zip([*PARTS, *(f"{part}.grpc" for part in PARTS)], free_ports(2 * len(PARTS)), strict=True))
    credentials = [{"accessKey": KEY, "secretKey": SECRET}]
    users = {"identities": [{"name": "fair", "credentials": credentials, "actions": ["Admin"]}]}
    (folder / "users.json").write_text(json.dumps(users))
    where = [f"-dir={folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-s3.config={folder / 'users.json'}"]
    words = [WEED, "-logtostderr", "mini", *where, *QUIET, *(f"-{name}={port}" for name, port in ports.items())]
    tests = os.getpid()
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [*map(str, words), f"-bucket={NAME}"],
            stdout=log,
            stderr=log,
            cwd=folder,
            preexec_fn=lambda: die_with_parent(tests, signal.SIGKILL),  # noqa: PLW1509 -- calls nothing that locks
        )
    try:
        place = BucketPlace(NAME, url=f"http://127.0.0.1:{ports['s3.port']}", key=KEY, secret=SECRET, prefix="fair/")
        wait_for(place, process, folder / "log")
        yield place
    finally:
        process.kill()
        process.wait()


def use(settings: SettingsWrapper, place: BucketPlace | None) -> None:
    """Let the fair keep recordings in this bucket."""
    given = {"bucket": None, "url": None, "key": None, "secret": None, "prefix": ""}
    if place:
        given = {"bucket": place.bucket, "url": place.url, "key": place.key, "secret": place.secret, "prefix": "fair"}
    update = {f"s3_{name}": value for name, value in given.items()}
    settings.OPTIONS = settings.OPTIONS.model_copy(update=update)


def wait_for(place: BucketPlace, process: subprocess.Popen[bytes], log: Path) -> None:
    limit = time.monotonic() + 30
    while True:
        try:
            Bucket(place, patience=1).put("there", b"yes")
        except BucketTrouble:
            if process.poll() is not None or time.monotonic() > limit:
                raise AssertionError(log.read_text()[-2000:]) from None
            time.sleep(0.1)
        else:
            return


def free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [int(one.getsockname()[1]) for one in sockets]
    for one in sockets:
        one.close()
    return ports
