"""A folder of live media, as the fair writes it, and the edge over it."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from everfair.edge.media import Media
from everfair.kernel.media_tokens import OPEN, WATCH_COOKIE, Sees, media_token
from tests.edge.asking import Answered, ask

KEY = "a key of the media"
STREAM, OTHER, TAKE = "k7m2p9x4w8hd", "f5f5f5f5f5f5", "t3t3t3t3t3t3"
HOLDER = "value-of_the.cookie"
MASTER = "#EXTM3U\n"
WAITED = -1.0
"""A patience under which every file counts as not looked at for long."""


@dataclass(frozen=True)
class MediaHouse:
    """Writes as the fair does (a new file in the place of the old one), asks as players do."""

    root: Path
    media: Media

    def write(self, name: str, content: bytes | str, *, stream: str = STREAM) -> None:
        path = self.root / stream / name
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}")
        draft.write_bytes(content.encode() if isinstance(content, str) else content)
        draft.replace(path)

    def admit(self, audience: str, version: int = 1, *, stream: str = STREAM) -> None:
        self.write("access.json", json.dumps({"audience": audience, "version": version}), stream=stream)

    def remove(self, name: str) -> None:
        (self.root / STREAM / name).unlink()

    async def get(
        self, name: str, token: str = OPEN, *, cookie: str = "", method: str = "GET", **headers: str
    ) -> Answered:
        given = [(header.replace("_", "-"), value) for header, value in headers.items()]
        shown = [("cookie", f'odd={{"a": [1]}}; {WATCH_COOKIE}={cookie}; language=en')] if cookie else []
        return await ask(self.media, f"/live/{STREAM}/{token}/{name}", method=method, headers=[*given, *shown])


def make_house(root: Path, *, limit: int = 2**23) -> MediaHouse:
    """Return a public stream with one playlist and one segment of each kind."""
    house = MediaHouse(root, Media(root, key=KEY, limit=limit))
    house.admit("public")
    house.write("public/master.m3u8", MASTER)
    house.write("team/master.m3u8", "#EXTM3U\n#team\n")
    house.write(f"takes/{TAKE}/video/0.m4s", bytes(range(100)))
    house.write(f"takes/{TAKE}/audio/0.m4s", b"sound")
    house.write(f"backstage/{TAKE}/video/0.m4s", b"rehearsal")
    return house


def token_of(
    *,
    stream: str = STREAM,
    sees: Sees = "public",
    version: int = 1,
    seconds: int = 60,
    holder: str = HOLDER,
    key: str = KEY,
) -> str:
    return media_token(stream, sees=sees, version=version, key=key, seconds=seconds, holder=holder)


def noise(length: int) -> bytes:
    return os.urandom(length)
