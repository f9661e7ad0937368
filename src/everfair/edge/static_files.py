"""The collected static files, from memory.

Only files found by walking the folder can be named, so no path leads out of it.
"""

from __future__ import annotations

import asyncio
import mimetypes
import re
import time
from pathlib import Path
from typing import NamedTuple

from everfair.edge.answers import NOT_FOUND, SECURITY_HEADERS, WRONG_METHOD
from everfair.edge.head import read_head
from everfair.edge.protocol import BODY, END, START, Header, Receive, Scope, Send
from everfair.edge.representation import Representation
from everfair.edge.sized_store import SizedStore

PREFIX = "/static/"

# Django's manifest storage puts twelve hexadecimal digits of the content before the ending.
_HASHED = re.compile(r"\.[0-9a-f]{12}\.[^./]+$")
_FOR_EVER = b"public, max-age=31536000, immutable"
_LOOK_AGAIN_AFTER = 1.0
_CHUNK = 256 * 1024
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "text/xml; charset=utf-8",
}
_COMPRESSIBLE = (
    "text/",
    "application/json",
    "application/manifest+json",
    "application/wasm",
    "font/otf",
    "font/ttf",
    "image/svg+xml",
)


class _Version(NamedTuple):
    """A file as it was when it was read."""

    name: str
    changed: int
    length: int


class StaticFiles:
    """Serves the files under one folder; what is larger than an eighth of `limit` streams from disk."""

    def __init__(self, root: Path, *, limit: int) -> None:
        self._root = root
        self._largest = limit // 8
        self._files: dict[str, Path] = {}
        self._walked = float("-inf")
        self._walking = asyncio.Lock()
        self._kept: SizedStore[_Version, Representation] = SizedStore(limit)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        del receive
        if scope["method"] not in ("GET", "HEAD"):
            await WRONG_METHOD.send(send)
            return
        name = scope["path"].removeprefix(PREFIX)
        path = await self._find(name)
        version = None if path is None else _version(name, path)
        if path is None or version is None:
            await NOT_FOUND.send(send)
        elif version.length > self._largest:
            await self._stream(path, version, (scope, send))
        else:
            await self._send_kept(path, version, (scope, send))

    async def _find(self, name: str) -> Path | None:
        """Look among the known files; walk the folder again for an unknown one, at most once a second.

        Whoever asks during a walk waits for it: a page's first ten files are asked for at once.
        """
        if name not in self._files:
            async with self._walking:
                if name not in self._files and time.monotonic() - self._walked > _LOOK_AGAIN_AFTER:
                    self._files = await asyncio.to_thread(_walk, self._root)
                    self._walked = time.monotonic()
        return self._files.get(name)

    async def _send_kept(self, path: Path, version: _Version, request: tuple[Scope, Send]) -> None:
        scope, send = request
        kept = self._kept.get(version)
        if kept is None:
            body = await asyncio.to_thread(path.read_bytes)
            headers = _headers(version.name)
            kept = Representation(body, headers, compressible=headers[0][1].decode().startswith(_COMPRESSIBLE))
            self._kept.put(version, kept)
        if await kept.send(send, head=read_head(scope), method=scope["method"]) and self._kept.get(version) is kept:
            self._kept.put(version, kept)

    async def _stream(self, path: Path, version: _Version, request: tuple[Scope, Send]) -> None:
        scope, send = request
        length = (b"content-length", str(version.length).encode())
        with path.open("rb") as file:
            await send({"type": START, "status": 200, "headers": [*_headers(version.name), length]})
            while scope["method"] == "GET" and (chunk := await asyncio.to_thread(file.read, _CHUNK)):
                await send({"type": BODY, "body": chunk, "more_body": True})
        await send(END)


def _walk(root: Path) -> dict[str, Path]:
    return {path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.is_file()}


def _version(name: str, path: Path) -> _Version | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return _Version(name, status.st_mtime_ns, status.st_size)


def _headers(name: str) -> list[Header]:
    suffix = Path(name).suffix.lower()
    kind = _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return [
        (b"content-type", kind.encode()),
        (b"cache-control", _FOR_EVER if _HASHED.search(name) else b"no-cache"),
        (b"vary", b"Accept-Encoding"),
        *SECURITY_HEADERS,
    ]
