"""Who may watch: the word `open` or a media token, against what the fair wrote beside the media."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import NamedTuple

from everfair.edge.answers import NOT_FOUND, Answer
from everfair.edge.head import read_head
from everfair.edge.protocol import Scope
from everfair.kernel.media_tokens import OPEN, WATCH_COOKIE, BadMediaToken, MediaPass, Sees, read_media_token

CLOSED = Answer(
    403, "这场直播不对所有人开放，请在它的页面上观看。", "This stream is not open to everybody: watch it on its page."
)
BAD_PASS = Answer(
    403, "观看许可无效或已过期，请刷新页面。", "The permit to watch is wrong or too old: reload the page."
)

_LOOK_AGAIN_AFTER = 0.5
_MOST_REMEMBERED = 4096
_EVERYBODY, _NOBODY = "public", "nobody"
_FILE = "access.json"


class Access(NamedTuple):
    """What `access.json` of a stream says; its audience may be `nobody`, then only its team sees it."""

    audience: str
    version: int


class Refused(Exception):
    """Whoever asks may not see it; `answer` tells why."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


class _Known(NamedTuple):
    access: Access
    changed: tuple[int, int, int]
    looked: float


class Gate:
    """Reads each stream's access file when it has changed, and looks at it at most twice a second."""

    def __init__(self, root: Path, *, key: str) -> None:
        self._root = root
        self._key = key
        self._known: dict[str, _Known] = {}
        self._passes: dict[str, MediaPass] = {}

    def admit(self, stream: str, token: str, scope: Scope) -> Sees:
        """Return what this request may see of the stream; `Refused` if nothing."""
        access = self._access(stream)
        if token == OPEN:
            if access.audience != _EVERYBODY:
                raise Refused(CLOSED)
            return "public"
        return self._right_to(stream, token, (access, scope))

    def admit_to_file(self, stream: str, file: str, request: tuple[str, Scope]) -> None:
        """`Refused` unless the token is a right to this one file; a right to watch is none."""
        token, scope = request
        if token == OPEN:
            raise Refused(CLOSED)
        self._right_to(f"{stream}/{file}", token, (self._access(stream), scope))

    def _right_to(self, folder: str, token: str, about: tuple[Access, Scope]) -> Sees:
        """Return what the token of that folder lets see; what was taken back is for the team alone."""
        access, scope = about
        given = self._pass(token)
        if given.folder != folder or given.version != access.version or given.is_expired():
            raise Refused(BAD_PASS)
        if not given.is_held_by(_holder(scope)):
            raise Refused(BAD_PASS)
        if access.audience == _NOBODY and given.sees != "team":
            raise Refused(CLOSED)
        return given.sees

    def _access(self, stream: str) -> Access:
        known = self._known.get(stream)
        if known is not None and time.monotonic() - known.looked < _LOOK_AGAIN_AFTER:
            return known.access
        return self._look(stream)

    def _look(self, stream: str) -> Access:
        path = self._root / stream / _FILE
        known = self._known.get(stream)
        try:
            status = path.stat()
            changed = (status.st_ino, status.st_mtime_ns, status.st_size)
            access = known.access if known is not None and known.changed == changed else _read(path)
        except (OSError, ValueError, KeyError, TypeError) as error:  # gone, or not as the fair writes it
            self._known.pop(stream, None)
            raise Refused(NOT_FOUND) from error
        _make_room(self._known)
        self._known[stream] = _Known(access, changed, time.monotonic())
        return access

    def _pass(self, token: str) -> MediaPass:
        given = self._passes.get(token)
        if given is None:
            try:
                given = read_media_token(token, key=self._key)
            except BadMediaToken as error:
                raise Refused(BAD_PASS) from error
            _make_room(self._passes)
            self._passes[token] = given
        return given


def _make_room(remembered: dict[str, _Known] | dict[str, MediaPass]) -> None:
    if len(remembered) >= _MOST_REMEMBERED:
        remembered.clear()


def _read(path: Path) -> Access:
    written = json.loads(path.read_bytes())
    return Access(str(written["audience"]), int(written["version"]))


def _holder(scope: Scope) -> str:
    """Return the value of the holder's cookie, "" where there is none; other sites' odd cookies are no obstacle."""
    for cookie in read_head(scope).get(b"cookie", b"").decode("latin1").split(";"):
        name, _, value = cookie.partition("=")
        if name.strip() == WATCH_COOKIE:
            return value.strip()
    return ""
