"""What the server of a web process loads: the edge, and Django in threads behind it."""

from __future__ import annotations

import os
import resource
from typing import cast

from a2wsgi import WSGIMiddleware
from a2wsgi.wsgi_typing import WSGIApp
from django.conf import settings
from django.core.wsgi import get_wsgi_application

from everfair.edge.front import Front, FrontOptions
from everfair.edge.protocol import App
from everfair.kernel.listener import listening_address

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "everfair.config.settings")

# Django sends files in pieces of 4 kB: so many may wait for a slow reader, and the thread is free for the next one.
WAITING_CHUNKS = 512
MOST_STREAMS = 10_000
SPARE_FILES = 512  # what pages, static files and the database need beside the event streams


def make_front() -> Front:
    application = cast("WSGIApp", get_wsgi_application())
    django = WSGIMiddleware(application, workers=settings.OPTIONS.web_threads, send_queue_size=WAITING_CHUNKS)
    files = raise_open_files(MOST_STREAMS + SPARE_FILES)
    options = FrontOptions(
        conninfo=listening_address(),
        key=settings.SECRET_KEY,
        static_root=settings.STATIC_ROOT,
        media_root=settings.LIVE_ROOT,
        page_cache_mb=settings.OPTIONS.page_cache_mb,
        media_cache_mb=settings.OPTIONS.live_cache_mb,
        bucket=settings.OPTIONS.bucket,
        upload_mb=settings.OPTIONS.upload_mb,
        most_streams=max(files - SPARE_FILES, files // 2),
    )
    return Front(cast("App", django), options)


def raise_open_files(wanted: int) -> int:
    """Ask for so many open files, each open page is one, and return how many of them the system allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if resource.RLIM_INFINITY != soft < allowed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
    return allowed


application = make_front()
