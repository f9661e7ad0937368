"""`everfair doctor`: looks for what could keep the fair from working on this machine."""

from __future__ import annotations

import importlib.util
import locale
import platform
import secrets
import shutil
import subprocess
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import imageio_ffmpeg

from everfair.config.options import PACKAGE
from everfair.kernel.objects import Bucket, BucketTrouble
from everfair.kernel.stored import NOTE
from everfair.ops.account import choose_account
from everfair.ops.binaries import find_programs, major_version
from everfair.ops.browser import find_chromium
from everfair.ops.database import fair_database
from everfair.ops.errors import FAIR, Trouble
from everfair.ops.home import MARKER, MEGABYTE, Home, open_home
from everfair.ops.ports import require_port
from everfair.ops.sockets import socket_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from everfair.config.options import Options

CJK_FONTS = "noto_cjk_sans_otc"
WAITING_TOO_LONG_SECONDS = 60
BUCKET_SECONDS = 15


@dataclass(frozen=True)
class Finding:
    """One thing looked at; `is_good` is None when the fair works without it."""

    subject: str
    is_good: bool | None
    words: str
    way_out: str = ""

    @property
    def is_serious(self) -> bool:
        return self.is_good is False

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def examine(options: Options) -> list[Finding]:
    """Look at everything; one bad finding does not hide the next."""
    checks: dict[str, Callable[[Options], Finding]] = {
        "Python": check_python,
        "home folder": check_home,
        "disk": check_disk,
        "port": check_port,
        "port of encoders": check_live_port,
        "ffmpeg": check_ffmpeg,
        "bucket": check_bucket,
        "caption model": check_caption_model,
        "PostgreSQL": check_postgres,
        "socket": check_socket,
        "database": check_database,
        "waiting jobs": check_jobs,
        "assets": check_assets,
        "locale": check_locale,
        "fonts for PDF": check_fonts,
        "Chromium": check_chromium,
    }
    return [_try(subject, check, options) for subject, check in checks.items()]


def _try(subject: str, check: Callable[[Options], Finding], options: Options) -> Finding:
    try:
        return check(options)
    except Trouble as trouble:
        return Finding(subject, is_good=False, words=trouble.sentence, way_out=trouble.way_out)


def check_python(_: Options) -> Finding:
    return Finding("Python", is_good=True, words=f"{platform.python_version()} on {platform.platform(terse=True)}")


def check_home(options: Options) -> Finding:
    if not options.home.exists():
        return Finding("home folder", is_good=True, words=f"{options.home} will be made")
    return Finding("home folder", is_good=True, words=str(open_home(options.home).folder))


def check_disk(options: Options) -> Finding:
    place = next(folder for folder in [options.home.absolute(), *options.home.absolute().parents] if folder.exists())
    return Finding("disk", is_good=True, words=f"{shutil.disk_usage(place).free // MEGABYTE} MB free")


def check_port(options: Options) -> Finding:
    if (home := Home(options.home)).is_open() and (home.read_state() or {}).get("port") == options.port:
        return Finding("port", is_good=True, words=f"{options.port} is ours")
    require_port(options.host, options.port)
    return Finding("port", is_good=True, words=f"{options.port} is free")


def check_live_port(options: Options) -> Finding:
    subject = "port of encoders"
    if not options.live:
        return Finding(subject, is_good=None, words="streams are taken in elsewhere, by EVERFAIR_LIVE")
    home = Home(options.home)
    if home.is_open() and (port := home.live_port()):
        return Finding(subject, is_good=True, words=f"{port} is ours")
    if options.live_port is None:
        return Finding(subject, is_good=True, words="1935, or the next free one")
    require_port(options.host, options.live_port, setting="EVERFAIR_LIVE_PORT=")
    return Finding(subject, is_good=True, words=f"{options.live_port} is free")


def check_ffmpeg(options: Options) -> Finding:
    """Run it once: a program that is there may still lack a library."""
    try:
        program = options.ffmpeg or imageio_ffmpeg.get_ffmpeg_exe()
        done = subprocess.run([program, "-version"], capture_output=True, text=True, check=True, timeout=20)
    except (OSError, RuntimeError, subprocess.SubprocessError) as error:
        way_out = "Correct EVERFAIR_FFMPEG, or leave it out."
        return Finding("ffmpeg", is_good=False, words=f"does not run: {error}", way_out=way_out)
    version = done.stdout.partition(" Copyright")[0].removeprefix("ffmpeg version ")
    return Finding("ffmpeg", is_good=True, words=f"{version} from {program}")


def check_caption_model(options: Options) -> Finding:
    """Captions can always be typed, so nothing here is serious."""
    subject, folder = "caption model", options.caption_model
    if folder is None:
        return Finding(subject, is_good=True, words="none: captions are typed, or written by a service of yours")
    if importlib.util.find_spec("faster_whisper") is None:
        words = "the package faster-whisper is not installed, so captions are typed only"
        way_out = "Install it beside Everfair: docs/administrators/live.md."
        return Finding(subject, is_good=None, words=words, way_out=way_out)
    if not (folder / "model.bin").is_file():
        words, way_out = f"{folder} holds no model.bin", "Correct EVERFAIR_CAPTION_MODEL: docs/administrators/live.md."
        return Finding(subject, is_good=None, words=words, way_out=way_out)
    return Finding(subject, is_good=True, words=str(folder))


def check_bucket(options: Options) -> Finding:
    """Write a small object, find, read and delete it, as is done with recordings."""
    place = options.bucket
    if place is None:
        return _check_no_bucket(options)
    bucket, folder = Bucket(place, patience=BUCKET_SECONDS), f"probe-{secrets.token_hex(8)}"
    try:
        bucket.put(f"{folder}/1", b"everfair")
        is_good = bucket.sizes(folder) == {"1": 8} and bucket.read(f"{folder}/1") == b"everfair"
        is_good = bucket.delete_folder(folder) == 1 and is_good
    except BucketTrouble as trouble:
        words = f"{trouble}. Recordings stay on the disk, and those that are in the bucket don't play."
        way_out = "Correct EVERFAIR_S3_BUCKET, _URL, _REGION, _KEY and _SECRET: docs/administrators/live.md."
        return Finding("bucket", is_good=False, words=words, way_out=way_out)
    words = f"{place} takes and gives" if is_good else f"{place} gives something else than was written"
    return Finding("bucket", is_good=is_good, words=words)


def _check_no_bucket(options: Options) -> Finding:
    if next((options.home / "live").glob(f"*/takes/*/*/{NOTE}"), None):
        words = "recordings lie in a bucket, and none is set: they don't play"
        return Finding("bucket", is_good=False, words=words, way_out="Set EVERFAIR_S3_BUCKET and its key again.")
    return Finding("bucket", is_good=None, words="none is set: recordings stay on the disk")


def check_postgres(options: Options) -> Finding:
    if options.database_url:
        return Finding("PostgreSQL", is_good=True, words="runs elsewhere, by DATABASE_URL")
    account = choose_account()
    programs = find_programs(options.pg_bin, account)
    words = f"{major_version(programs)} from {programs}, as {account.name}"
    return Finding("PostgreSQL", is_good=True, words=words)


def check_socket(options: Options) -> Finding:
    if options.database_url:
        return Finding("socket", is_good=None, words="not needed")
    return Finding("socket", is_good=True, words=str(socket_folder(options.home, choose_account())))


def check_database(options: Options) -> Finding:
    if not _has_data(options):
        return Finding("database", is_good=None, words="not made yet", way_out=f"{FAIR} up makes it")
    with fair_database(options, update=False):
        from everfair.ops.schema import pending_migrations

        count = pending_migrations()
    if count:
        words = f"{count} migrations are still to run"
        return Finding("database", is_good=None, words=words, way_out=f"{FAIR} up runs them")
    return Finding("database", is_good=True, words="answers, and has the shape of this version")


def check_jobs(options: Options) -> Finding:
    """A job on a queue that nobody listens to waits for ever, and nobody is told."""
    if not Home(options.home).is_open():
        return Finding("waiting jobs", is_good=None, words="the fair is closed")
    with fair_database(options, update=False):
        from everfair.ops.jobs import waiting_queues

        waiting = waiting_queues(WAITING_TOO_LONG_SECONDS)
    if waiting:
        words = ", ".join(f"{count} in {queue}" for queue, count in waiting.items())
        return Finding("waiting jobs", is_good=False, words=words, way_out="Look into the log of the worker.")
    return Finding("waiting jobs", is_good=True, words="none waits longer than a minute")


def check_assets(_: Options) -> Finding:
    if (PACKAGE / "collected" / "staticfiles.json").exists():
        return Finding("assets", is_good=True, words="built")
    return Finding("assets", is_good=False, words="not built", way_out="./fair assets builds them")


def check_locale(_: Options) -> Finding:
    encoding = locale.getpreferredencoding(do_setlocale=False)
    is_good = encoding.lower().replace("-", "") == "utf8" or None
    return Finding("locale", is_good=is_good, words=encoding, way_out="export LC_ALL=C.UTF-8 shows Chinese as it is")


def check_fonts(_: Options) -> Finding:
    is_good = importlib.util.find_spec(CJK_FONTS) is not None
    way_out = "Install the package noto-cjk-sans-otc."
    return Finding("fonts for PDF", is_good=is_good, words="found" if is_good else "missing", way_out=way_out)


def check_chromium(_: Options) -> Finding:
    found = find_chromium()
    words = str(found) if found else "not found; only the browser tests need it"
    return Finding("Chromium", is_good=True if found else None, words=words, way_out="apt install chromium")


def _has_data(options: Options) -> bool:
    return bool(options.database_url) or (
        (Path(options.home) / MARKER).exists() and Home(options.home).postgres.exists()
    )
