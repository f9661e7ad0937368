"""The addresses of media. Only what these patterns spell can be named, so no path leads out of a stream's folder.

/live/<stream>/<token>/master.m3u8
/live/<stream>/<token>/takes/<take>/video/17.m4s
/live/<stream>/<token>/backstage/<take>/audio/init.mp4
/live/<stream>/<token>/download.mp4
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from everfair.kernel.ids import ALPHABET, LENGTH

PREFIX = "/live/"
BACKSTAGE = "backstage"

_LONGEST = 700  # longer than anything that matches
_ID = f"[{ALPHABET}]{{{LENGTH}}}"
_ADDRESS = re.compile(
    rf"/live/({_ID})/([A-Za-z0-9_.-]{{1,512}})/"
    rf"(?:([a-z0-9][a-z0-9-]{{0,63}}\.m3u8)"
    rf"|((takes|backstage)/{_ID}/([a-z][a-z0-9-]{{0,39}})/(?:init\.mp4|[0-9]{{1,10}}\.m4s))"
    rf"|(download\.mp4))"
)


class Asked(NamedTuple):
    """What an address names: the playlist of a stream, one of its segments (a path in its folder), or its file."""

    stream: str
    token: str
    playlist: str | None
    segment: str | None
    shelf: str | None
    track: str | None
    file: str | None = None


def read_address(path: str) -> Asked | None:
    """Return what the address names, None if it names nothing that could be there."""
    return _read(path) if len(path) <= _LONGEST else None


@lru_cache(maxsize=4096)
def _read(path: str) -> Asked | None:
    found = _ADDRESS.fullmatch(path)
    return None if found is None else Asked._make(found.groups())
