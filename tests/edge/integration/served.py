"""The front over a small WSGI app, for a real server to load."""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, cast

from a2wsgi import WSGIMiddleware
from a2wsgi.wsgi_typing import WSGIApp

from everfair.edge import bridge
from everfair.edge.front import Front, FrontOptions
from everfair.edge.protocol import App

KEY = "a key of the served front"
THREADS = 2
KILOBYTE = 1024

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], object]

renders = itertools.count(1)


def pages(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    path = environ["PATH_INFO"]
    if path == "/long":
        start_response("200 OK", [("Content-Type", "text/plain")])
        return endless()
    if path == "/boom":
        raise RuntimeError("secret of the fair")
    if path == "/slow":
        time.sleep(0.2)
    headers = [("Content-Type", "text/plain; charset=utf-8")]
    if path.startswith("/public"):
        headers.append(("Everfair-Cache", "ttl=300; tags=fair"))
        body = f"rendering {next(renders)}".encode()
    else:
        sent = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        body = f"{path} {environ['QUERY_STRING']} {len(sent)}".encode("latin1")
    start_response("200 OK", [*headers, ("Content-Length", str(len(body)))])
    return [body]


def endless() -> Iterator[bytes]:
    for _ in range(2000):
        yield b"x" * 64 * KILOBYTE


def make_application() -> Front:
    bridge._PATIENCE = 0.5
    options = FrontOptions(
        conninfo=os.environ["EVERFAIR_SERVED_DATABASE"],
        key=KEY,
        static_root=Path(__file__).parent,
        media_root=Path(os.environ["EVERFAIR_SERVED_MEDIA"]),
        upload_mb=1,
    )
    return Front(cast("App", WSGIMiddleware(cast("WSGIApp", pages), workers=THREADS)), options)
